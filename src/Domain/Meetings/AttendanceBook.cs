using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Domain.Meetings;

/// <summary>Who came to the meetings of the group. Every member who delivers a measure is accounted for: present, or absent with a reason.</summary>
public sealed class AttendanceBook
{
    private readonly Case _case;
    private readonly List<Attendance> _lines;

    internal AttendanceBook(Case owner, List<Attendance> lines) => (_case, _lines) = (owner, lines);

    /// <summary>How many lines there are, of all meetings.</summary>
    public int Count => _lines.Count;

    /// <summary>The attendance of one meeting.</summary>
    public IEnumerable<Attendance> Of(int meetingNumber) => _lines.Where(line => line.MeetingNumber == meetingNumber);

    /// <summary>The line with this number; null: none.</summary>
    public Attendance? Find(int number) => _lines.Find(line => line.Number == number);

    /// <summary>Refuses the attendance of a meeting that somebody is in twice, and one that leaves out a member who delivers a measure.</summary>
    internal Refusal? Check(GroupMeeting meeting)
    {
        if (meeting.Attendees.Select(line => CheckLine(line, "attendees", "attendees")).FirstOrDefault(refusal => refusal is not null) is { } wrong)
            return wrong;
        if (meeting.Attendees.GroupBy(line => line.MemberNumber).Any(lines => lines.Count() > 1))
            return Refusal.Of(RefusalCodes.AttendanceTwice, "attendees");
        foreach (var deliverer in _case.Measures.ActiveDeliverers)
        {
            var line = meeting.Attendees.FirstOrDefault(attendee => attendee.MemberNumber == deliverer);
            if (line is null || IsUnexplained(line.MemberNumber, line.Presence, line.Reason))
                return Refusal.Of(RefusalCodes.DelivererNotAccountedFor, "attendees", $"{deliverer}");
        }

        return null;
    }

    internal void Enter(Meeting meeting, IEnumerable<Attendee> attendees)
    {
        foreach (var attendee in attendees)
            _lines.Add(new Attendance(_lines.Count + 1, meeting.Number, attendee));
    }

    /// <summary>
    /// Somebody was left out when the meeting was entered. Refused for a meeting that was not held, for who stands there already, and as when it is entered.
    /// </summary>
    /// <param name="meetingNumber">A meeting of the group.</param>
    /// <param name="attendee">Who, and whether they came.</param>
    internal Refusal? Add(int meetingNumber, Attendee attendee)
    {
        if (_case.Meetings.All.FirstOrDefault(meeting => meeting.Number == meetingNumber) is not { Kind: MeetingKind.GroupMeeting, Status: MeetingStatus.Held } held)
            return Refusal.Of(RefusalCodes.MeetingNotHeld, "meeting");
        if (CheckLine(attendee, "member", "whyAbsent") is { } wrong)
            return wrong;
        if (Of(meetingNumber).Any(line => line.MemberNumber == attendee.MemberNumber))
            return Refusal.Of(RefusalCodes.AttendanceTwice, "member");
        if (IsUnexplained(attendee.MemberNumber, attendee.Presence, attendee.Reason))
            return Refusal.Of(RefusalCodes.DelivererNotAccountedFor, "whyAbsent", $"{attendee.MemberNumber}");
        Enter(held, [attendee]);
        return null;
    }

    /// <summary>Somebody came, or did not, other than was entered. Refused for a member who delivers a measure and was absent without a reason, as when it is entered.</summary>
    internal Refusal? Correct(Attendance line, Presence presence, string? reason)
    {
        if (IsUnexplained(line.MemberNumber, presence, reason))
            return Refusal.Of(RefusalCodes.DelivererNotAccountedFor, "value", $"{line.MemberNumber}");
        line.Correct(presence, reason);
        return null;
    }

    private Refusal? CheckLine(Attendee line, string who, string why) =>
        line.MemberNumber is { } number && _case.Group.Find(number) is null ? Refusal.Of(RefusalCodes.MemberUnknown, who, $"{number}")
        : line.Reason?.Length > TextLimits.Reason ? Refusal.Of(RefusalCodes.TextTooLong, why, $"{TextLimits.Reason}")
        : null;

    private bool IsUnexplained(int? memberNumber, Presence presence, string? reason) =>
        presence == Presence.Absent && string.IsNullOrWhiteSpace(reason) && memberNumber is { } member && _case.Measures.ActiveDeliverers.Contains(member);
}
