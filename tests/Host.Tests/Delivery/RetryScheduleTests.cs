using ProcessAutomation.Host.Delivery;

namespace ProcessAutomation.Host.Tests.Delivery;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Attempts_go_on_for_days_and_end()
    {
        var pauses = Enumerable.Range(1, 10).Select(attempt => RetrySchedule.PauseAfter(RetrySchedule.Default, attempt, "a")!.Value).ToList();
        var total = pauses.Aggregate((sum, pause) => sum + pause);

        Assert.InRange(total, TimeSpan.FromDays(3.9), TimeSpan.FromDays(4.4));
        Assert.Null(RetrySchedule.PauseAfter(RetrySchedule.Default, 11, "a"));
    }

    [Fact]
    public void A_pause_is_lengthened_by_a_tenth_at_most_and_never_shortened() =>
        Assert.All(
            from key in Enumerable.Range(0, 1000)
            from attempt in Enumerable.Range(1, RetrySchedule.Default.Count)
            select (Pause: RetrySchedule.PauseAfter(RetrySchedule.Default, attempt, $"key {key}")!.Value, Base: RetrySchedule.Default[attempt - 1]),
            entry => Assert.InRange(entry.Pause, entry.Base, entry.Base * 1.1));

    [Fact]
    public void Messages_that_failed_together_come_back_spread_out()
    {
        var pauses = Enumerable.Range(0, 100).Select(key => RetrySchedule.PauseAfter(RetrySchedule.Default, 4, $"key {key}")!.Value).ToList();

        Assert.Equal(100, pauses.Distinct().Count());
        Assert.InRange(pauses.Max() - pauses.Min(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void The_same_message_waits_the_same_time_everywhere() =>
        Assert.Equal(RetrySchedule.PauseAfter(RetrySchedule.Default, 3, "a"), RetrySchedule.PauseAfter(RetrySchedule.Default, 3, "a"));
}
