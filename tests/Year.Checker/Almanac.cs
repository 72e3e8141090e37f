namespace ProcessAutomation.Year.Checker;

/// <summary>Days and hours in Norway, worked out here once more: Easter by Gauss, summer time by the rule of the directive, holidays by the law.</summary>
public static class Almanac
{
    /// <summary>Easter Sunday, 1900–2099.</summary>
    public static DateOnly Easter(int year)
    {
        var moon = ((19 * (year % 19)) + 24) % 30;
        var sunday = ((2 * (year % 4)) + (4 * (year % 7)) + (6 * moon) + 5) % 7;
        var day = moon + sunday;
        if (sunday == 6 && (moon == 29 || (moon == 28 && year % 19 > 10)))
            day -= 7;
        return new DateOnly(year, 3, 22).AddDays(day);
    }

    /// <summary>Whether offices are open by default.</summary>
    public static bool IsWorkingDay(DateOnly date)
    {
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            return false;
        string[] fixedDays = ["01-01", "05-01", "05-17", "12-25", "12-26"];
        int[] fromEaster = [-3, -2, 1, 39, 50]; // Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday
        return !fixedDays.Contains(date.ToString("MM-dd")) && !fromEaster.Contains(date.DayNumber - Easter(date.Year).DayNumber);
    }

    /// <summary>A number of days or working days after a date, before it when negative; none is the date itself.</summary>
    public static DateOnly Add(DateOnly date, int count, bool workingDays)
    {
        if (!workingDays)
            return date.AddDays(count);
        var left = Math.Abs(count);
        while (left > 0)
        {
            date = date.AddDays(Math.Sign(count));
            left -= IsWorkingDay(date) ? 1 : 0;
        }

        return date;
    }

    /// <summary>The instant the clock in Norway shows a full hour; not for the hour summer time skips or repeats.</summary>
    public static DateTimeOffset At(DateOnly date, int hour)
    {
        var standard = new DateTimeOffset(date.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(1)).ToUniversalTime();
        var summer = standard.AddHours(-1);
        return IsSummer(summer) ? summer : standard;
    }

    /// <summary>The end of a date.</summary>
    public static DateTimeOffset EndOf(DateOnly date) => At(date.AddDays(1), 0);

    /// <summary>The date in Norway.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    /// <summary>What a clock in Norway shows.</summary>
    public static DateTime Local(DateTimeOffset instant) => instant.UtcDateTime.AddHours(IsSummer(instant) ? 2 : 1);

    private static bool IsSummer(DateTimeOffset instant) =>
        instant.UtcDateTime >= LastSunday(instant.UtcDateTime.Year, 3).AddHours(1) && instant.UtcDateTime < LastSunday(instant.UtcDateTime.Year, 10).AddHours(1);

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
