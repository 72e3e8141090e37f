using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Takeover;
using ProcessAutomation.Domain.Tests.Cases;
using Xunit;

namespace ProcessAutomation.Domain.Tests.Takeover;

/// <summary>Cases under way elsewhere, taken over by lise on 1 June 2027. Start on 1 February.</summary>
public sealed class CaseTakeoverTests
{
    private static readonly Entry Now = Given.On(2027, 6, 1, "lise");

    [Theory]
    [InlineData(CasePhase.UnderstandNeeds, "arrival", "contactOfficer", "nextMeeting", "summons")]
    [InlineData(CasePhase.MakePlan, "arrival", "consent", "contactOfficer", "group", "needsTalk", "summons")]
    [InlineData(CasePhase.CarryOut, "arrival", "consent", "contactOfficer", "group", "needsTalk", "nextMeeting", "plan", "summons")]
    [InlineData(CasePhase.HandOver, "arrival", "consent", "contactOfficer", "group", "handover", "needsTalk", "plan", "summons")]
    public void Each_phase_needs_its_facts_and_names_all_that_are_missing(CasePhase phase, params string[] missing)
    {
        var faults = FaultsOf(new CaseUnderWay { Phase = phase, Start = Complete(phase).Start });
        Assert.Equal(missing.Select(fact => $"{fact} {RefusalCodes.TakeoverFactMissing}"), faults);
    }

    [Theory]
    [InlineData(CasePhase.Preparations)]
    [InlineData(CasePhase.UnderstandNeeds)]
    [InlineData(CasePhase.MakePlan)]
    [InlineData(CasePhase.CarryOut)]
    [InlineData(CasePhase.HandOver)]
    public void With_its_facts_a_case_is_in_its_phase_and_each_fact_keeps_who_did_it_apart_from_who_entered_it(CasePhase phase)
    {
        var taken = Taken(Complete(phase));
        Assert.Equal(phase, taken.Case.Phase);
        Assert.Equal(CaseStatus.Open, taken.Case.Status);
        Assert.All(taken.Facts, fact => Assert.Equal(("kari", "lise", Now.At), (fact.HeldBy, fact.EnteredBy, fact.EnteredAt)));
        Assert.Equal(taken.Facts.Length, taken.Facts.Select(fact => fact.Fact).Distinct(StringComparer.Ordinal).Count());
        if (phase >= CasePhase.UnderstandNeeds)
            Assert.Equal(Day(2, 1), Assert.Single(taken.Facts, fact => fact.Fact == TakenOverFacts.Arrival).HeldOn);
    }

    [Fact]
    public void A_fact_that_cannot_have_happened_yet_is_refused()
    {
        var early = Complete(CasePhase.Preparations) with { Arrival = new TalkHeld(Kari(2, 1)), Plan = Complete(CasePhase.CarryOut).Plan };
        Assert.Equal([$"arrival {RefusalCodes.TakeoverFactTooLate}", $"plan {RefusalCodes.TakeoverFactTooLate}"], FaultsOf(early));
        Assert.Equal([$"phase {RefusalCodes.TakeoverPhaseUnknown}"], FaultsOf(Complete(CasePhase.CarryOut) with { Phase = CasePhase.Ended }));
    }

    [Fact]
    public void Days_in_the_future_or_in_the_wrong_order_are_all_named_at_once()
    {
        var way = Complete(CasePhase.CarryOut);
        var faults = FaultsOf(way with
        {
            Arrival = new TalkHeld(Kari(1, 31)),
            NeedsTalk = way.NeedsTalk! with { Held = new Held(new DateOnly(2027, 6, 2), "kari") },
            Consent = way.Consent! with { Held = Kari(2, 2) },
            Plan = way.Plan! with { Measures = [way.Plan.Measures[0] with { LastHeardOn = Day(2, 28) }] },
        });
        Assert.Contains($"arrival.heldOn {RefusalCodes.DateBefore}", faults);
        Assert.Contains($"needsTalk.heldOn {RefusalCodes.DateInFuture}", faults);
        Assert.Contains($"consent.heldOn {RefusalCodes.DateBefore}", faults);
        Assert.Contains($"plan.measures[0].lastHeardOn {RefusalCodes.DateBefore}", faults);
    }

    [Fact]
    public void The_rules_of_the_case_hold_for_what_is_taken_over()
    {
        var way = Complete(CasePhase.CarryOut);
        Assert.Contains($"needsShared {RefusalCodes.SharedWithoutConsent}", FaultsOf(way with { Consent = way.Consent! with { Answer = ConsentAnswer.Refused } }));
        Assert.Contains($"needsTalk.needs {RefusalCodes.NeedTwice}", FaultsOf(way with { NeedsTalk = way.NeedsTalk! with { Needs = [Given.Home(), Given.Home()] } }));
        Assert.Contains($"plan.decidedByPerson {RefusalCodes.PlanNotChosenByPerson}", FaultsOf(way with { Plan = way.Plan! with { DecidedByPerson = false } }));
        Assert.Contains(FaultsOf(way with { Plan = way.Plan! with { Measures = [new MeasureUnderWay(Measure() with { Answers = [7] }, null, null)] } }), fault => fault.EndsWith(RefusalCodes.NeedUnknown, StringComparison.Ordinal));
        Assert.Contains($"nextMeeting.at {RefusalCodes.MeetingNotInFuture}", FaultsOf(way with { NextMeeting = Given.Next(MeetingKind.Talk, 2027, 5, 31) }));
        Assert.Equal([$"releaseDate {RefusalCodes.ReleaseNotAfterStart}"], FaultsOf(way with { Start = way.Start with { ReleaseDate = way.Start.StartDate } }));
    }

