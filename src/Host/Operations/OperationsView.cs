using System.Collections.Immutable;
using ProcessAutomation.Persistence.Housekeeping;
using ProcessAutomation.Persistence.Nodes;
using ProcessAutomation.Persistence.Operations;

namespace ProcessAutomation.Host.Operations;

/// <summary>A housekeeping job as the operations page shows it.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="NextRunAt">Machine clock, UTC; null: not scheduled in this process, or not known at the moment.</param>
/// <param name="History">What its runs came to.</param>
public sealed record JobView(string Name, DateTimeOffset? NextRunAt, HousekeepingHistory History)
{
    /// <summary>How long the last run took, or has taken so far; null: it has never run.</summary>
    public TimeSpan? Duration(DateTimeOffset now) => History.Last is { } last ? (last.EndedAt ?? now) - last.StartedAt : null;
}

/// <summary>The installation at one moment: what its nodes do, what waits, and what it does for itself.</summary>
public sealed record OperationsView
{
    /// <summary>When this was read, machine clock, UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The node that answers.</summary>
    public required string Node { get; init; }

    /// <summary>Bursts and other units of work that node is in the middle of.</summary>
    public required int Running { get; init; }

    /// <summary>All nodes that give signs of life, and those that stopped not long ago.</summary>
    public required ImmutableArray<Node> Nodes { get; init; }

    /// <summary>The engine's queues.</summary>
    public required QueueFigures Queues { get; init; }

    /// <summary>The housekeeping jobs.</summary>
    public required ImmutableArray<JobView> Jobs { get; init; }
}
