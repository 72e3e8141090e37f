namespace ProcessAutomation.Domain.Calendar;

/// <summary>
/// Working days in Norway. Not working days: Saturdays, Sundays and the public holidays by law (1 January, Maundy Thursday,
/// Good Friday, Easter Sunday and Monday, 1 and 17 May, Ascension Day, Whit Sunday and Monday, 25 and 26 December).
/// Decided: 24 and 31 December are working days, because the law has no holiday on them; offices that close early
/// do so by agreement, and a deadline must not depend on that. Easter Eve is always a Saturday.
/// </summary>
public static class NorwegianCalendar
{
    /// <summary>Easter Sunday by the Gregorian computus (the anonymous algorithm of 1876). <paramref name="year"/>: 1583–4099.</summary>
    public static DateOnly EasterSunday(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1583);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 4099);
        var golden = year % 19;
        var (century, ofCentury) = (year / 100, year % 100);
        var correction = (century + 8) / 25;
        var epact = ((19 * golden) + century - (century / 4) - ((century - correction + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - epact - (ofCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var days = epact + weekday - (7 * late) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }

    /// <summary>Whether the date is a public holiday by law (Sundays that are nothing else are not).</summary>
    public static bool IsHoliday(DateOnly date)
    {
        if ((date.Month, date.Day) is (1, 1) or (5, 1) or (5, 17) or (12, 25) or (12, 26))
            return true;
        return (date.DayNumber - EasterSunday(date.Year).DayNumber) is -3 or -2 or 0 or 1 or 39 or 49 or 50;
    }

    /// <summary>Whether people are at work by default on this date.</summary>
    public static bool IsWorkingDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(date);

    /// <summary>
    /// The <paramref name="count"/>-th working day after <paramref name="date"/> (before it when negative). 0 is the date itself, working day or not.
    /// </summary>
    public static DateOnly AddWorkingDays(DateOnly date, int count)
    {
        var step = Math.Sign(count);
        for (var left = Math.Abs(count); left > 0;)
        {
            date = date.AddDays(step);
            if (IsWorkingDay(date))
                left--;
        }

        return date;
    }

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when <paramref name="to"/> is earlier.</summary>
    public static int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -WorkingDaysBetween(to.AddDays(-1), from.AddDays(-1));
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (IsWorkingDay(day))
                count++;
        }

        return count;
    }
}
