using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Meetings;

/// <summary>Talks and meetings. A booked meeting of the same kind becomes the one that is held; what is held without booking gets a line of its own.</summary>
public sealed partial class MeetingBook
{
    private readonly Case _case;
    private readonly List<Meeting> _meetings;

    internal MeetingBook(Case owner, List<Meeting> meetings, List<Attendance> attendance) =>
        (_case, _meetings, Attendance) = (owner, meetings, new AttendanceBook(owner, attendance));

    /// <summary>Who came to the meetings of the group.</summary>
    public AttendanceBook Attendance { get; }

    /// <summary>Every meeting by number.</summary>
    public IReadOnlyList<Meeting> All => _meetings;

    /// <summary>The earliest meeting that is booked; null: none, which is a backslide zone.</summary>
    public Meeting? Next => Booked.FirstOrDefault();

    /// <summary>The earliest talk with the person that is booked; null: none.</summary>
    public Meeting? NextWithPerson => Booked.FirstOrDefault(meeting => meeting.Kind != MeetingKind.GroupMeeting);

    /// <summary>The earliest meeting of the group that is booked; null: none.</summary>
    public Meeting? NextOfGroup => Booked.FirstOrDefault(meeting => meeting.Kind == MeetingKind.GroupMeeting);

    /// <summary>The day of arrival; null: not yet.</summary>
    public DateOnly? ArrivalHeldOn => LastHeld(MeetingKind.Arrival);

    /// <summary>The latest day the person declined the needs talk, while it has not been held; null: not declined, or held since.</summary>
    public DateOnly? NeedsTalkDeclinedOn => _case.NeedsTalkHeldOn is null ? Last(MeetingKind.NeedsTalk, MeetingStatus.Declined) : null;

    /// <summary>Whether the person has declined the needs talk, held since or not.</summary>
    public bool WasNeedsTalkDeclined => _meetings.Exists(meeting => meeting is { Kind: MeetingKind.NeedsTalk, Status: MeetingStatus.Declined });

    /// <summary>
    /// The day the needs talk is offered again after the person declined it: the one that is booked, or the day of the no when none is. Null: not declined, or held since.
    /// </summary>
    public DateOnly? NeedsTalkOfferedOn => NeedsTalkDeclinedOn is { } declined
        ? Booked.FirstOrDefault(meeting => meeting.Kind == MeetingKind.NeedsTalk)?.PlannedAt is { } booked ? Calendar.NorwegianTime.DateOf(booked) : declined
        : null;

    /// <summary>The day of the latest talk about the plan or regular talk; null: none yet.</summary>
    public DateOnly? LastTalkHeldOn => Later(LastHeld(MeetingKind.Talk), LastHeld(MeetingKind.PlanTalk));

    /// <summary>The day of the latest group meeting; null: none yet.</summary>
    public DateOnly? LastGroupMeetingHeldOn => LastHeld(MeetingKind.GroupMeeting);

    private MeetingKind NextTalk => ArrivalHeldOn is null ? MeetingKind.Talk
        : _case.NeedsTalkHeldOn is null ? MeetingKind.NeedsTalk
        : _case.Plan.AgreedOn is null ? MeetingKind.PlanTalk
        : MeetingKind.Talk;

    private IOrderedEnumerable<Meeting> Booked => _meetings.Where(meeting => meeting.Status == MeetingStatus.Booked)
        .OrderBy(meeting => meeting.PlannedAt).ThenBy(meeting => meeting.Number);

    /// <summary>Arrival (step 1). Refused without a contact officer, twice, before the start date, and without the time of the next meeting.</summary>
    public Refusal? HoldArrival(ArrivalMeeting arrival, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (_case.Roles.ContactOfficer is null)
            return Refusal.Of(RefusalCodes.ArrivalWithoutContactOfficer);
        if (ArrivalHeldOn is { } before)
            return Refusal.Of(RefusalCodes.AlreadyArrived, "heldOn", before);
        if ((entry.CheckHeld(arrival.Held) ?? _case.Needs.Check(arrival.AcuteNeeds, "acuteNeeds") ?? CheckMinutes(arrival.Minutes)) is { } wrong)
            return wrong;
        if (arrival.Held.On < _case.StartDate)
            return Refusal.Of(RefusalCodes.ArrivalBeforeStart, "heldOn", _case.StartDate);
        if (arrival.Next is null)
            return Refusal.Of(RefusalCodes.ArrivalWithoutNextMeeting, "nextMeeting");
        if (CheckBooking(arrival.Next, entry) is { } wrongTime)
            return wrongTime;
        Hold(MeetingKind.Arrival, arrival.Held, null, arrival.Minutes, entry);
        _case.Needs.AddAll(arrival.AcuteNeeds.Select(need => need with { Acute = true }), arrival.Held.On, entry);
        Add(arrival.Next);
        return null;
    }

    /// <summary>
    /// A sitting of the needs talk (step 2). Refused before arrival and after the last sitting; a sitting that is not the last needs
    /// the time of the next. The last may be without any need: holding the talk is mandatory, what the person shares is voluntary.
    /// </summary>
    public Refusal? HoldNeedsTalk(NeedsTalk talk, Entry entry)
    {
        if (CheckNeedsTalk() is { } refusal)
            return refusal;
        if ((entry.CheckHeld(talk.Held) ?? _case.Needs.Check(talk.Needs, "needs") ?? CheckMinutes(talk.Minutes, talk.SupportedBy)) is { } wrong)
            return wrong;
        if (talk.Held.On < ArrivalHeldOn)
            return Refusal.Of(RefusalCodes.DateBefore, "heldOn", ArrivalHeldOn.Value);
        if (!talk.IsLast && talk.Next is null)
            return Refusal.Of(RefusalCodes.TalkWithoutNextMeeting, "nextMeeting");
        if (talk.Next is not null && CheckBooking(talk.Next, entry) is { } wrongTime)
            return wrongTime;
        Hold(MeetingKind.NeedsTalk, talk.Held, talk.SupportedBy, talk.Minutes, entry);
        _case.Needs.AddAll(talk.Needs, talk.Held.On, entry);
        if (talk.IsLast)
            _case.NeedsTalkHeldOn = talk.Held.On;
        if (talk.Next is not null)
            Add(talk.Next);
        return null;
    }

