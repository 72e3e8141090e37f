using FsCheck;
using FsCheck.Fluent;
using ProcessAutomation.Domain.Calendar;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Calendar;

public sealed class NorwegianCalendarTests
{
    private static Arbitrary<DateOnly> Dates { get; } =
        Gen.Choose(new DateOnly(2020, 1, 1).DayNumber, new DateOnly(2045, 12, 31).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

    private static Arbitrary<int> Counts { get; } = Gen.Choose(-120, 120).ToArbitrary();

    // From the church's tables, not from the algorithm.
    [Theory]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    [InlineData("2029-04-01")]
    [InlineData("2030-04-21")]
    [InlineData("2031-04-13")]
    [InlineData("2032-03-28")]
    [InlineData("2033-04-17")]
    [InlineData("2034-04-09")]
    [InlineData("2035-03-25")]
    [InlineData("2036-04-13")]
    [InlineData("2037-04-05")]
    [InlineData("2038-04-25")]
    [InlineData("2039-04-10")]
    [InlineData("2040-04-01")]
    public void Easter_falls_where_the_tables_have_it(string easter) =>
        Assert.Equal(Day(easter), NorwegianCalendar.EasterSunday(Day(easter).Year));

    [Fact]
    public void The_holidays_of_2027_are_those_of_the_almanac() => Assert.Equal(
        ["2027-01-01", "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-16", "2027-05-17", "2027-12-25", "2027-12-26"],
        Enumerable.Range(0, 365).Select(day => new DateOnly(2027, 1, 1).AddDays(day)).Where(NorwegianCalendar.IsHoliday).Select(date => date.ToString("O")));

    [Fact]
    public void A_year_has_twelve_holidays_some_of_them_on_one_day()
    {
        for (var year = 2020; year <= 2045; year++)
        {
            var easter = NorwegianCalendar.EasterSunday(year);
            HashSet<DateOnly> listed = [new(year, 1, 1), new(year, 5, 1), new(year, 5, 17), new(year, 12, 25), new(year, 12, 26), .. new[] { -3, -2, 0, 1, 39, 49, 50 }.Select(easter.AddDays)];
            for (var date = new DateOnly(year, 1, 1); date.Year == year; date = date.AddDays(1))
                Assert.Equal(listed.Contains(date), NorwegianCalendar.IsHoliday(date));
        }
    }

    [Theory]
    [InlineData("2026-12-24", true)] // Christmas Eve, a Thursday
    [InlineData("2026-12-31", true)] // New Year's Eve, a Thursday
    [InlineData("2026-12-25", false)]
    [InlineData("2027-03-27", false)] // Easter Eve: a Saturday
    [InlineData("2027-03-25", false)] // Maundy Thursday
    [InlineData("2027-03-24", true)] // the Wednesday before
    [InlineData("2027-05-17", false)] // Constitution Day and Whit Monday at once
    [InlineData("2027-05-06", false)] // Ascension Day
    [InlineData("2027-05-07", true)] // the Friday after
    public void Working_days_are_those_of_the_law(string date, bool works) => Assert.Equal(works, NorwegianCalendar.IsWorkingDay(Day(date)));

    [Theory]
    [InlineData("2027-03-24", 1, "2027-03-30")] // over Easter
    [InlineData("2027-03-30", -1, "2027-03-24")]
    [InlineData("2026-12-23", 5, "2026-12-31")] // 24 and 28 to 31 December
    [InlineData("2026-12-23", 6, "2027-01-04")] // over New Year's Day and the week-end
    [InlineData("2027-05-14", 1, "2027-05-18")]
    [InlineData("2027-01-09", 0, "2027-01-09")] // zero stays, Saturday or not
    [InlineData("2027-01-09", 1, "2027-01-11")]
    [InlineData("2027-01-09", -1, "2027-01-08")]
    public void Working_days_are_counted_over_holidays_and_year_ends(string from, int count, string to) =>
        Assert.Equal(Day(to), NorwegianCalendar.AddWorkingDays(Day(from), count));

    [Fact]
    public void Going_forth_and_back_ends_where_it_began() => Prop.ForAll(Dates, Counts, (date, count) =>
    {
        var start = NorwegianCalendar.AddWorkingDays(date, 1);
        return NorwegianCalendar.AddWorkingDays(NorwegianCalendar.AddWorkingDays(start, count), -count) == start;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void As_many_working_days_lie_between_as_were_added() => Prop.ForAll(Dates, Counts, (date, count) =>
    {
        var start = NorwegianCalendar.AddWorkingDays(date, 1);
        return NorwegianCalendar.WorkingDaysBetween(start, NorwegianCalendar.AddWorkingDays(start, count)) == count;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_a_count_ends_people_work() => Prop.ForAll(Dates, Counts, (date, count) =>
        count == 0 || NorwegianCalendar.IsWorkingDay(NorwegianCalendar.AddWorkingDays(date, count))).QuickCheckThrowOnFailure();

    private static DateOnly Day(string text) => DateOnly.Parse(text);
}
