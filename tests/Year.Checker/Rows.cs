namespace ProcessAutomation.Year.Checker;

// The tables as they lie there. Numbers of statuses and kinds are those of the schema's contents, written down in Codes.

internal sealed record CaseRow(
    Guid Id, string Unit, string? FirstUnit, int Status, string? StatusReason, DateTimeOffset OpenedAt, DateTimeOffset? EndedAt, DateOnly Start, DateOnly? Release, DateOnly? Transfer,
    DateOnly? SummonedOn, DateOnly? InputClosedOn, DateOnly? GroupOn, DateOnly? NeedsTalkOn, DateOnly? CustodyEnd, int? StoppedFor, string? ExistingGroup);

internal sealed record TaskRow(
    Guid Id, Guid CaseId, string Step, string Title, string? Role, string? Assignee, DateTimeOffset? DueAt, int Status, string? ClaimedBy, string? CompletedBy,
    DateTimeOffset? CompletedAt, string? Outcome, DateTimeOffset CreatedAt, bool IsOfFlow)
{
    /// <summary>What the rules call it: its step, or its title when the form is the flow's own.</summary>
    public string Kind => Step.Length > 0 ? Step : Title;

    public bool IsOpen => Status is Codes.TaskOpen or Codes.TaskClaimed or Codes.TaskOnHold;
}

internal sealed record NoticeRow(
    Guid Id, Guid CaseId, int Status, DateTimeOffset At, string Template, string ToKind, string To, string Basis, Guid? TaskId, DateOnly? Date, bool IsCalledOff, Guid? Reminds, string? Rendered, DateTimeOffset? Meeting);

internal sealed record ChangeRow(Guid CaseId, int Number, int Kind, string What, DateTimeOffset At, string By);

internal sealed record AgendaRow(Guid CaseId, int? Meeting, int? Change, DateTimeOffset AddedAt, DateOnly? DiscussedOn, int? Topic);

internal sealed record MeetingRow(Guid CaseId, int Number, int Kind, int Status, DateTimeOffset? PlannedAt, DateOnly? HeldOn, DateTimeOffset? EnteredAt);

internal sealed record ConsentRow(Guid CaseId, int Number, int Answer, DateTimeOffset At, string Explained);

internal sealed record SharingRow(Guid CaseId, int Member, int Matter, DateTimeOffset At, DateTimeOffset? StoppedAt);

internal sealed record MemberRow(Guid CaseId, int Number, string Role, string? User, DateOnly JoinedOn, DateOnly? LeftOn, string? Who, bool FromExistingGroup);

internal sealed record RoleRow(Guid CaseId, int Number, string Role, string? User, int? Member, DateOnly From, DateOnly? To, DateTimeOffset? ConfirmedAt, DateOnly? GoneThroughOn);

internal sealed record NeedRow(Guid CaseId, int Number, string Thread, bool Acute);

internal sealed record MeasureRow(
    Guid CaseId, int Number, bool Acute, DateOnly StartsOn, string Answers, int Status, DateOnly? StartedOn, DateOnly? EndedOn, DateOnly? LastHeardOn, DateTimeOffset EnteredAt,
    int? Deliverer, int? PlanVersion);

internal sealed record TransitionRow(Guid CaseId, int Number, int Kind, DateOnly BegunOn, int Status, DateOnly? ConfirmedOn, string Receiver);

internal sealed record LineRow(Guid CaseId, int Transition, string Role, int Leaver, DateOnly? JoinedOn, DateOnly? GoneThroughOn, DateTimeOffset? ConfirmedAt);

internal sealed record FarewellRow(Guid CaseId, DateOnly HeldOn, string? TakenBy, string? Statement);

internal sealed record ProposalRow(Guid CaseId, int? Member, DateTimeOffset At, int Number, DateOnly StartsOn, string Requirements, string Answers);

internal sealed record PlanRow(Guid CaseId, int Number, DateOnly AgreedOn, DateTimeOffset At);

internal sealed record AttendanceRow(Guid CaseId, int Meeting, int? Member, int Presence, string? Reason);

internal sealed record LogRow(Guid CaseId, int Measure, DateOnly On, DateTimeOffset At, string By);

internal sealed record SatisfactionRow(Guid CaseId, Guid Task, string Step, int? Score);

internal sealed record ReadRow(Guid CaseId, string By, DateTimeOffset At, string What);

internal sealed record InstanceRow(Guid Id, Guid? CaseId, bool IsMain, bool IsRunning);

internal sealed record BookmarkRow(Guid Instance, DateTimeOffset? DueAt);

/// <summary>The numbers the tables hold.</summary>
internal static class Codes
{
    public const int CaseOpen = 1, CasePaused = 2, CaseClosed = 3, CaseStopped = 4;
    public const int TaskOpen = 0, TaskClaimed = 1, TaskCompleted = 2, TaskCancelled = 3, TaskOnHold = 4;
    public const int Waiting = 0, Sent = 1, Failed = 2, Revoked = 3;
    public const int Arrival = 1, NeedsTalk = 2, PlanTalk = 3, Talk = 4, GroupMeeting = 5;
    public const int Booked = 1, Held = 2, Declined = 4;
    public const int Given = 1, Withdrawn = 3;
    public const int Absent = 3;
    public const int Death = 1, Mistake = 3;
    public const int NeedsMap = 1;
    public const int InputTopic = 1, PlanTopic = 2;
    public const int StartMoved = 1, ReleaseMoved = 2, TransferMoved = 3, CustodyMoved = 6, MemberJoined = 40, UnitChanged = 44, Paused = 50, Resumed = 51;
    public const int Planned = 1, Started = 2;
    public const int Release = 3, Begun = 1, Confirmed = 2, TakenInWriting = 4;
}
