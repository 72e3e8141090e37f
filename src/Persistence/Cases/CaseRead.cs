using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Persistence.Cases;

/// <summary>Somebody has looked at a case. Only ever added; can be shown to the person.</summary>
public sealed record CaseRead
{
    /// <summary>Identity, version 7: in the order of reading.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>User id.</summary>
    public required string ReadBy { get; init; }

    /// <summary>When, business clock, UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>What was looked at: <c>case</c>, <c>log</c>, <c>task:</c> and the task's id… a code, no text.</summary>
    public required string What { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CaseRead>
    {
        public void Configure(EntityTypeBuilder<CaseRead> builder)
        {
            builder.ToTable("case_reads");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.ReadBy).HasMaxLength(100);
            builder.Property(row => row.What).HasMaxLength(40);
            builder.HasOne<Case>().WithMany().HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(row => new { row.CaseId, row.ReadAt }).HasDatabaseName("case_reads_case");
            builder.OutsideCaseGuard();
        }
    }
}
