namespace ProcessAutomation.Persistence.Operations;

/// <summary>How many of something there are, counted no further than is worth the time.</summary>
/// <param name="Count">Counted, at most <see cref="EngineQueues.CountAtMost"/>.</param>
/// <param name="Oldest">The oldest of them, UTC; null: there is none.</param>
public sealed record QueueFigure(int Count, DateTimeOffset? Oldest)
{
    /// <summary>Whether there are more than were counted.</summary>
    public bool HasMore => Count >= EngineQueues.CountAtMost;
}

/// <summary>Instances, counted where they are few, else estimated from the database's own statistics.</summary>
/// <param name="Total">All that are stored; null: too many to count, and no statistics yet.</param>
/// <param name="Running">Of them those that have not ended; null: not known.</param>
/// <param name="IsEstimate">Whether these are estimates.</param>
public sealed record InstanceFigure(long? Total, long? Running, bool IsEstimate);

/// <summary>The engine's queues at one moment. Due instants are on the business clock, the rest on the database's.</summary>
public sealed record QueueFigures
{
    /// <summary>Timers that are due: about to be run, or run at this moment.</summary>
    public required QueueFigure TimersDue { get; init; }

    /// <summary>Of them, those due for more than <see cref="EngineQueues.LateAfter"/>: something keeps them.</summary>
    public required QueueFigure TimersLate { get; init; }

    /// <summary>When the next timer falls due; null: none waits.</summary>
    public DateTimeOffset? NextTimer { get; init; }

    /// <summary>Stimuli that may be run and are not.</summary>
    public required QueueFigure StimuliReady { get; init; }

    /// <summary>Messages that have not left; by when they were enqueued.</summary>
    public required QueueFigure OutboxWaiting { get; init; }

    /// <summary>Of them, those tried before.</summary>
    public required int OutboxRetrying { get; init; }

    /// <summary>Incidents that wait for a person.</summary>
    public required QueueFigure IncidentsOpen { get; init; }

    /// <summary>Activities that failed and will be tried again by themselves.</summary>
    public required int IncidentsRetrying { get; init; }

    /// <summary>Instances.</summary>
    public required InstanceFigure Instances { get; init; }
}
