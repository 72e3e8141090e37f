namespace ProcessAutomation.Domain.Refusals;

/// <summary>What can be wrong with answers about satisfaction, and with booking a meeting of the group.</summary>
public static partial class RefusalCodes
{
    /// <summary>A score is outside the scale.</summary>
    public const string SatisfactionOutOfRange = "satisfaction.out-of-range";

    /// <summary>The person declined to answer, and an answer of theirs is entered.</summary>
    public const string SatisfactionDeclined = "satisfaction.declined";

    /// <summary>A meeting of the group is to be booked, and its time is missing.</summary>
    public const string GroupMeetingWithoutTime = "group-meeting.time-missing";
}
