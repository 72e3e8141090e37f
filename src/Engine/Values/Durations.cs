using System.Globalization;
using System.Xml;

namespace ProcessAutomation.Engine.Values;

/// <summary>How durations are read: <c>00:01:00</c>, <c>7.00:00:00</c>, <c>7</c> (days) or ISO 8601 without years and months, which have no fixed length.</summary>
public static class Durations
{
    /// <summary>False: it is no duration.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (!text.Contains('P', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration);
        }

        duration = default;
        var datePart = text.Split('T', 2)[0];
        if (text.Length > 64 || datePart.Contains('Y', StringComparison.Ordinal) || datePart.Contains('M', StringComparison.Ordinal))
        {
            return false;
        }

        var weeks = datePart.IndexOf('W', StringComparison.Ordinal);
        if (weeks > 0)
        {
            var start = datePart.IndexOf('P', StringComparison.Ordinal) + 1;
            var isWhole = int.TryParse(datePart.AsSpan(start, weeks - start), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && text.Length == weeks + 1 && count < 10_000 && start <= 2;
            duration = isWhole ? TimeSpan.FromDays(count * 7) * (start == 2 ? -1 : 1) : default;
            return isWhole && (start == 1 || text[0] == '-');
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
}
