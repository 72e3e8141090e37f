using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Meetings;

// Before a meeting is held: booked, moved, called off, and what is put on its agenda.
public sealed partial class MeetingBook
{
    /// <summary>
    /// Books a meeting. Refused when its time is not in the future. A talk is booked as the one that comes next: after arrival the needs talk until it is
    /// held, then the talk about the plan until there is one.
    /// </summary>
    public Refusal? Book(Booking booking, Entry entry)
    {
        if ((_case.CheckGoesOn() ?? CheckBooking(booking, entry)) is { } refusal)
            return refusal.Field == "nextMeeting" ? refusal.Under("at") : refusal;
        Add(booking.Kind == MeetingKind.Talk ? booking with { Kind = NextTalk } : booking);
        return null;
    }

    /// <summary>Gives a booked meeting another time.</summary>
    public Refusal? Move(int number, DateTimeOffset at, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (_meetings.Find(meeting => meeting.Number == number) is not { Status: MeetingStatus.Booked } meeting)
            return Refusal.Of(RefusalCodes.MeetingNotBooked, "meeting");
        if (at <= entry.At)
            return Refusal.Of(RefusalCodes.MeetingNotInFuture, "at");
        if (DateLimits.Check(DateOnly.FromDateTime(at.UtcDateTime), "at") is { } outside)
            return outside;
        meeting.Move(at);
        _case.Agenda.Rebind();
        return null;
    }

    /// <summary>
    /// Calls a booked meeting off; what stood on its agenda goes to the next. Refused without a reason, and for the one talk with the person that is
    /// booked: from arrival on the next is always booked, so another is booked first.
    /// </summary>
    public Refusal? CallOff(int number, string reason, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (_meetings.Find(meeting => meeting.Number == number) is not { Status: MeetingStatus.Booked } meeting)
            return Refusal.Of(RefusalCodes.MeetingNotBooked, "meeting");
        if (TextLimits.Require(reason, TextLimits.Reason, "reason", RefusalCodes.ReasonMissing) is { } wrong)
            return wrong;
        if (ArrivalHeldOn is not null && IsTalkAhead(meeting, entry.At) && !_meetings.Any(other => other != meeting && IsTalkAhead(other, entry.At)))
            return Refusal.Of(RefusalCodes.MeetingIsOnlyTalk, "meeting");
        meeting.CallOff(reason.Trim(), entry);
        _case.Agenda.Rebind();
        return null;
    }

    /// <summary>Puts a text on the agenda of a booked meeting.</summary>
    public Refusal? PutOnAgenda(int number, string text, Entry entry)
    {
        if (_case.CheckGoesOn() is { } refusal)
            return refusal;
        if (_meetings.Find(meeting => meeting.Number == number) is not { Status: MeetingStatus.Booked })
            return Refusal.Of(RefusalCodes.MeetingNotBooked, "meeting");
        if (TextLimits.Require(text, TextLimits.Reason, "text") is { } wrong)
            return wrong;
        _case.Agenda.Put(number, text.Trim(), entry.At);
        return null;
    }

    /// <summary>Whether a talk with the person is booked after an instant, other than those about the plan.</summary>
    internal bool HasOtherTalkAfter(DateTimeOffset at) => _meetings.Exists(meeting => meeting.Kind != MeetingKind.PlanTalk && IsTalkAhead(meeting, at));

    internal void Add(Booking booking)
    {
        _meetings.Add(Meeting.Booked(_meetings.Count + 1, booking));
        _case.Agenda.Rebind();
    }

    internal static Refusal? CheckBooking(Booking booking, Entry entry) =>
        booking.At <= entry.At
            ? Refusal.Of(RefusalCodes.MeetingNotInFuture, "nextMeeting")
            : DateLimits.Check(DateOnly.FromDateTime(booking.At.UtcDateTime), "nextMeeting") ?? TextLimits.Check(booking.Where, TextLimits.Place, "nextMeeting");

    private static bool IsTalkAhead(Meeting meeting, DateTimeOffset at) =>
        meeting is { Status: MeetingStatus.Booked, Kind: not MeetingKind.GroupMeeting } && meeting.PlannedAt > at;
}
