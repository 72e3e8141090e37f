namespace ProcessAutomation.Engine.Stimuli;

/// <summary>Where an addressed stimulus stands. The numbers are stored.</summary>
public enum StimulusStatus
{
    /// <summary>Waits for a burst of its instance.</summary>
    Ready = 0,

    /// <summary>A burst has seen it and found no bookmark for it yet; kept until one appears or the instance ends.</summary>
    Parked = 1,

    /// <summary>Used. The row stays until the instance ends, so that the same stimulus twice does nothing the second time.</summary>
    Consumed = 2,
}

/// <summary>
/// What may resume a bookmark of one instance. Written in the sender's transaction and kept until the instance ends, so it may
/// come before its bookmark. Instance and <see cref="Key"/> are its identity: the same twice is one.
/// </summary>
public sealed record Stimulus
{
    /// <summary>The instance addressed.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Identity within the instance, chosen by the sender so that a repetition has the same, e.g. <c>task:{id}</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the bookmarks it resumes.</summary>
    public required string Name { get; init; }

    /// <summary>Key of the bookmarks it resumes.</summary>
    public required string BookmarkKey { get; init; }

    /// <summary>Only this bookmark; null means the first that matches by name and key.</summary>
    public Guid? BookmarkId { get; init; }

    /// <summary>JSON for the resumed activity; null means none. Holds ids and codes, no text about persons.</summary>
    public string? PayloadJson { get; init; }

    /// <summary>Earliest instant on the machine clock at which a burst may be woken for it; null means at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Where it stands.</summary>
    public StimulusStatus Status { get; init; }

    /// <summary>When it was sent, business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>
/// An event for whoever waits for it now: it becomes one addressed stimulus for each bookmark that exists when it commits, also
/// one for each of thousands, exactly once, outside the sender's transaction. Bookmarks made later are not reached.
/// </summary>
public sealed record Broadcast
{
    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the bookmarks reached.</summary>
    public required string Name { get; init; }

    /// <summary>Key of the bookmarks reached.</summary>
    public required string Key { get; init; }

    /// <summary>Only instances of this correlation; null means of any or none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>JSON for the resumed activities; null means none.</summary>
    public string? PayloadJson { get; init; }

    /// <summary>When it was published, business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
