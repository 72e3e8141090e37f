namespace ProcessAutomation.Domain.Refusals;

/// <summary>
/// How far away days may lie. Deadlines are counted from them in both directions, by a calendar that knows no other years; a day outside is
/// a slip of the pen.
/// </summary>
public static class DateLimits
{
    /// <summary>The first day taken.</summary>
    public static DateOnly Earliest { get; } = new(1900, 1, 1);

    /// <summary>The last day taken.</summary>
    public static DateOnly Latest { get; } = new(2199, 12, 31);

    /// <summary>Whether the day lies inside.</summary>
    public static bool Contain(DateOnly date) => date >= Earliest && date <= Latest;

    /// <summary>Refuses a day outside; null passes.</summary>
    internal static Refusal? Check(DateOnly? date, string field) =>
        date is { } day && !Contain(day) ? Refusal.Of(RefusalCodes.DateOutOfRange, field, Earliest, Latest) : null;
}
