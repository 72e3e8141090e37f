namespace ProcessAutomation.Engine.HumanTasks;

/// <summary>Where a human task stands. The numbers are stored.</summary>
public enum HumanTaskStatus
{
    /// <summary>Waits for whoever holds its role or is assigned.</summary>
    Open = 0,

    /// <summary>Somebody has taken it.</summary>
    Claimed = 1,

    /// <summary>Done, with an outcome. Terminal.</summary>
    Completed = 2,

    /// <summary>No longer wanted; the reason is kept. Terminal.</summary>
    Cancelled = 3,
}

/// <summary>Work waiting for a person. Bound to a role in the case, so that whoever holds the role later inherits it, or to one user.</summary>
public sealed record HumanTask
{
    /// <summary>Identity, version 7. The stimulus of its completion has the name <c>HumanTask</c> and this id as key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The instance that waits for it; null means a task of no flow.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>The bookmark that its completion resumes; null means nothing waits.</summary>
    public Guid? BookmarkId { get; init; }

    /// <summary>The case it belongs to; null means none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Key of the process step whose form and rules apply.</summary>
    public required string Step { get; init; }

    /// <summary>What is to be done, in the words of the flow.</summary>
    public required string Title { get; init; }

    /// <summary>Guidance; may be empty.</summary>
    public required string Text { get; init; }

    /// <summary>Role in the case whose holder does it; null means <see cref="Assignee"/> alone.</summary>
    public string? Role { get; init; }

    /// <summary>User id of the one person who does it; null means whoever holds <see cref="Role"/>.</summary>
    public string? Assignee { get; init; }

    /// <summary>Higher is more pressing; 0 is ordinary.</summary>
    public int Priority { get; init; }

    /// <summary>Instant it is due, business clock, UTC; null means no deadline.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Where the deadline comes from, in words; null means none.</summary>
    public string? DeadlineText { get; init; }

    /// <summary>The form's fields as a JSON array.</summary>
    public required string FormJson { get; init; }

    /// <summary>The outcomes to choose from as a JSON array.</summary>
    public required string OutcomesJson { get; init; }

    /// <summary>Where it stands.</summary>
    public HumanTaskStatus Status { get; init; }

    /// <summary>User id of who took it; null means nobody.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>When it was taken, business clock, UTC.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>User id of who completed it; null while it is not completed.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>When it was completed or cancelled, business clock, UTC.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The outcome chosen; null while it is not completed.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why it was cancelled; null unless cancelled.</summary>
    public string? CloseReason { get; init; }

    /// <summary>When it was made, business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts the changes, from 1. The store raises it with each.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>
/// A change of a task, guarded: it applies only while the stored version is that of <paramref name="After"/>, which is the task as
/// read with the wished values put in; the store raises the version itself. Title, text, form, step and links never change.
/// </summary>
/// <param name="After">The task as it shall be, still with the version that was read.</param>
public sealed record HumanTaskChange(HumanTask After);

/// <summary>Cancels open or claimed tasks; finished ones are left alone. Either the one task or all of one bookmark.</summary>
/// <param name="TaskId">The task; null means by bookmark.</param>
/// <param name="BookmarkId">The bookmark whose tasks are meant; used when <paramref name="TaskId"/> is null.</param>
/// <param name="Reason">Why, shown to who had the task.</param>
public sealed record HumanTaskCancellation(Guid? TaskId, Guid? BookmarkId, string Reason);
