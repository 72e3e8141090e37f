using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProcessAutomation.Persistence.HumanTasks;

/// <summary>What was answered to a task of no process step. Answers to a step are facts of the case and stand there. Personal text.</summary>
public sealed record TaskAnswers
{
    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>Its case; null: none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>A JSON object by field name.</summary>
    public required string Answers { get; init; }

    /// <summary>User id.</summary>
    public required string GivenBy { get; init; }

    /// <summary>When, business clock, UTC.</summary>
    public required DateTimeOffset GivenAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TaskAnswers>
    {
        public void Configure(EntityTypeBuilder<TaskAnswers> builder)
        {
            builder.ToTable("task_answers");
            builder.HasKey(row => row.TaskId);
            builder.Property(row => row.TaskId).ValueGeneratedNever();
            builder.Property(row => row.GivenBy).HasMaxLength(100);
            builder.OutsideCaseGuard();
        }
    }
}
