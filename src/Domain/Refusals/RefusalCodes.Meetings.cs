namespace ProcessAutomation.Domain.Refusals;

/// <summary>Refusals of talks and meetings.</summary>
public static partial class RefusalCodes
{
    /// <summary>The contact officer is responsible from the first meeting: name one first.</summary>
    public const string ArrivalWithoutContactOfficer = "arrival.no-contact-officer";

    /// <summary>Arrival is not complete without a time for the next meeting.</summary>
    public const string ArrivalWithoutNextMeeting = "arrival.no-next-meeting";

    /// <summary>Arrival is before the start date ({0}): correct one of them.</summary>
    public const string ArrivalBeforeStart = "arrival.before-start";

    /// <summary>Arrival was held already ({0}).</summary>
    public const string AlreadyArrived = "arrival.held";

    /// <summary>The needs talk comes after arrival.</summary>
    public const string NeedsTalkBeforeArrival = "needs-talk.before-arrival";

    /// <summary>The needs talk was done already ({0}).</summary>
    public const string NeedsTalkDone = "needs-talk.done";

    /// <summary>The next talk is always booked: give it a time.</summary>
    public const string TalkWithoutNextMeeting = "talk.no-next-meeting";

    /// <summary>When needs or plan no longer hold, say what changes.</summary>
    public const string TalkWithoutWhatChanges = "talk.no-what-changes";

    /// <summary>Regular talks begin when there is a plan.</summary>
    public const string TalkBeforePlan = "talk.before-plan";

    /// <summary>The meeting's time is not in the future.</summary>
    public const string MeetingNotInFuture = "meeting.not-in-future";

    /// <summary>No such booked meeting.</summary>
    public const string MeetingNotBooked = "meeting.not-booked";

    /// <summary>It is the only talk with the person that is booked, and the next is always booked: book another first.</summary>
    public const string MeetingIsOnlyTalk = "meeting.only-talk";

    /// <summary>Somebody stands twice in the attendance.</summary>
    public const string AttendanceTwice = "meeting.attendance-twice";

    /// <summary>A member who delivers a measure ({0}) must attend, or be absent with a reason.</summary>
    public const string DelivererNotAccountedFor = "meeting.deliverer-not-accounted-for";
}