    /// <summary>
    /// The person declines the needs talk (step 2). It is recorded and offered again: refused without the time of the next offer, before arrival and
    /// after the last sitting. No measure but an acute one may begin before the talk is held all the same; a plan may be made with what is known.
    /// </summary>
    public Refusal? DeclineNeedsTalk(NeedsTalkDeclined declined, Entry entry)
    {
        if (CheckNeedsTalk() is { } refusal)
            return refusal;
        if ((entry.CheckHeld(declined.Offered) ?? CheckMinutes(declined.Note)) is { } wrong)
            return wrong;
        if (declined.Offered.On < ArrivalHeldOn)
            return Refusal.Of(RefusalCodes.DateBefore, "heldOn", ArrivalHeldOn.Value);
        if (declined.Next is null)
            return Refusal.Of(RefusalCodes.NeedsTalkNotOfferedAgain, "nextMeeting");
        if (CheckBooking(declined.Next, entry) is { } wrongTime)
            return wrongTime;
        Enter(MeetingKind.NeedsTalk).Decline(declined.Offered, declined.Note, entry);
        Add(declined.Next);
        return null;
    }

    /// <summary>
    /// A regular talk (step 6.1). Refused without the next one booked, and without words for what changed when needs or plan no longer hold.
    /// </summary>
    public Refusal? HoldTalk(RegularTalk talk, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckHeld(talk.Held) ?? CheckMinutes(talk.Minutes) ?? TextLimits.Check(talk.WhatChanges, TextLimits.Text, "whatChanges")) is { } refusal)
            return refusal;
        if (_case.Plan.AgreedOn is null)
            return Refusal.Of(RefusalCodes.TalkBeforePlan);
        if (talk.Next is null)
            return Refusal.Of(RefusalCodes.TalkWithoutNextMeeting, "nextMeeting");
        if (!talk.StillHolds && string.IsNullOrWhiteSpace(talk.WhatChanges))
            return Refusal.Of(RefusalCodes.TalkWithoutWhatChanges, "whatChanges");
        if (CheckBooking(talk.Next, entry) is { } wrongTime)
            return wrongTime;
        Hold(MeetingKind.Talk, talk.Held, null, talk.Minutes, entry);
        Add(talk.Next);
        if (!talk.StillHolds)
            _case.Changes.Record(ChangeKind.TalkFoundChange, talk.WhatChanges!, entry); // checked not blank above
        return null;
    }

    /// <summary>
    /// A meeting of the group (step 6.2). Refused when a member who delivers a measure is not accounted for: present, or absent with a reason.
    /// </summary>
    public Refusal? HoldGroupMeeting(GroupMeeting meeting, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? entry.CheckHeld(meeting.Held) ?? Attendance.Check(meeting) ?? TextLimits.Check(meeting.Decisions, TextLimits.Minutes, "decisions")) is { } refusal)
            return refusal;
        if (meeting.Next is not null && CheckBooking(meeting.Next, entry) is { } wrongTime)
            return wrongTime;
        var held = Hold(MeetingKind.GroupMeeting, meeting.Held, null, meeting.Decisions, entry);
        Attendance.Enter(held, meeting.Attendees);
        if (meeting.Next is not null)
            Add(meeting.Next);
        return null;
    }

    /// <summary>Enters that a meeting was held, on the booked line of its kind if there is one.</summary>
    internal Meeting Hold(MeetingKind kind, Held held, string? supportedBy, string? minutes, Entry entry)
    {
        var meeting = Enter(kind);
        meeting.Hold(held, supportedBy, minutes, entry);
        _case.Agenda.Discuss(meeting.Number, held.On);
        return meeting;
    }

    // Between arrival and its last sitting the talk is held or declined.
    private Refusal? CheckNeedsTalk() => _case.CheckGoesOn()
        ?? (ArrivalHeldOn is null ? Refusal.Of(RefusalCodes.NeedsTalkBeforeArrival) : null)
        ?? (_case.NeedsTalkHeldOn is { } done ? Refusal.Of(RefusalCodes.NeedsTalkDone, "heldOn", done) : null);

    private static Refusal? CheckMinutes(string? minutes, string? supportedBy = null) =>
        TextLimits.Check(minutes, TextLimits.Minutes, "minutes") ?? TextLimits.Check(supportedBy, TextLimits.Key, "supportedBy");

    // The booked meeting of the kind that comes first, else a line of its own.
    private Meeting Enter(MeetingKind kind)
    {
        if (Booked.FirstOrDefault(booked => booked.Kind == kind) is { } booked)
            return booked;
        var meeting = new Meeting(_meetings.Count + 1, kind);
        _meetings.Add(meeting);
        return meeting;
    }

    private DateOnly? LastHeld(MeetingKind kind) => Last(kind, MeetingStatus.Held);

    private DateOnly? Last(MeetingKind kind, MeetingStatus status) =>
        _meetings.Where(meeting => meeting.Kind == kind && meeting.Status == status).Max(meeting => meeting.HeldOn);

    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;
}
