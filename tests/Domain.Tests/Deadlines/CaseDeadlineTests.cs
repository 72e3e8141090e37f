using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Tests.Cases;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Deadlines;

public sealed class CaseDeadlineTests
{
    private static readonly DeadlineRule WithinAWeek = new("ArrivalHeldOn", 7, DeadlineUnit.Days,
    [
        new(RungKind.Remind, -2, DeadlineUnit.Days, "contact-officer"),
        new(RungKind.Escalate, 0, DeadlineUnit.Days, "unit-leader"),
    ]);

    [Fact]
    public void It_waits_for_a_fact_and_then_counts_from_it()
    {
        var deadline = Armed(WithinAWeek, Given.WithGroup().Case.Facts);
        Assert.Null(deadline.NextAt);

        Assert.True(deadline.Follow(Given.Arrived().Case.Facts, At(2027, 2, 1)));

        Assert.Equal((new DateOnly(2027, 2, 8), Morning(2027, 2, 6)), (deadline.Date!.Value, deadline.NextAt!.Value));
    }

    [Fact]
    public void Each_rung_fires_once_and_then_the_end_is_next()
    {
        var facts = Given.Arrived().Case.Facts;
        var deadline = Armed(WithinAWeek, facts);

        Assert.Equal(0, deadline.TakeDue(facts, Morning(2027, 2, 6)).Fires?.Index);
        Assert.Null(deadline.TakeDue(facts, Morning(2027, 2, 6)).Fires);
        Assert.Equal(NorwegianTime.EndOf(new DateOnly(2027, 2, 8)), deadline.NextAt);
        deadline.TakeDue(facts, deadline.NextAt!.Value);
        Assert.Equal(1, deadline.TakeDue(facts, Morning(2027, 2, 9)).Fires?.Index);
        Assert.Null(deadline.NextAt);
    }

    [Fact]
    public void After_a_long_night_the_highest_rung_fires_and_the_rest_is_named()
    {
        var facts = Given.Arrived().Case.Facts;
        var deadline = Armed(WithinAWeek, facts);

        var due = deadline.TakeDue(facts, At(2027, 2, 20));

        Assert.Equal((1, 0), (due.Fires!.Index, Assert.Single(due.Skipped).Index));
        Assert.Null(deadline.TakeDue(facts, At(2027, 2, 21)).Fires);
    }

    [Fact]
    public void When_the_fact_moves_on_its_reminder_comes_again_for_the_new_date()
    {
        var rule = WithinAWeek with { Fact = "ReleaseDate", Offset = -42 };
        var planned = Given.Planned();
        var deadline = Armed(rule, planned.Case.Facts);
        deadline.TakeDue(planned.Case.Facts, deadline.NextAt!.Value);
        var before = deadline.Date!.Value;

        planned.Do(it => it.Dates.ChangeRelease(Given.Release.AddDays(21), Given.On(2027, 3, 1)));
        deadline.Follow(planned.Case.Facts, At(2027, 3, 1));

        Assert.Equal(before.AddDays(21), deadline.Date);
        Assert.Equal(NorwegianTime.MorningOf(before.AddDays(19)), deadline.NextAt);
    }

    [Fact]
    public void When_the_fact_moves_to_the_past_it_is_due_at_once()
    {
        var planned = Given.Planned();
        var deadline = Armed(WithinAWeek with { Fact = "ReleaseDate", Offset = -42 }, planned.Case.Facts);

        planned.Do(it => it.Dates.ChangeRelease(new DateOnly(2027, 3, 20), Given.On(2027, 3, 1)));
        deadline.Follow(planned.Case.Facts, At(2027, 3, 1));

        Assert.Equal(At(2027, 3, 1), deadline.NextAt);
    }

    [Fact]
    public void While_it_is_paused_nothing_fires_and_afterwards_the_days_are_added()
    {
        var facts = Given.Arrived().Case.Facts;
        var deadline = Armed(WithinAWeek, facts);
        deadline.Pause("hospital", At(2027, 2, 5));

        Assert.Null(deadline.NextAt);
        Assert.Null(deadline.TakeDue(facts, At(2027, 2, 20)).Fires);
        deadline.Resume(facts, At(2027, 2, 15));

        Assert.Equal((new DateOnly(2027, 2, 18), Morning(2027, 2, 16)), (deadline.Date!.Value, deadline.NextAt!.Value));
    }

    [Fact]
    public void A_wait_until_so_many_days_before_a_date_is_over_then_however_long_the_case_stood_still()
    {
        var facts = Given.Opened().Case.Facts;
        var wait = Armed(new DeadlineRule("StartDate", -2, DeadlineUnit.Days, [new(RungKind.Remind, 0, DeadlineUnit.Days, "contact-officer")]), facts);
        var (date, next) = (wait.Date, wait.NextAt);
        wait.Pause("hospital", At(2027, 1, 21));
        Assert.Null(wait.NextAt);
        wait.Resume(facts, At(2027, 1, 25));
        Assert.Equal((date, next), (wait.Date, wait.NextAt));
    }

    [Fact]
    public void A_pause_that_was_over_before_the_fact_takes_nothing_from_what_counts_onwards_from_it()
    {
        var ledger = PauseLedger.Empty.Begin(new DateOnly(2027, 9, 20), "hospital").End(new DateOnly(2027, 10, 18));
        var rule = new DeadlineRule("MeasureSilentSince", 14, DeadlineUnit.Days, []);
        var armedAt = At(2027, 9, 7);
        Assert.Equal(new DateOnly(2027, 12, 28), Deadline.Compute(rule, new DateOnly(2027, 12, 14), ledger, armedAt).Date);
        Assert.Equal(new DateOnly(2027, 10, 26), Deadline.Compute(rule, new DateOnly(2027, 9, 14), ledger, armedAt).Date); // it ran when the pause began
    }

    [Fact]
    public void What_has_ended_fires_nothing()
    {
        var facts = Given.Arrived().Case.Facts;
        var deadline = Armed(WithinAWeek, facts);
        deadline.End(At(2027, 2, 4));

        Assert.Null(deadline.TakeDue(facts, At(2027, 3, 1)).Fires);
        Assert.Equal((null, At(2027, 2, 4)), (deadline.NextAt, deadline.EndedAt!.Value));
    }

    [Fact]
    public void A_rule_may_count_from_the_day_the_task_came() => Assert.Equal(
        new DateOnly(2027, 1, 27), Armed(WithinAWeek with { Fact = DeadlineRule.TaskCreated }, Given.Opened().Case.Facts).Date);

    private static CaseDeadline Armed(DeadlineRule rule, CaseFacts facts) =>
        new(Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, null, rule, facts, At(2027, 1, 20));

    private static DateTimeOffset At(int year, int month, int day) => Given.On(year, month, day).At;

    private static DateTimeOffset Morning(int year, int month, int day) => NorwegianTime.MorningOf(new DateOnly(year, month, day));
}
