using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Persistence.Instances;

/// <summary>A workflow instance, for pages. The state is read only where it is asked for: project to what you need.</summary>
public sealed record InstanceRow
{
    public required Guid Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string VersionId { get; init; }

    /// <summary>The case; null means none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started it; null for a root.</summary>
    public Guid? ParentId { get; init; }
    public required Guid RootId { get; init; }
    public required InstanceStatus Status { get; init; }
    public required InstanceSubStatus SubStatus { get; init; }
    public required long Revision { get; init; }
    public required int BehaviourVersion { get; init; }
    public required int IncidentCount { get; init; }

    /// <summary>The engine's state, UTF-8 JSON.</summary>
    public required byte[] State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<InstanceRow>
    {
        public void Configure(EntityTypeBuilder<InstanceRow> builder)
        {
            builder.ToTable("instances");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Status).HasConversion<short>();
            builder.Property(row => row.SubStatus).HasConversion<short>();
        }
    }
}

/// <summary>A bookmark, for pages.</summary>
public sealed record BookmarkRow
{
    public required Guid Id { get; init; }
    public required Guid InstanceId { get; init; }
    public required string NodeId { get; init; }
    public required long ExecutionId { get; init; }
    public required string Name { get; init; }
    public required string Key { get; init; }

    /// <summary>The case; null means none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When it fires by itself, business clock; null means never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Until when somebody has it claimed, machine clock; null means it never was.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>How often it was claimed.</summary>
    public required long Fence { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<BookmarkRow>
    {
        public void Configure(EntityTypeBuilder<BookmarkRow> builder)
        {
            builder.ToTable("bookmarks");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
