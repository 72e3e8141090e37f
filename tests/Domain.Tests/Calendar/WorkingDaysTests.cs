using FsCheck;
using FsCheck.Fluent;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Deadlines;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Calendar;

/// <summary>The calendar beside one made another way: Easter from the Paschal full moons of the almanac instead of the computus, days walked one by one.</summary>
public sealed class WorkingDaysTests
{
    private static readonly (int First, int Last) Years = (2000, 2100);

    // The Paschal full moon of each golden number (1 to 19) as the almanac prints it, for the years 1900 to 2199.
    private static readonly (int Month, int Day)[] PaschalMoons =
    [
        (4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5),
        (3, 25), (4, 13), (4, 2), (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27),
    ];

    private static readonly HashSet<DateOnly> DaysOff = [.. Enumerable.Range(Years.First, Years.Last - Years.First + 1).SelectMany(DaysOffIn)];

    private static Arbitrary<DateOnly> Dates { get; } =
        Gen.Choose(new DateOnly(2001, 1, 1).DayNumber, new DateOnly(2099, 12, 31).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

    private static Arbitrary<int> Counts { get; } = Gen.Choose(-90, 90).ToArbitrary();

    private static Arbitrary<(int Gap, int Length)[]> Pauses { get; } = (
        from gap in Gen.Choose(-40, 40)
        from length in Gen.Choose(0, 25)
        select (gap, length)).ArrayOf().Where(pauses => pauses.Length <= 4).ToArbitrary();

    [Fact]
    public void Easter_is_the_Sunday_after_the_Paschal_full_moon_in_every_year()
    {
        for (var year = Years.First; year <= Years.Last; year++)
            Assert.Equal(EasterOf(year), NorwegianCalendar.EasterSunday(year));
    }

    [Fact]
    public void Every_day_of_a_century_is_a_working_day_where_the_other_calendar_has_one()
    {
        for (var day = new DateOnly(Years.First, 1, 1); day.Year <= Years.Last; day = day.AddDays(1))
            Assert.True(IsWorkingDay(day) == NorwegianCalendar.IsWorkingDay(day), $"{day:yyyy-MM-dd}");
    }

    [Fact]
    public void Counting_working_days_is_walking_day_by_day() => Prop.ForAll(Dates, Counts, (date, count) =>
    {
        var (walked, step) = (date, Math.Sign(count));
        for (var left = Math.Abs(count); left > 0;)
        {
            walked = walked.AddDays(step);
            left -= IsWorkingDay(walked) ? 1 : 0;
        }

        return walked == NorwegianCalendar.AddWorkingDays(date, count);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_deadline_with_any_pauses_is_never_earlier_than_without_and_loses_no_more_than_they_took() => Prop.ForAll(Dates, Counts, Pauses, (fact, offset, pauses) =>
    {
        foreach (var unit in (DeadlineUnit[])[DeadlineUnit.Days, DeadlineUnit.WorkingDays])
        {
            var rule = new DeadlineRule("StartDate", offset, unit, []);
            var deadline = Deadline.Compute(rule, fact, Ledger(rule.DateFrom(fact), pauses), NorwegianTime.StartOf(fact.AddYears(-1)));
            var free = Deadline.Compute(rule, fact, PauseLedger.Empty, NorwegianTime.StartOf(fact.AddYears(-1)));
            var most = DeadlineRule.Add(free.Date, pauses.Sum(pause => pause.Length), unit);
            if (offset < 0 && deadline.Date >= fact)
                return false; // what is due before a date stays before it
            if (deadline.Date < free.Date || deadline.DueAt < free.DueAt || deadline.OriginalDate != free.Date || deadline.Date > most)
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    private static PauseLedger Ledger(DateOnly around, (int Gap, int Length)[] pauses) =>
        new([.. pauses.Select(pause => new Pause(around.AddDays(pause.Gap), around.AddDays(pause.Gap + pause.Length), "pause"))]);

    private static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !DaysOff.Contains(day);

    private static IEnumerable<DateOnly> DaysOffIn(int year)
    {
        var easter = EasterOf(year);
        return
        [
            new(year, 1, 1), new(year, 5, 1), new(year, 5, 17), new(year, 12, 25), new(year, 12, 26),
            Back(easter, DayOfWeek.Thursday), Back(easter, DayOfWeek.Friday), easter.AddDays(1),
            Forward(easter, DayOfWeek.Thursday, 6), Forward(easter, DayOfWeek.Sunday, 7), Forward(easter, DayOfWeek.Sunday, 7).AddDays(1),
        ];
    }

    private static DateOnly EasterOf(int year)
    {
        var (month, day) = PaschalMoons[year % 19];
        return Forward(new DateOnly(year, month, day), DayOfWeek.Sunday, 1);
    }

    private static DateOnly Back(DateOnly day, DayOfWeek to)
    {
        do day = day.AddDays(-1);
        while (day.DayOfWeek != to);
        return day;
    }

    // The times-th such weekday after the day.
    private static DateOnly Forward(DateOnly day, DayOfWeek to, int times)
    {
        for (var left = times; left > 0;)
        {
            day = day.AddDays(1);
            left -= day.DayOfWeek == to ? 1 : 0;
        }

        return day;
    }
}