    [Fact]
    public void A_measure_that_has_begun_says_when_it_was_heard_of_so_that_silence_is_counted_from_there()
    {
        var way = Complete(CasePhase.CarryOut);
        var silent = way with { Plan = way.Plan! with { Measures = [new MeasureUnderWay(Measure(), Day(3, 1), null)] } };
        Assert.Equal([$"plan.measures[0].lastHeardOn {RefusalCodes.TakeoverFactMissing}"], FaultsOf(silent));
        var unbegun = way with { Plan = way.Plan! with { Measures = [new MeasureUnderWay(Measure(), null, Day(5, 25))] } };
        Assert.Equal([$"plan.measures[0].startedOn {RefusalCodes.MeasureNotBegun}"], FaultsOf(unbegun));
        Assert.Equal(Day(5, 25), Taken(way).Case.Measures.Find(1)!.SilentSince);
    }

    [Fact]
    public void A_handover_goes_on_with_its_takers_and_a_taker_who_joins_in_the_future_is_refused()
    {
        var way = Complete(CasePhase.HandOver);
        var taken = Taken(way).Case;
        var line = Assert.Single(taken.Handovers.LinesOf(taken.Handovers.Open!.Number));
        Assert.Equal((CaseRoles.ContactOfficer, (int?)2), (line.Role, line.TakerMember));
        Assert.Contains($"handover.takers[0].joinedOn {RefusalCodes.DateInFuture}", FaultsOf(way with { Handover = way.Handover! with { Lines = [new TakerJoined(CaseRoles.ContactOfficer, null, 2, new DateOnly(2027, 6, 2), null)] } }));
    }

    [Fact]
    public void A_person_who_came_without_a_summons_has_arrived_all_the_same()
    {
        var way = Complete(CasePhase.UnderstandNeeds) with { Summons = null, ArrivedWithoutSummons = true };
        Assert.Null(Taken(way).Case.SummonedOn);
        Assert.Equal(Given.Start, Taken(way).Case.Meetings.ArrivalHeldOn);
    }

    private static CaseUnderWay Complete(CasePhase phase)
    {
        var way = new CaseUnderWay
        {
            Phase = phase,
            Start = new CaseStart { PersonId = Guid.Parse("01941f29-7c00-7000-8000-000000000001"), UnitId = "bjorgvin", StartDate = Given.Start, ReleaseDate = phase == CasePhase.HandOver ? new DateOnly(2027, 7, 1) : Given.Release },
            ContactOfficer = "kari",
            Summons = new SummonsSent(Kari(1, 4), SummonsChannel.Letter),
        };
        if (phase >= CasePhase.UnderstandNeeds)
            way = way with { Arrival = new TalkHeld(Kari(2, 1), "Came as agreed"), NextMeeting = Given.Next(MeetingKind.NeedsTalk, 2027, 6, 4) };
        if (phase >= CasePhase.MakePlan)
            way = way with { Group = new GroupEstablished(Kari(1, 20), [Given.Nina(), Given.Knut()]), NeedsTalk = new NeedsTalkHeld(Kari(2, 4), [Given.Home(), Given.Debt()]), Consent = new ConsentDecided(Kari(2, 4), ConsentAnswer.Given, "What sharing means"), NeedsShared = Kari(2, 5) };
        if (phase >= CasePhase.CarryOut)
            way = way with { Plan = new PlanMade(Kari(2, 16), true, [new MeasureUnderWay(Measure(), Day(3, 1), Day(5, 25))]), NextMeeting = Given.Next(MeetingKind.Talk, 2027, 6, 8) };
        return phase < CasePhase.HandOver ? way : way with { Handover = new HandoverBegun(Kari(5, 20), TransitionKind.Release, "Bergen", [new TakerJoined(CaseRoles.ContactOfficer, null, 2, Day(5, 21), null)]) };
    }

    private static NewMeasure Measure() => Given.CourseMeasure() with { ProposalNumber = null, Answers = [2], EndsOn = null };

    private static Held Kari(int month, int day) => new(Day(month, day), "kari");

    private static DateOnly Day(int month, int day) => new(2027, month, day);

    private static CaseTakeoverResult.TakenOver Taken(CaseUnderWay way)
    {
        var result = CaseTakeover.Of(Guid.Parse("01941f29-7c00-7000-8000-0000a1b2c3d4"), way, Now);
        return result is CaseTakeoverResult.Refused refused ? throw new InvalidOperationException(string.Join(", ", Named(refused.Refusals))) : Assert.IsType<CaseTakeoverResult.TakenOver>(result);
    }

    private static IEnumerable<string> FaultsOf(CaseUnderWay way) => Named(Assert.IsType<CaseTakeoverResult.Refused>(CaseTakeover.Of(Guid.Parse("01941f29-7c00-7000-8000-0000a1b2c3d4"), way, Now)).Refusals);

    private static IEnumerable<string> Named(ImmutableArray<Refusal> refusals) => refusals.Select(refusal => $"{refusal.Field} {refusal.Code}").Order(StringComparer.Ordinal);
}
