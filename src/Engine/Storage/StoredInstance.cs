using System.Collections.Immutable;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Stimuli;

namespace ProcessAutomation.Engine.Storage;

/// <summary>Whether an instance has ended. The numbers are stored.</summary>
public enum InstanceStatus
{
    /// <summary>Running or waiting.</summary>
    Running = 0,

    /// <summary>Ended, see the sub-status.</summary>
    Finished = 1,
}

/// <summary>What an instance does, in Elsa's words. The numbers are stored.</summary>
public enum InstanceSubStatus
{
    /// <summary>Made by a parent and not yet run.</summary>
    Pending = 0,

    /// <summary>Has work left after a burst that spent its budget.</summary>
    Executing = 1,

    /// <summary>Every branch waits.</summary>
    Suspended = 2,

    /// <summary>Ended by itself.</summary>
    Finished = 3,

    /// <summary>Ended by a person or its parent.</summary>
    Cancelled = 4,

    /// <summary>Ended by a fault that is not retried.</summary>
    Faulted = 5,
}

/// <summary>An instance as a burst finds it: header, state, and all that may resume it. Should the parts be of two moments, the guard of the commit tells.</summary>
public sealed record StoredInstance
{
    /// <summary>Identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The definition it runs.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version it stays on.</summary>
    public required string VersionId { get; init; }

    /// <summary>The case; null means none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started it; null for a root.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The root of its tree; its own id for a root.</summary>
    public required Guid RootId { get; init; }

    /// <summary>Whether it has ended.</summary>
    public required InstanceStatus Status { get; init; }

    /// <summary>What it does.</summary>
    public required InstanceSubStatus SubStatus { get; init; }

    /// <summary>Counts the commits, from 1; the guard of the next one.</summary>
    public required long Revision { get; init; }

    /// <summary>The engine's behaviour version the state was made with.</summary>
    public required int BehaviourVersion { get; init; }

    /// <summary>Incidents not resolved.</summary>
    public required int IncidentCount { get; init; }

    /// <summary>The state as the engine wrote it.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>When it was made, business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its bookmarks, oldest first.</summary>
    public required ImmutableArray<Bookmark> Bookmarks { get; init; }

    /// <summary>Its stimuli that are ready or parked, also those not yet to be woken for; oldest first.</summary>
    public required ImmutableArray<Stimulus> Stimuli { get; init; }

    /// <summary>Whether a stimulus with the key asked for is stored, whatever its status.</summary>
    public required bool StimulusSeen { get; init; }
}
