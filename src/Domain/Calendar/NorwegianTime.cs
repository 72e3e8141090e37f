namespace ProcessAutomation.Domain.Calendar;

/// <summary>
/// Days and instants in Norway (Europe/Oslo). A date begins at 00:00 local time and ends where the next begins, so a day
/// may last 23 or 25 hours. Summer time changes between 02:00 and 03:00, so neither midnight nor 08:00 is ever skipped or doubled.
/// </summary>
public static class NorwegianTime
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    /// <summary>The zone itself, for who keeps a schedule by it.</summary>
    public static TimeZoneInfo Zone => Oslo;

    /// <summary>The hour reminders and escalations go out: 08:00.</summary>
    public static TimeOnly WorkdayStart { get; } = new(8, 0);

    /// <summary>The date in Norway at <paramref name="instant"/>.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Oslo).DateTime);

    /// <summary>The local time of day in Norway at <paramref name="instant"/>, with its offset.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Oslo);

    /// <summary>
    /// The instant, in UTC, at which the clock in Norway shows <paramref name="time"/> on <paramref name="date"/>. An hour that
    /// summer time skips is taken as the one after it; of an hour that comes twice, the first.
    /// </summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time, DateTimeKind.Unspecified);
        if (Oslo.IsInvalidTime(local))
            local = local.AddHours(1);
        var offset = Oslo.IsAmbiguousTime(local) ? Oslo.GetAmbiguousTimeOffsets(local).Max() : Oslo.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The first instant of <paramref name="date"/>, UTC, inclusive.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => At(date, TimeOnly.MinValue);

    /// <summary>The instant <paramref name="date"/> is over, UTC: the first instant of the next day.</summary>
    public static DateTimeOffset EndOf(DateOnly date) => StartOf(date.AddDays(1));

    /// <summary>08:00 on <paramref name="date"/>, UTC.</summary>
    public static DateTimeOffset MorningOf(DateOnly date) => At(date, WorkdayStart);
}
