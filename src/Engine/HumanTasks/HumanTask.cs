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

    /// <summary>Waits for something outside until <see cref="HumanTask.HeldUntil"/>. Once that instant has come it is as if open or claimed again.</summary>
    OnHold = 4,
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

    /// <summary>Those who may see and take it besides; a key whose meaning is the product's, at most 80 characters. Null means nobody besides.</summary>
    public string? CandidateGroup { get; init; }

    /// <summary>Higher is more pressing; 0 is ordinary.</summary>
    public int Priority { get; init; }

    /// <summary>Instant it is due, business clock, UTC; null means no deadline.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Where the deadline comes from, in words; null means none.</summary>
    public string? DeadlineText { get; init; }

    /// <summary>
    /// <see cref="Title"/>, <see cref="Text"/> and <see cref="DeadlineText"/> in further languages, as a JSON object <c>{"title":{"en":"…"},…}</c>. Null means
    /// that they are read as they stand.
    /// </summary>
    public string? WordsJson { get; init; }

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

    /// <summary>When the claim ends by itself, business clock, UTC; null means only when given back.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>When a task on hold comes back by itself, business clock, UTC; null means it is not on hold.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

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

    /// <summary>Whether somebody still has to do it, now or when it comes back from hold.</summary>
    public bool IsUnfinished => Status is HumanTaskStatus.Open or HumanTaskStatus.Claimed or HumanTaskStatus.OnHold;

    /// <summary>
    /// The task as it stands at an instant: nothing is written when a hold or a claim ends, so what is stored may say more than what holds. A hold that
    /// is over leaves the task with who put it on hold while the claim lasts, a claim that is over leaves it open.
    /// </summary>
    public HumanTask AsOf(DateTimeOffset now)
    {
        if (Status is not (HumanTaskStatus.Claimed or HumanTaskStatus.OnHold) || (Status == HumanTaskStatus.OnHold && HeldUntil > now))
            return this;
        return ClaimedBy is null || ClaimedUntil <= now
            ? this with { Status = HumanTaskStatus.Open, ClaimedBy = null, ClaimedAt = null, ClaimedUntil = null, HeldUntil = null }
            : this with { Status = HumanTaskStatus.Claimed, HeldUntil = null };
    }

    /// <summary>Whether it was on hold and has come back, and nobody has done anything with it since.</summary>
    public bool IsBackFromHold(DateTimeOffset now) => Status == HumanTaskStatus.OnHold && HeldUntil <= now;
}

/// <summary>
/// A change of a task, guarded: it applies only while the stored version is that of <paramref name="After"/>, which is the task as
/// read with the wished values put in; the store raises the version itself. Title, text, their translations, form, step and links never change.
/// </summary>
/// <param name="After">The task as it shall be, still with the version that was read.</param>
public sealed record HumanTaskChange(HumanTask After);

/// <summary>Cancels open or claimed tasks; finished ones are left alone. Either the one task or all of one bookmark.</summary>
/// <param name="TaskId">The task; null means by bookmark.</param>
/// <param name="BookmarkId">The bookmark whose tasks are meant; used when <paramref name="TaskId"/> is null.</param>
/// <param name="Reason">Why, shown to who had the task.</param>
public sealed record HumanTaskCancellation(Guid? TaskId, Guid? BookmarkId, string Reason);

/// <summary>
/// Brings back what is on hold in a case: it stays with whoever put it on hold, and comes back at the row time of the commit. It guards nothing, and tasks
/// the same commit changes otherwise are judged as they are after that.
/// </summary>
/// <param name="CaseId">The case.</param>
/// <param name="By">User id of who brings the news; what they have put on hold themselves stays on hold.</param>
/// <param name="ClaimedUntil">When the claim of those who get a task back ends; null means only when given back.</param>
public sealed record HumanTaskWake(Guid CaseId, string By, DateTimeOffset? ClaimedUntil);
