using System.Collections.Immutable;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.WorkerTasks;

namespace ProcessAutomation.Engine.Storage;

/// <summary>
/// Everything one unit of work writes besides the domain's rows, as plain data: it commits whole or not at all. With
/// <see cref="Instance"/> finished, the store also deletes what is left of the instance's bookmarks and stimuli.
/// </summary>
public sealed class BurstCommit
{
    /// <summary>The instance that was burst; null when none was.</summary>
    public InstanceWrite? Instance { get; init; }

    /// <summary>Instances made by this unit of work, not run yet.</summary>
    public IReadOnlyList<InstanceWrite> Children { get; init; } = [];

    /// <summary>The journal of the burst; null when there is none.</summary>
    public JournalBlock? Journal { get; init; }

    /// <summary>New bookmarks of the instance.</summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>Bookmarks of the instance that are over.</summary>
    public IReadOnlyList<Guid> RemovedBookmarks { get; init; } = [];

    /// <summary>Timers moved, of this instance or of others; an instance in the middle of a burst then runs it again.</summary>
    public IReadOnlyList<BookmarkRearm> Rearms { get; init; } = [];

    /// <summary>Stimuli for this or other instances; one whose key is stored already does nothing.</summary>
    public IReadOnlyList<Stimulus> Stimuli { get; init; } = [];

    /// <summary>Keys of stored stimuli of the instance that were used.</summary>
    public IReadOnlyList<string> ConsumedStimuli { get; init; } = [];

    /// <summary>Keys of stored stimuli of the instance that found no bookmark yet.</summary>
    public IReadOnlyList<string> ParkedStimuli { get; init; } = [];

    /// <summary>Keys of stored stimuli of the instance that were used and can never come again: nothing remembers them.</summary>
    public IReadOnlyList<string> DroppedStimuli { get; init; } = [];

    /// <summary>Children to be told to end, many at once; those that have ended are left alone.</summary>
    public IReadOnlyList<ChildCancellation> ChildCancellations { get; init; } = [];

    /// <summary>Tasks for workers outside.</summary>
    public IReadOnlyList<WorkerTask> WorkerTasks { get; init; } = [];

    /// <summary>Tasks of workers that nothing waits for any more.</summary>
    public IReadOnlyList<Guid> EndedWorkerTasks { get; init; } = [];

    /// <summary>Events for whoever waits.</summary>
    public IReadOnlyList<Broadcast> Broadcasts { get; init; } = [];

    /// <summary>New human tasks.</summary>
    public IReadOnlyList<HumanTask> Tasks { get; init; } = [];

    /// <summary>Guarded changes of tasks.</summary>
    public IReadOnlyList<HumanTaskChange> TaskChanges { get; init; } = [];

    /// <summary>Cases whose tasks on hold come back; applied after <see cref="TaskChanges"/>.</summary>
    public IReadOnlyList<HumanTaskWake> TaskWakes { get; init; } = [];

    /// <summary>Tasks no longer wanted.</summary>
    public IReadOnlyList<HumanTaskCancellation> TaskCancellations { get; init; } = [];

    /// <summary>Incidents, new or changed, whole.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>Effects to carry out after the commit.</summary>
    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>Instances whose unsent messages are withdrawn; one that is being sent at this moment goes out.</summary>
    public IReadOnlyList<Guid> RevokeOutboxOf { get; init; } = [];

    /// <summary>Delivery attempts recorded together with what follows from them.</summary>
    public IReadOnlyList<DeliveryResult> Deliveries { get; init; } = [];

    /// <summary>What a supervisor changed in the instance; null: nothing.</summary>
    public AlterationWrite? Alteration { get; init; }

    /// <summary>Versions of sub-flows chosen anew for a tree that exists; null: none.</summary>
    public RootPins? Pins { get; init; }

    /// <summary>Instant of the unit of work, business clock, UTC: the written rows' time.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The row of an instance as it shall be.</summary>
public sealed record InstanceWrite
{
    /// <summary>Identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The revision that was read; 0 inserts a new instance. The stored revision becomes this plus 1.</summary>
    public required long ExpectedRevision { get; init; }

    /// <summary>The definition; only written at the insert.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version.</summary>
    public required string VersionId { get; init; }

    /// <summary>The case; null means none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started it; null for a root. Only written at the insert.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The root of its tree; its own id for a root. Only written at the insert.</summary>
    public required Guid RootId { get; init; }

    /// <summary>Whether it has ended.</summary>
    public required InstanceStatus Status { get; init; }

    /// <summary>What it does.</summary>
    public required InstanceSubStatus SubStatus { get; init; }

    /// <summary>The engine's behaviour version the state is made with.</summary>
    public required int BehaviourVersion { get; init; }

    /// <summary>Incidents not resolved.</summary>
    public int IncidentCount { get; init; }

    /// <summary>The state, stored as it is.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>Versions of all flows it can reach, pinned; only in the first commit that knows the root's definition.</summary>
    public ImmutableArray<DefinitionPin> Pins { get; init; } = [];
}

/// <summary>Ends the children of a range that have not ended.</summary>
/// <param name="ParentId">The instance that started them.</param>
/// <param name="Children">Which.</param>
/// <param name="ReasonJson">Payload of the stimulus that ends each.</param>
public sealed record ChildCancellation(Guid ParentId, Composition.ChildRange Children, string ReasonJson);

/// <summary>The version of a flow that a tree of instances stays on.</summary>
/// <param name="DefinitionId">The flow.</param>
/// <param name="VersionId">Its version.</param>
public sealed record DefinitionPin(string DefinitionId, string VersionId);

/// <summary>Versions that take the place of those a tree was pinned to, or are added to them.</summary>
/// <param name="RootId">The root of the tree.</param>
/// <param name="Pins">The versions.</param>
public sealed record RootPins(Guid RootId, ImmutableArray<DefinitionPin> Pins);
