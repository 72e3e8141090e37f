using System.Globalization;

namespace ProcessAutomation.Engine.Values;

/// <summary>How instants and dates are written and read. Instants are UTC, truncated to microseconds (what both databases keep).</summary>
public static class Instants
{
    private static readonly string[] WithOffset =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd",
        "M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm tt", "M/d/yyyy HH:mm:ss", "M/d/yyyy",
        "M/d/yyyy h:mm:ss tt zzz", "M/d/yyyy HH:mm:ss zzz",
    ];

    private static readonly string[] DatesOnly = ["yyyy-MM-dd", "M/d/yyyy"];

    /// <summary>The instant in UTC, cut to microseconds.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return new DateTimeOffset(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    /// <summary>ISO 8601 or what the designer's picker writes in en-US; without an offset it is UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        var found = DateTimeOffset.TryParseExact(
            text.Replace('\u202f', ' '), WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
        instant = found ? Truncate(instant) : default;
        return found;
    }

    /// <summary>ISO 8601 or en-US date; an instant is cut to its date as written.</summary>
    public static bool TryParseDate(string text, out DateOnly date)
    {
        if (DateOnly.TryParseExact(text, DatesOnly, CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            return true;
        }

        var found = DateTimeOffset.TryParseExact(
            text.Replace('\u202f', ' '), WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        date = found ? DateOnly.FromDateTime(instant.DateTime) : default;
        return found;
    }
}
