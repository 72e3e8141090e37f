using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Meetings;

/// <summary>What a meeting is for. Stored as the numbers.</summary>
public enum MeetingKind
{
    /// <summary>Arrival (innkomst), step 1.</summary>
    Arrival = 1,

    /// <summary>A sitting of the needs talk, step 2.</summary>
    NeedsTalk = 2,

    /// <summary>The talk in which the person chooses the plan, step 5.</summary>
    PlanTalk = 3,

    /// <summary>A regular talk with the person, step 6.1.</summary>
    Talk = 4,

    /// <summary>The responsibility group meets, steps 4 to 7.</summary>
    GroupMeeting = 5,

    /// <summary>The farewell talk, step 8.</summary>
    Farewell = 6,
}

/// <summary>Where people meet. Stored as the numbers.</summary>
public enum MeetingPlace
{
    /// <summary>In a room.</summary>
    Room = 1,

    /// <summary>By video.</summary>
    Video = 2,

    /// <summary>In a room, with some by video.</summary>
    Both = 3,
}

/// <summary>What became of a meeting. Stored as the numbers.</summary>
public enum MeetingStatus
{
    /// <summary>Has a time.</summary>
    Booked = 1,

    /// <summary>Was held.</summary>
    Held = 2,

    /// <summary>Called off.</summary>
    CalledOff = 3,

    /// <summary>Offered, and declined by the person. The day and who offered it stand where a held one has its own.</summary>
    Declined = 4,
}

/// <summary>A meeting to book. <paramref name="At"/>: an instant in the future. <paramref name="Where"/>: room or link; null: not settled.</summary>
public sealed record Booking(MeetingKind Kind, DateTimeOffset At, MeetingPlace Place, string? Where = null);

/// <summary>A talk or meeting: booked, held or called off.</summary>
public sealed class Meeting
{
    private Meeting()
    {
    }

    internal Meeting(int number, MeetingKind kind) => (Number, Kind) = (number, kind);

    internal static Meeting Booked(int number, Booking booking) => new(number, booking.Kind)
    {
        PlannedAt = booking.At,
        Place = booking.Place,
        Where = booking.Where,
        Status = MeetingStatus.Booked,
    };

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>What it is for.</summary>
    public MeetingKind Kind { get; private set; }

    /// <summary>Booked, held or called off.</summary>
    public MeetingStatus Status { get; private set; }

    /// <summary>The booked time, UTC; null: held without having been booked.</summary>
    public DateTimeOffset? PlannedAt { get; private set; }

    /// <summary>Room, video or both.</summary>
    public MeetingPlace Place { get; private set; } = MeetingPlace.Room;

    /// <summary>The room or link; null: not said.</summary>
    public string? Where { get; private set; }

    /// <summary>The day it was held, or offered in vain; null: neither.</summary>
    public DateOnly? HeldOn { get; private set; }

    /// <summary>The user who held or offered it; null: nobody yet.</summary>
    public string? HeldBy { get; private set; }

    /// <summary>Who supported the one who held it (the environment worker in a needs talk); null: nobody.</summary>
    public string? SupportedBy { get; private set; }

    /// <summary>Minutes or decisions, or why it was called off; null: none written. Personal text.</summary>
    public string? Minutes { get; private set; }

    /// <summary>When holding, declining or calling it off was entered, UTC; null: none of them.</summary>
    public DateTimeOffset? EnteredAt { get; private set; }

    /// <summary>Who entered it: an actor's id; null: nobody yet.</summary>
    public string? EnteredBy { get; private set; }

    internal void Hold(Held held, string? supportedBy, string? minutes, Entry entry)
    {
        Status = MeetingStatus.Held;
        (HeldOn, HeldBy) = (held.On, held.By);
        (SupportedBy, Minutes) = (supportedBy, minutes);
        (EnteredAt, EnteredBy) = (entry.At, entry.Actor.Id);
    }

    internal void Decline(Held offered, string? note, Entry entry)
    {
        Hold(offered, null, note, entry);
        Status = MeetingStatus.Declined;
    }

    internal void CorrectHeld(DateOnly on, string by, string? supportedBy, string? minutes) => (HeldOn, HeldBy, SupportedBy, Minutes) = (on, by, supportedBy, minutes);

    internal void Move(DateTimeOffset at) => PlannedAt = at;

    internal void CallOff(string reason, Entry entry)
    {
        (Status, Minutes) = (MeetingStatus.CalledOff, reason);
        (EnteredAt, EnteredBy) = (entry.At, entry.Actor.Id);
    }
}

/// <summary>Whether somebody came. Stored as the numbers.</summary>
public enum Presence
{
    /// <summary>Took part.</summary>
    Present = 1,

    /// <summary>Came late or left early.</summary>
    PartOfIt = 2,

    /// <summary>Did not come; the reason is required of those who deliver measures.</summary>
    Absent = 3,
}

/// <summary>Who came to a meeting, as entered. <paramref name="MemberNumber"/> null: the person. <paramref name="Reason"/>: why absent.</summary>
public sealed record Attendee(int? MemberNumber, Presence Presence, string? Reason = null);

/// <summary>One line of a meeting's attendance.</summary>
public sealed class Attendance
{
    private Attendance()
    {
    }

    internal Attendance(int number, int meetingNumber, Attendee attendee) =>
        (Number, MeetingNumber, MemberNumber, Presence, Reason) = (number, meetingNumber, attendee.MemberNumber, attendee.Presence, attendee.Reason);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The meeting.</summary>
    public int MeetingNumber { get; private set; }

    /// <summary>The group member; null: the person.</summary>
    public int? MemberNumber { get; private set; }

    /// <summary>Present, part of it, absent.</summary>
    public Presence Presence { get; private set; }

    /// <summary>Why absent; null: not said.</summary>
    public string? Reason { get; private set; }

    internal void Correct(Presence presence, string? reason) => (Presence, Reason) = (presence, reason);
}
