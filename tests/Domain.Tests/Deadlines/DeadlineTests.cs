using FsCheck;
using FsCheck.Fluent;
using ProcessAutomation.Domain.Deadlines;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Deadlines;

public sealed class DeadlineTests
{
    private static readonly DateTimeOffset LongAgo = DateTimeOffset.Parse("2026-01-05T09:00:00Z");

    private static Arbitrary<DateOnly> Dates { get; } =
        Gen.Choose(new DateOnly(2026, 6, 1).DayNumber, new DateOnly(2040, 12, 31).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

    private static Arbitrary<DeadlineRule> Rules { get; } = (
        from offset in Gen.Choose(-60, 90)
        from unit in Gen.Elements(DeadlineUnit.Days, DeadlineUnit.WorkingDays)
        select new DeadlineRule("StartDate", offset, unit, [])).ToArbitrary();

    private static Arbitrary<PauseLedger> Ledgers { get; } = (
        from first in Gen.Choose(0, 200)
        from lengths in Gen.Choose(0, 30).ListOf()
        select Ledger(first, [.. lengths.Take(5)])).ToArbitrary();

    [Theory]
    [InlineData(-28, DeadlineUnit.Days, "2027-03-01", "2027-02-01", "2027-02-01T23:00:00Z")] // the summons
    [InlineData(7, DeadlineUnit.Days, "2027-03-01", "2027-03-08", "2027-03-08T23:00:00Z")] // the needs talk
    [InlineData(5, DeadlineUnit.WorkingDays, "2027-03-22", "2027-04-01", "2027-04-01T22:00:00Z")] // input, over Easter and summer time
    [InlineData(-5, DeadlineUnit.WorkingDays, "2027-04-01", "2027-03-22", "2027-03-22T23:00:00Z")]
    [InlineData(0, DeadlineUnit.Days, "2027-03-28", "2027-03-28", "2027-03-28T22:00:00Z")]
    public void A_deadline_ends_with_its_day_in_Oslo(int offset, DeadlineUnit unit, string fact, string date, string dueAt)
    {
        var deadline = Deadline.Compute(new DeadlineRule("StartDate", offset, unit, []), DateOnly.Parse(fact), PauseLedger.Empty, LongAgo);
        Assert.Equal((DateOnly.Parse(date), DateTimeOffset.Parse(dueAt)), (deadline.Date, deadline.DueAt));
    }

    [Theory]
    [InlineData(RungKind.Remind, -2, DeadlineUnit.Days, "2027-03-06T07:00:00Z")]
    [InlineData(RungKind.Remind, -2, DeadlineUnit.WorkingDays, "2027-03-04T07:00:00Z")]
    [InlineData(RungKind.Remind, 0, DeadlineUnit.Days, "2027-03-08T07:00:00Z")]
    [InlineData(RungKind.Escalate, 0, DeadlineUnit.Days, "2027-03-09T07:00:00Z")]
    [InlineData(RungKind.Escalate, 2, DeadlineUnit.Days, "2027-03-11T07:00:00Z")]
    [InlineData(RungKind.Escalate, 4, DeadlineUnit.WorkingDays, "2027-03-15T07:00:00Z")]
    public void Rungs_fire_at_eight_in_the_morning(RungKind kind, int offset, DeadlineUnit unit, string firesAt) =>
        Assert.Equal(DateTimeOffset.Parse(firesAt), new Rung(kind, offset, unit, "unit-leader").FiresAt(new DateOnly(2027, 3, 8)));

    [Fact]
    public void An_escalation_on_a_Friday_deadline_in_working_days_waits_for_Monday() => Assert.Equal(
        DateTimeOffset.Parse("2027-03-15T07:00:00Z"),
        new Rung(RungKind.Escalate, 0, DeadlineUnit.WorkingDays, "unit-leader").FiresAt(new DateOnly(2027, 3, 12)));

    [Fact]
    public void Of_several_overdue_rungs_the_highest_fires_and_the_others_are_named()
    {
        var deadline = Deadline.Compute(Ladder(), new DateOnly(2027, 3, 8), PauseLedger.Empty, LongAgo);

        var due = deadline.RungsAt(DateTimeOffset.Parse("2027-03-10T00:00:00Z"), new HashSet<int>());

        Assert.Equal(2, due.Fires?.Index);
        Assert.Equal([0, 1], due.Skipped.Select(rung => rung.Index));
        Assert.Equal(DateTimeOffset.Parse("2027-03-12T07:00:00Z"), deadline.NextAt(DateTimeOffset.Parse("2027-03-10T00:00:00Z"), new HashSet<int> { 0, 1, 2 }));
    }

    [Fact]
    public void Each_rung_fires_once_when_somebody_looks_every_hour()
    {
        var deadline = Deadline.Compute(Ladder(), new DateOnly(2027, 3, 8), PauseLedger.Empty, LongAgo);
        var fired = new List<int>();
        for (var now = DateTimeOffset.Parse("2027-03-01T00:00:00Z"); now < DateTimeOffset.Parse("2027-03-20T00:00:00Z"); now = now.AddHours(1))
        {
            if (deadline.RungsAt(now, fired.ToHashSet()).Fires is { } rung)
                fired.Add(rung.Index);
        }

        Assert.Equal([0, 1, 2, 3], fired);
    }

    [Fact]
    public void A_deadline_that_is_past_when_it_is_armed_is_due_at_once_and_escalates_the_next_morning()
    {
        var armedAt = DateTimeOffset.Parse("2027-03-10T12:00:00Z");
        var deadline = Deadline.Compute(Ladder(), new DateOnly(2027, 3, 1), PauseLedger.Empty, armedAt);

        Assert.Equal((armedAt, new DateOnly(2027, 3, 10), new DateOnly(2027, 3, 1)), (deadline.DueAt, deadline.Date, deadline.OriginalDate));
        Assert.Equal(DateTimeOffset.Parse("2027-03-11T07:00:00Z"), deadline.Rungs.First(rung => rung.Rung.Kind == RungKind.Escalate).FiresAt);
    }

    [Fact]
    public void A_pause_moves_the_deadline_by_the_days_it_took()
    {
        var ledger = PauseLedger.Empty.Begin(new DateOnly(2027, 3, 3), "hospital").End(new DateOnly(2027, 3, 6));
        Assert.Equal(new DateOnly(2027, 3, 11), ledger.Extend(new DateOnly(2027, 3, 8), DeadlineUnit.Days));
        Assert.Equal(new DateOnly(2027, 3, 11), ledger.Extend(new DateOnly(2027, 3, 8), DeadlineUnit.WorkingDays)); // a Wednesday to a Friday
    }

    [Fact]
    public void A_pause_after_the_deadline_has_passed_gives_nothing()
    {
        var ledger = PauseLedger.Empty.Begin(new DateOnly(2027, 3, 9), "hospital").End(new DateOnly(2027, 3, 20));
        Assert.Equal(new DateOnly(2027, 3, 8), ledger.Extend(new DateOnly(2027, 3, 8), DeadlineUnit.Days));
    }

    [Fact]
    public void Overlapping_pauses_count_each_day_once()
    {
        var ledger = new PauseLedger(
            [new(new DateOnly(2027, 3, 1), new DateOnly(2027, 3, 5), "a"), new(new DateOnly(2027, 3, 3), new DateOnly(2027, 3, 6), "b")]);
        Assert.Equal(new DateOnly(2027, 3, 13), ledger.Extend(new DateOnly(2027, 3, 8), DeadlineUnit.Days));
    }

    [Fact]
    public void A_later_fact_never_gives_an_earlier_deadline() => Prop.ForAll(Dates, Rules, (fact, rule) =>
        Deadline.Compute(rule, fact.AddDays(1), PauseLedger.Empty, LongAgo).DueAt >= Deadline.Compute(rule, fact, PauseLedger.Empty, LongAgo).DueAt).QuickCheckThrowOnFailure();

    [Fact]
    public void A_larger_offset_never_gives_an_earlier_deadline() => Prop.ForAll(Dates, Rules, (fact, rule) =>
        (rule with { Offset = rule.Offset + 1 }).DateFrom(fact) >= rule.DateFrom(fact)).QuickCheckThrowOnFailure();

    [Fact]
    public void Pauses_never_make_it_earlier_and_one_more_pause_never_makes_it_sooner() => Prop.ForAll(Dates, Rules, Ledgers, (fact, rule, ledger) =>
    {
        var original = rule.DateFrom(fact);
        var moved = ledger.Extend(original, rule.Unit);
        var shorter = new PauseLedger([.. ledger.Pauses.Take(ledger.Pauses.Length - 1)]).Extend(original, rule.Unit);
        return moved >= original && moved >= shorter;
    }).QuickCheckThrowOnFailure();

    private static DeadlineRule Ladder() => new("StartDate", 0, DeadlineUnit.Days,
    [
        new(RungKind.Remind, -2, DeadlineUnit.Days, "contact-officer"),
        new(RungKind.Remind, 0, DeadlineUnit.Days, "contact-officer"),
        new(RungKind.Escalate, 0, DeadlineUnit.Days, "unit-leader"),
        new(RungKind.Escalate, 3, DeadlineUnit.Days, "unit-leader"),
    ]);

    private static PauseLedger Ledger(int first, IReadOnlyList<int> lengths)
    {
        var ledger = PauseLedger.Empty;
        var day = new DateOnly(2026, 6, 1).AddDays(first);
        foreach (var length in lengths)
        {
            ledger = ledger.Begin(day, "pause").End(day.AddDays(length));
            day = day.AddDays(length + 3);
        }

        return ledger;
    }
}
