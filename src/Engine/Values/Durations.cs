using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace ProcessAutomation.Engine.Values;

/// <summary>How durations are read: <c>00:01:00</c>, <c>7.00:00:00</c>, <c>7</c> (days) or ISO 8601 (<c>P2W</c>, <c>P7D</c>, <c>PT1H30M</c>) without
/// years and months, which have no fixed length.</summary>
public static partial class Durations
{
    /// <summary>False: it is no duration.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (!text.Contains('P', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration);
        }

        duration = default;
        if (Weeks().Match(text) is { Success: true } weeks)
        {
            duration = TimeSpan.FromDays(7 * int.Parse(weeks.Groups[2].ValueSpan, CultureInfo.InvariantCulture)) * (weeks.Groups[1].Length > 0 ? -1 : 1);
            return true;
        }

        if (!DaysAndTime().IsMatch(text))
        {
            return false;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A(-?)P([0-9]{1,5})W\z")]
    private static partial Regex Weeks();

    [GeneratedRegex(@"\A-?P([0-9]{1,9}D)?(T[0-9HMS.]{1,40})?\z")]
    private static partial Regex DaysAndTime();
}
