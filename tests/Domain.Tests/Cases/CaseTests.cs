using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class CaseTests
{
    [Fact]
    public void A_release_must_come_after_the_start() => Assert.Equal(
        RefusalCodes.ReleaseNotAfterStart,
        Assert.IsType<CaseOpening.Refused>(Case.Open(
            Guid.Empty, new CaseStart { PersonId = Guid.Empty, UnitId = "bjorgvin", StartDate = Start, ReleaseDate = Start }, On(2027, 1, 4))).Refusal.Code);

    [Theory]
    [InlineData("", "nb", RefusalCodes.UnitMissing)]
    [InlineData("bjorgvin", "norsk bokmål", RefusalCodes.LanguageUnknown)]
    [InlineData("bjorgvin", "", RefusalCodes.LanguageUnknown)]
    public void A_case_names_a_unit_and_a_language(string unit, string language, string code) => Assert.Equal(
        code,
        Assert.IsType<CaseOpening.Refused>(Case.Open(
            Guid.Empty, new CaseStart { PersonId = Guid.Empty, UnitId = unit, StartDate = Start, Language = language }, On(2027, 1, 4))).Refusal.Code);

    [Fact]
    public void A_summons_never_goes_out_without_a_contact_person() => Opened()
        .Refuses(RefusalCodes.SummonsWithoutContactPerson, it => it.Summon(SummonsChannel.Email, new DateOnly(2027, 1, 4), On(2027, 1, 4)));

    [Fact]
    public void A_summons_goes_out_once() => Summoned()
        .Refuses(RefusalCodes.AlreadySummoned, it => it.Summon(SummonsChannel.Letter, new DateOnly(2027, 1, 5), On(2027, 1, 5)));

    [Fact]
    public void What_is_entered_has_happened() => Summoned()
        .Refuses(RefusalCodes.DateInFuture, it => it.Group.Establish([Nina()], new DateOnly(2027, 1, 6), On(2027, 1, 5)));

    [Fact]
    public void Phases_follow_the_facts()
    {
        Assert.Equal(CasePhase.Preparations, WithGroup().Case.Phase);
        Assert.Equal(CasePhase.UnderstandNeeds, Arrived().Case.Phase);
        Assert.Equal(CasePhase.UnderstandNeeds, NeedsTalkDone().Case.Phase);
        Assert.Equal(CasePhase.MakePlan, Consented(given: false).Case.Phase);
        Assert.Equal(CasePhase.CarryOut, Planned().Case.Phase);
        Assert.Equal(CasePhase.HandOver, HandingOver().Case.Phase);
        Assert.Equal(CasePhase.HandOver, HandedOver().Case.Phase);
    }

    [Fact]
    public void The_start_does_not_move_after_arrival() => Arrived()
        .Refuses(RefusalCodes.StartAfterArrival, it => it.Dates.ChangeStart(new DateOnly(2027, 2, 8), On(2027, 2, 2)));

    [Fact]
    public void The_start_stays_before_the_release() => Opened()
        .Refuses(RefusalCodes.ReleaseNotAfterStart, it => it.Dates.ChangeStart(Release, On(2027, 1, 5)));

    [Fact]
    public void The_release_stays_after_the_start() => Opened()
        .Refuses(RefusalCodes.ReleaseNotAfterStart, it => it.Dates.ChangeRelease(Start, On(2027, 1, 5)));

    [Theory]
    [InlineData("2027-01-31")]
    [InlineData("2027-09-02")]
    public void A_transfer_lies_within_the_sentence(string date) => Opened()
        .Refuses(RefusalCodes.TransferOutsideSentence, it => it.Dates.ChangeTransfer(DateOnly.Parse(date), On(2027, 1, 5)));

    [Fact]
    public void A_paused_case_stands_still_but_its_dates_can_be_corrected()
    {
        var paused = Arrived().Do(it => it.Pause("Hospital", On(2027, 2, 2)));

        paused.Refuses(RefusalCodes.CasePaused, it => it.Meetings.HoldNeedsTalk(Talk(), On(2027, 2, 4)));
        paused.Do(it => it.Dates.ChangeRelease(new DateOnly(2027, 10, 1), On(2027, 2, 4)));
        paused.Do(it => it.Resume(On(2027, 2, 10))).Do(it => it.Meetings.HoldNeedsTalk(Talk(), On(2027, 2, 10)));
    }

    [Fact]
    public void A_stopped_case_takes_nothing_more()
    {
        var stopped = Arrived().Do(it => it.Stop("Sentence lifted", On(2027, 2, 2)));

        stopped.Refuses(RefusalCodes.CaseEnded, it => it.Meetings.HoldNeedsTalk(Talk(), On(2027, 2, 4)));
        stopped.Refuses(RefusalCodes.CaseEnded, it => it.Dates.ChangeRelease(null, On(2027, 2, 4)));
        stopped.Refuses(RefusalCodes.CaseEnded, it => it.Stop("Again", On(2027, 2, 4)));
        Assert.Equal(CasePhase.Ended, stopped.Case.Phase);
    }

    [Fact]
    public void The_reference_of_a_case_names_no_one() => Assert.Equal("A1B2C3D4", Opened().Case.Reference);

    [Fact]
    public void Texts_longer_than_their_column_are_refused_before_the_database_sees_them()
    {
        var far = new string('x', 10_000);
        Arrived().Refuses(RefusalCodes.TextTooLong, it => it.Pause(far, On(2027, 2, 2)));
        Arrived().Refuses(RefusalCodes.TextTooLong, it => it.Meetings.HoldNeedsTalk(Talk() with { Minutes = far }, On(2027, 2, 4)));
        Arrived().Refuses(RefusalCodes.TextTooLong, it => it.Meetings.HoldNeedsTalk(Talk() with { Needs = [Home() with { Thread = far }] }, On(2027, 2, 4)));
        Arrived().Refuses(RefusalCodes.TextTooLong, it => it.Meetings.HoldNeedsTalk(Talk() with { Held = new Held(Start, far) }, On(2027, 2, 4)));
        NeedsTalkDone().Refuses(RefusalCodes.TextTooLong, it => it.Consent.Decide(true, new Held(new DateOnly(2027, 2, 4), "kari"), far, On(2027, 2, 4)));
        Shared().Refuses(RefusalCodes.TextTooLong, it => it.Proposals.Propose(Course() with { Description = far }, On(2027, 2, 8)));
        Planned().Refuses(RefusalCodes.TextTooLong, it => it.Measures.Document(1, new DateOnly(2027, 3, 1), far, On(2027, 3, 2)));
        Planned().Refuses(RefusalCodes.TextTooLong, it => it.Roles.Join(CaseRoles.ContactOfficer, far, new DateOnly(2027, 3, 1), On(2027, 3, 2)));
        WithGroup().Refuses(RefusalCodes.TextTooLong, it => it.Group.Join(Nina() with { UserId = "other", Name = far }, new DateOnly(2027, 1, 20), On(2027, 1, 20)));
    }

    [Fact]
    public void Every_refusal_has_its_own_code() =>
        Assert.Equal(RefusalCodes.All.Length, RefusalCodes.All.Distinct(StringComparer.Ordinal).Count());
}
