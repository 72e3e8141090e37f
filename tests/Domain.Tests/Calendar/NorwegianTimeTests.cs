using ProcessAutomation.Domain.Calendar;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Calendar;

public sealed class NorwegianTimeTests
{
    [Theory]
    [InlineData("2027-01-12", "2027-01-11T23:00:00Z", 24)]
    [InlineData("2027-07-01", "2027-06-30T22:00:00Z", 24)]
    [InlineData("2027-03-28", "2027-03-27T23:00:00Z", 23)] // summer time begins
    [InlineData("2027-10-31", "2027-10-30T22:00:00Z", 25)] // and ends
    [InlineData("2026-12-31", "2026-12-30T23:00:00Z", 24)]
    public void A_day_lasts_from_midnight_to_midnight_in_Oslo(string date, string start, int hours)
    {
        var day = DateOnly.Parse(date);
        Assert.Equal(DateTimeOffset.Parse(start), NorwegianTime.StartOf(day));
        Assert.Equal(TimeSpan.FromHours(hours), NorwegianTime.EndOf(day) - NorwegianTime.StartOf(day));
    }

    [Theory]
    [InlineData("2027-03-27", "2027-03-27T07:00:00Z")]
    [InlineData("2027-03-28", "2027-03-28T06:00:00Z")] // the clock has been moved at night
    [InlineData("2027-10-30", "2027-10-30T06:00:00Z")]
    [InlineData("2027-10-31", "2027-10-31T07:00:00Z")]
    public void Eight_in_the_morning_is_eight_in_Oslo(string date, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant), NorwegianTime.MorningOf(DateOnly.Parse(date)));

    [Theory]
    [InlineData("2027-03-28", "02:30", "2027-03-28T01:30:00Z")] // skipped: half past three
    [InlineData("2027-10-31", "02:30", "2027-10-31T00:30:00Z")] // twice: the first
    public void Hours_that_are_skipped_or_come_twice_have_one_instant(string date, string time, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant), NorwegianTime.At(DateOnly.Parse(date), TimeOnly.Parse(time)));

    [Theory]
    [InlineData("2026-12-31T22:59:59Z", "2026-12-31")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01")]
    [InlineData("2027-06-30T22:00:00Z", "2027-07-01")]
    public void An_instant_lies_on_the_day_it_is_in_Norway(string instant, string date) =>
        Assert.Equal(DateOnly.Parse(date), NorwegianTime.DateOf(DateTimeOffset.Parse(instant)));

    [Fact]
    public void Every_day_begins_on_its_own_date_and_ends_where_the_next_begins()
    {
        for (var day = new DateOnly(2024, 1, 1); day.Year < 2031; day = day.AddDays(1))
        {
            Assert.Equal(day, NorwegianTime.DateOf(NorwegianTime.StartOf(day)));
            Assert.Equal(day, NorwegianTime.DateOf(NorwegianTime.EndOf(day).AddMicroseconds(-1)));
            Assert.Equal(day, NorwegianTime.DateOf(NorwegianTime.MorningOf(day)));
            Assert.Equal(TimeSpan.Zero, NorwegianTime.StartOf(day).Offset);
        }
    }
}
