namespace ProcessAutomation.Engine.Bookmarks;

/// <summary>
/// What a waiting activity waits for. A bookmark with a due instant is a timer; one with a key is reached by stimuli of the same
/// name and key. It is deleted in the transaction of the burst that ends the wait, or with its instance.
/// </summary>
public sealed record Bookmark
{
    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The instance that waits.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Path of the waiting node in its definition.</summary>
    public required string NodeId { get; init; }

    /// <summary>The running execution inside the instance that waits.</summary>
    public required long ExecutionId { get; init; }

    /// <summary>Kind of stimulus waited for, e.g. <c>HumanTask</c>, <c>Event</c>, <c>Timer</c>. Ordinal.</summary>
    public required string Name { get; init; }

    /// <summary>What tells this wait from others of the same name, e.g. a task id or an event name. Ordinal; empty for a pure timer.</summary>
    public required string Key { get; init; }

    /// <summary>Correlation of the waiting instance; null means it has none and broadcasts for a correlation do not reach it.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Instant on the business clock, UTC, inclusive, at which the bookmark fires by itself; null means never.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Moves the due instant of an existing bookmark. A bookmark that is gone is left alone: its wait has ended.</summary>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="DueAt">The new instant, business clock, UTC; null disarms the timer.</param>
public sealed record BookmarkRearm(Guid BookmarkId, DateTimeOffset? DueAt);

/// <summary>A due timer leased to the caller, who runs its instance before the lease ends.</summary>
/// <param name="InstanceId">The instance to run.</param>
/// <param name="BookmarkId">The bookmark that is due.</param>
/// <param name="DueAt">When it was due, business clock, UTC.</param>
/// <param name="Fence">Counts the claims of this bookmark; a higher one supersedes.</param>
public sealed record ClaimedTimer(Guid InstanceId, Guid BookmarkId, DateTimeOffset DueAt, long Fence);
