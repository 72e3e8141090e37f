using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProcessAutomation.Persistence.HumanTasks;

/// <summary>A filter of the lists of tasks that somebody keeps under a name. What was searched for may be a person's name.</summary>
public sealed record SavedFilter
{
    /// <summary>Longest <see cref="Name"/>.</summary>
    public const int MaxName = 100;

    /// <summary>Longest <see cref="Query"/>.</summary>
    public const int MaxQuery = 1000;

    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>User id of who keeps it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>What it is called; once for each owner.</summary>
    public required string Name { get; init; }

    /// <summary>The filter as an address has it, without question mark. It chooses among what the reader may see anyway.</summary>
    public required string Query { get; init; }

    /// <summary>The unit whose people see it too; null: no unit's.</summary>
    public string? UnitId { get; init; }

    /// <summary>The candidate group that sees it too: of <see cref="UnitId"/>, or an agency's people; null: everybody of the unit, or with no unit the owner alone.</summary>
    public string? CandidateGroup { get; init; }

    /// <summary>When it was saved, business clock, UTC.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SavedFilter>
    {
        public void Configure(EntityTypeBuilder<SavedFilter> builder)
        {
            builder.ToTable("saved_filters");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.OwnerId).HasMaxLength(100);
            builder.Property(row => row.Name).HasMaxLength(MaxName);
            builder.Property(row => row.Query).HasMaxLength(MaxQuery);
            builder.Property(row => row.UnitId).HasMaxLength(60);
            builder.HasIndex(row => new { row.OwnerId, row.Name }).IsUnique().HasDatabaseName("saved_filters_owner");
            builder.Property(row => row.CandidateGroup).HasMaxLength(80);
            builder.HasIndex(row => row.UnitId).HasDatabaseName("saved_filters_unit");
            builder.HasIndex(row => row.CandidateGroup).HasDatabaseName("saved_filters_group");
        }
    }
}
