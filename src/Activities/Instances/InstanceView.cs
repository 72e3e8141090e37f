using System.Collections.Immutable;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Activities.Instances;

/// <summary>Which instances a list is to show. Null: any.</summary>
public sealed record InstanceFilter
{
    /// <summary>Of this definition.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Of this version.</summary>
    public string? VersionId { get; init; }

    /// <summary>Running or ended.</summary>
    public InstanceStatus? Status { get; init; }

    /// <summary>Of this case.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Only those with an incident that is not resolved.</summary>
    public bool OnlyIncidents { get; init; }
}

/// <summary>An instance in a list.</summary>
public sealed record InstanceLine
{
    public required Guid Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string VersionId { get; init; }

    /// <summary>Name of the definition.</summary>
    public required string DefinitionName { get; init; }

    /// <summary>Number of the version, from 1; 0: it is gone.</summary>
    public required int Version { get; init; }

    /// <summary>Null: it belongs to no case.</summary>
    public Guid? CaseId { get; init; }
    public required InstanceStatus Status { get; init; }
    public required InstanceSubStatus SubStatus { get; init; }

    /// <summary>Incidents not resolved.</summary>
    public required int Incidents { get; init; }

    /// <summary>Business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Business clock, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A page of instances, newest first.</summary>
/// <param name="Lines">At most as many as were asked for.</param>
/// <param name="After">Last of this page, to ask for the next; null: there is none.</param>
public sealed record InstanceLines(ImmutableArray<InstanceLine> Lines, Guid? After);

/// <summary>An instance as a supervisor opens it.</summary>
public sealed record InstanceView
{
    /// <summary>What runs and what it holds; values are left out unless <see cref="ShowsValues"/>.</summary>
    public required InstanceSnapshot Snapshot { get; init; }

    /// <summary>The case it belongs to; null: none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Whether the viewer may ask for the values of variables.</summary>
    public required bool MaySeeValues { get; init; }

    /// <summary>Whether the values are here.</summary>
    public required bool ShowsValues { get; init; }

    /// <summary>Newest first, resolved ones too.</summary>
    public required ImmutableArray<Incident> Incidents { get; init; }

    /// <summary>Open human tasks it waits for.</summary>
    public required ImmutableArray<HumanTask> Tasks { get; init; }

    /// <summary>Instances it has started, newest first.</summary>
    public required ImmutableArray<InstanceLine> Children { get; init; }

    /// <summary>What supervisors have changed in it, newest first.</summary>
    public required ImmutableArray<AlterationWrite> Alterations { get; init; }

    /// <summary>Newer versions that are or were published, newest first.</summary>
    public required ImmutableArray<StoredDefinition> NewerVersions { get; init; }

    /// <summary>The newest page of the journal.</summary>
    public required JournalPage Journal { get; init; }
}

/// <summary>A page of an instance's journal, newest first.</summary>
/// <param name="Entries">The lines.</param>
/// <param name="Before">Sequence to ask for the next page with; null: there is none.</param>
public sealed record JournalPage(ImmutableArray<JournalEntry> Entries, long? Before);
