using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Instances;

/// <summary>A call that a faulted activity has not had yet, kept so that a retry makes it the same way. Closed.</summary>
internal abstract record PendingCall
{
    private PendingCall()
    {
    }

    /// <summary>The activity itself.</summary>
    internal sealed record Execute : PendingCall
    {
        public static Execute Instance { get; } = new();
    }

    /// <summary>A bookmark was met. <paramref name="StimulusKey"/>: the stimulus, stored until the retry; null when the timer fired.</summary>
    internal sealed record Resume(Guid BookmarkId, string? StimulusKey) : PendingCall;

    /// <summary>A child ended; <paramref name="Outcomes"/> null: it was cancelled.</summary>
    internal sealed record ChildEnded(string ChildNode, long ChildExecutionId, int ChildTag, ImmutableArray<string>? Outcomes) : PendingCall;

    /// <summary>A timer of the faulted activity, disarmed until it goes on.</summary>
    internal sealed record Timer(Guid BookmarkId, DateTimeOffset DueAt) : PendingCall;
}
