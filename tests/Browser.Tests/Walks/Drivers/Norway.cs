using System.Globalization;

namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>Instants as people in Norway write them. The walks count days themselves and ask nothing of the product's calendar.</summary>
internal static class Norway
{
    private const string Minute = "yyyy-MM-dd HH:mm";
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    /// <summary>The instant of <c>2031-09-01 10:00</c>.</summary>
    public static DateTimeOffset At(string local)
    {
        var time = DateTime.ParseExact(local, Minute, CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, Oslo.GetUtcOffset(time));
    }

    /// <summary>An instant as <c>2031-09-01 10:00</c>.</summary>
    public static string Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Oslo).ToString(Minute, CultureInfo.InvariantCulture);
}
