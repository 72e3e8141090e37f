using System.Globalization;

namespace ProcessAutomation.Year.Checker;

/// <summary>Everything the tables say of one case, and what it was at any instant.</summary>
internal sealed class CaseFile
{
    public required CaseRow Case { get; init; }

    public required IReadOnlyList<TaskRow> Tasks { get; init; }

    public required IReadOnlyList<NoticeRow> Notices { get; init; }

    public required IReadOnlyList<ChangeRow> Changes { get; init; }

    public required IReadOnlyList<AgendaRow> Agenda { get; init; }

    public required IReadOnlyList<MeetingRow> Meetings { get; init; }

    public required IReadOnlyList<ConsentRow> Consents { get; init; }

    public required IReadOnlyList<SharingRow> Sharings { get; init; }

    public required IReadOnlyList<MemberRow> Members { get; init; }

    public required IReadOnlyList<RoleRow> Roles { get; init; }

    public required IReadOnlyList<NeedRow> Needs { get; init; }

    public required IReadOnlyList<MeasureRow> Measures { get; init; }

    public required IReadOnlyList<TransitionRow> Transitions { get; init; }

    public required IReadOnlyList<LineRow> Lines { get; init; }

    public required IReadOnlyList<FarewellRow> Farewells { get; init; }

    public required IReadOnlyList<ProposalRow> Proposals { get; init; }

    public required IReadOnlyList<PlanRow> Plans { get; init; }

    public required IReadOnlyList<AttendanceRow> Attendance { get; init; }

    public required IReadOnlyList<LogRow> Log { get; init; }

    public required IReadOnlyList<SatisfactionRow> Satisfaction { get; init; }

    public required IReadOnlyList<ReadRow> Reads { get; init; }

    public required IReadOnlyList<InstanceRow> Instances { get; init; }

    public bool IsEnded => Case.Status is Codes.CaseClosed or Codes.CaseStopped;

    /// <summary>When the group was entered as established; null: it is not.</summary>
    public DateTimeOffset? GroupAt => Tasks.FirstOrDefault(task => task is { Kind: "establish-group", Status: Codes.TaskCompleted })?.CompletedAt;

    /// <summary>When the last sitting of the needs talk was entered; null: it is not done.</summary>
    public DateTimeOffset? NeedsTalkAt => Meetings.LastOrDefault(meeting => meeting is { Kind: Codes.NeedsTalk, Status: Codes.Held } && meeting.HeldOn == Case.NeedsTalkOn)?.EnteredAt;

    /// <summary>When the plan was entered; null: there is none.</summary>
    public DateTimeOffset? PlanAt => Meetings.FirstOrDefault(meeting => meeting is { Kind: Codes.PlanTalk, Status: Codes.Held })?.EnteredAt;

    /// <summary>The group's next meeting; null: none is booked.</summary>
    public MeetingRow? NextOfGroup => Meetings.Where(meeting => meeting is { Kind: Codes.GroupMeeting, Status: Codes.Booked }).OrderBy(meeting => meeting.PlannedAt).ThenBy(meeting => meeting.Number).FirstOrDefault();

    /// <summary>The day agreed for a needs talk that had been declined by an instant and not held since; null: none.</summary>
    public DateOnly? OfferedAgainAt(DateTimeOffset at)
    {
        var talks = Meetings.Where(meeting => meeting.Kind == Codes.NeedsTalk).ToList();
        var declined = talks.Where(meeting => meeting.Status == Codes.Declined && meeting.EnteredAt <= at).MaxBy(meeting => meeting.Number);
        if (declined is null || NeedsTalkAt <= at)
            return null;
        return talks.Where(meeting => meeting.Number > declined.Number && meeting.PlannedAt is not null).MinBy(meeting => meeting.Number)?.PlannedAt is { } agreed ? Almanac.DayOf(agreed) : declined.HeldOn;
    }

    /// <summary>Pauses with the instants they began and ended; null: it goes on.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset? Until)> Pauses =>
        from began in Changes
        where began.Kind == Codes.Paused
        let ended = Changes.FirstOrDefault(change => change.Kind == Codes.Resumed && change.Number > began.Number)
        select (began.At, ended?.At ?? Case.EndedAt); // a case that has ended rests no more

    /// <summary>The first day as it was known at an instant.</summary>
    public DateOnly? StartAt(DateTimeOffset at) => DateAt(Codes.StartMoved, Case.Start, at);

    /// <summary>The release as it was known at an instant.</summary>
    public DateOnly? ReleaseAt(DateTimeOffset at) => DateAt(Codes.ReleaseMoved, Case.Release, at);

    /// <summary>The end of custody as it was known at an instant.</summary>
    public DateOnly? CustodyAt(DateTimeOffset at) => DateAt(Codes.CustodyMoved, Case.CustodyEnd, at);

    /// <summary>The planned transfer as it was known at an instant; gone when the unit has changed.</summary>
    public DateOnly? TransferAt(DateTimeOffset at)
    {
        var last = Changes.LastOrDefault(change => change.At <= at && (change.Kind == Codes.UnitChanged || (change.Kind == Codes.TransferMoved && Moved(change) is not null)));
        return last is null || last.Kind == Codes.UnitChanged ? null : Moved(last)!.Value.To;
    }

    /// <summary>The next time the responsibility goes over: a planned transfer that comes no later than the release, else the release.</summary>
    public DateOnly? HandoverAt(DateTimeOffset at) => (TransferAt(at), ReleaseAt(at)) switch
    {
        ({ } transfer, null) => transfer,
        ({ } transfer, { } release) => transfer <= release ? transfer : release,
        (null, var release) => release,
    };

    /// <summary>The unit that had the case at an instant; null: nobody knows.</summary>
    public string? UnitAt(DateTimeOffset at) =>
        Changes.LastOrDefault(change => change.Kind == Codes.UnitChanged && change.At <= at) is { } moved ? moved.What
        : Changes.Any(change => change.Kind == Codes.UnitChanged) ? Case.FirstUnit
        : Case.Unit;

    /// <summary>Whether the person's consent held at an instant.</summary>
    public bool HasConsentAt(DateTimeOffset at) => Consents.LastOrDefault(row => row.At <= at)?.Answer == Codes.Given;

    /// <summary>Members at an instant, by the days they came and went.</summary>
    public IEnumerable<MemberRow> MembersAt(DateTimeOffset at) => Members.Where(member => member.JoinedOn <= Almanac.DayOf(at) && !(member.LeftOn <= Almanac.DayOf(at)));

    /// <summary>The two dates of a change of dates; null: it is about something else.</summary>
    public static (DateOnly? From, DateOnly? To)? Moved(ChangeRow change)
    {
        var parts = change.What.Split(" → ");
        return parts.Length == 2 ? (Day(parts[0]), Day(parts[1])) : null;
    }

    private DateOnly? DateAt(int kind, DateOnly? last, DateTimeOffset at)
    {
        var moves = Changes.Where(change => change.Kind == kind && Moved(change) is not null).ToList();
        var next = moves.FirstOrDefault(change => change.At > at);
        return next is null ? last : Moved(next)!.Value.From;
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
