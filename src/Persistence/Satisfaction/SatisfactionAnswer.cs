using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Satisfaction;

namespace ProcessAutomation.Persistence.Satisfaction;

/// <summary>
/// One answer about satisfaction. Lies beside the case and is no part of it: whoever reads a case does not read this. Written when the talk's task is completed
/// or corrected, and read only as figures of many.
/// </summary>
public sealed record SatisfactionAnswer
{
    /// <summary>The task of the talk.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The person or staff.</summary>
    public required SatisfactionRespondent Respondent { get; init; }

    /// <summary>What was asked.</summary>
    public required SatisfactionQuestion Question { get; init; }

    /// <summary>The case of the talk, so that its answers go when it is erased.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Step of the talk.</summary>
    public required string Step { get; init; }

    /// <summary>The unit that held the talk.</summary>
    public required string UnitId { get; init; }

    /// <summary>1 to 5; null: the person was asked and declined.</summary>
    public required int? Score { get; init; }

    /// <summary>The day it was entered, in Norway. Of nobody in particular: who entered it is not kept.</summary>
    public required DateOnly GivenOn { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SatisfactionAnswer>
    {
        public void Configure(EntityTypeBuilder<SatisfactionAnswer> builder)
        {
            builder.ToTable("satisfaction_answers");
            builder.HasKey(row => new { row.TaskId, row.Respondent, row.Question });
            builder.Property(row => row.Step).HasMaxLength(100);
            builder.Property(row => row.UnitId).HasMaxLength(100);
            builder.OutsideCaseGuard();
        }
    }
}
