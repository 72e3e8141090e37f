namespace ProcessAutomation.Domain.Meetings;

/// <summary>The words for whether somebody came to a meeting.</summary>
public static class Presences
{
    /// <summary>The table.</summary>
    public static WordTable<Presence> Words { get; } = new(("present", Presence.Present), ("part", Presence.PartOfIt), ("absent", Presence.Absent));
}
