using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class MeasureTests
{
    private static readonly NewMeasure Acute = CourseMeasure() with { ProposalNumber = null, Title = "Medicine today", StartsOn = new DateOnly(2027, 2, 1), Answers = [1] };

    [Fact]
    public void Before_the_needs_talk_only_acute_needs_get_measures()
    {
        var arrived = Arrived()
            .Do(it => it.Needs.Add(Home(), new DateOnly(2027, 2, 1), On(2027, 2, 1)));

        arrived.Refuses(RefusalCodes.MeasureBeforeNeedsTalk, it => it.Measures.StartAcute(Acute with { Answers = [1, 2] }, On(2027, 2, 1)));
        arrived.Do(it => it.Measures.StartAcute(Acute, On(2027, 2, 1)));
        Assert.Equal(MeasureStatus.Started, arrived.Case.Measures.Find(1)?.Status);
    }

    [Fact]
    public void After_the_needs_talk_what_is_not_acute_goes_into_the_plan() => Shared()
        .Refuses(RefusalCodes.MeasureNotAcute, it => it.Measures.StartAcute(Acute with { Answers = [2] }, On(2027, 2, 10)));

    [Fact]
    public void No_measure_is_said_to_have_begun_before_the_needs_talk() => Planned()
        .Refuses(RefusalCodes.MeasureBeforeNeedsTalk, it => it.Measures.Start(1, new DateOnly(2027, 2, 3), On(2027, 2, 17)));

    [Fact]
    public void A_measure_begins_once_and_ends_once()
    {
        var started = Planned().Do(it => it.Measures.Start(1, new DateOnly(2027, 3, 1), On(2027, 3, 1)));
        started.Refuses(RefusalCodes.MeasureBegun, it => it.Measures.Start(1, new DateOnly(2027, 3, 1), On(2027, 3, 1)));
        started.Do(it => it.Measures.End(1, completed: true, new DateOnly(2027, 5, 1), On(2027, 5, 1)));
        started.Refuses(RefusalCodes.MeasureEnded, it => it.Measures.End(1, completed: false, new DateOnly(2027, 5, 1), On(2027, 5, 1)));
        started.Refuses(RefusalCodes.MeasureEnded, it => it.Measures.Document(1, new DateOnly(2027, 5, 2), "More", On(2027, 5, 2)));
    }

    [Fact]
    public void What_never_began_is_not_completed() => Planned()
        .Refuses(RefusalCodes.MeasureNotBegun, it => it.Measures.End(1, completed: true, new DateOnly(2027, 5, 1), On(2027, 5, 1)));

    [Theory]
    [InlineData("2027-03-14", false)]
    [InlineData("2027-03-15", true)]
    public void A_deliverer_silent_for_fourteen_days_is_raised(string today, bool raised)
    {
        var started = Planned().Do(it => it.Measures.Start(1, new DateOnly(2027, 3, 1), On(2027, 3, 1)));
        Assert.Equal(raised, started.Case.Measures.Silent(DateOnly.Parse(today)).Any());
    }

    [Fact]
    public void A_log_entry_breaks_the_silence_from_the_day_it_is_about()
    {
        var started = Planned().Do(it => it.Measures.Document(1, new DateOnly(2027, 3, 1), "First Tuesday", On(2027, 3, 1, "nina")));

        started.Do(it => it.Measures.Document(1, new DateOnly(2027, 3, 9), "Second Tuesday", On(2027, 3, 12, "nina")))
            .Do(it => it.Measures.Document(1, new DateOnly(2027, 3, 5), "A call", On(2027, 3, 12, "nina")));

        Assert.Equal(new DateOnly(2027, 3, 9), started.Case.Measures.Find(1)?.SilentSince);
        Assert.Empty(started.Case.Measures.Silent(new DateOnly(2027, 3, 22)));
        Assert.Single(started.Case.Measures.Silent(new DateOnly(2027, 3, 23)));
        Assert.Equal("nina", started.Case.Measures.Log[0].EnteredBy);
    }

    [Fact]
    public void A_measure_that_has_not_begun_is_not_silent() => Assert.Empty(Planned().Case.Measures.Silent(new DateOnly(2027, 12, 1)));

    [Fact]
    public void A_log_entry_has_a_text_and_a_day_after_the_start()
    {
        var started = Planned().Do(it => it.Measures.Start(1, new DateOnly(2027, 3, 1), On(2027, 3, 1)));
        started.Refuses(RefusalCodes.TextMissing, it => it.Measures.Document(1, new DateOnly(2027, 3, 1), " ", On(2027, 3, 1)));
        started.Refuses(RefusalCodes.DateBefore, it => it.Measures.Document(1, new DateOnly(2027, 2, 28), "Before", On(2027, 3, 1)));
        started.Refuses(RefusalCodes.DateInFuture, it => it.Measures.Document(1, new DateOnly(2027, 3, 2), "After", On(2027, 3, 1)));
        started.Refuses(RefusalCodes.MeasureUnknown, it => it.Measures.Document(5, new DateOnly(2027, 3, 1), "None", On(2027, 3, 1)));
    }
}
