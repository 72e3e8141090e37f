using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class PlanTests
{
    private static readonly Held LateFebruary = new(new DateOnly(2027, 2, 20), "kari");

    [Fact]
    public void The_person_decides_what_goes_into_the_plan() => InputClosed()
        .Refuses(RefusalCodes.PlanNotChosenByPerson, it => it.Plan.Agree(PlanTalk() with { DecidedByPerson = false }, On(2027, 2, 16)));

    [Fact]
    public void The_plan_is_agreed_with_the_next_talk_booked()
    {
        var closed = InputClosed();
        closed.Refuses(RefusalCodes.TalkWithoutNextMeeting, it => it.Plan.Agree(PlanTalk() with { Next = null }, On(2027, 2, 16)));

        // Neither a meeting of the group nor the talk that is held now is the next talk.
        closed.Do(it => it.Meetings.Book(Next(MeetingKind.GroupMeeting, 2027, 2, 24), On(2027, 2, 12))).Do(it => it.Meetings.Book(Next(MeetingKind.Talk, 2027, 2, 17), On(2027, 2, 12)));
        closed.Refuses(RefusalCodes.TalkWithoutNextMeeting, it => it.Plan.Agree(PlanTalk() with { Next = null }, On(2027, 2, 16)));

        closed.Do(it => it.Meetings.Book(Next(MeetingKind.Farewell, 2027, 2, 26), On(2027, 2, 12)))
            .Do(it => it.Plan.Agree(PlanTalk() with { Next = null }, On(2027, 2, 16)));
        Assert.Equal(MeetingKind.Farewell, closed.Case.Meetings.NextWithPerson!.Kind);
    }

    [Fact]
    public void The_person_may_choose_nothing_and_the_needs_stay_visible_as_unmet()
    {
        var planned = InputClosed().Do(it => it.Plan.Agree(PlanTalk() with { Measures = [] }, On(2027, 2, 16)));
        Assert.Equal([1, 2, 3], planned.Case.Needs.Unmet.Select(need => need.Number));
    }

    [Fact]
    public void A_need_is_met_by_the_measures_that_answer_it()
    {
        var planned = Planned().Case;
        Assert.Equal([1, 2], planned.Needs.Unmet.Select(need => need.Number));
        Assert.Equal([1], planned.Needs.AnsweredBy(3).Select(measure => measure.Number));
    }

    [Fact]
    public void The_plan_waits_until_the_needs_talk_is_done() => Arrived()
        .Refuses(RefusalCodes.MeasureBeforeNeedsTalk, it => it.Plan.Agree(PlanTalk(), On(2027, 2, 16)));

    [Fact]
    public void The_plan_waits_until_consent_has_been_asked_for() => NeedsTalkDone()
        .Refuses(RefusalCodes.PlanBeforeConsentAsked, it => it.Plan.Agree(PlanTalk(), On(2027, 2, 16)));

    [Fact]
    public void The_plan_waits_until_input_has_closed() => Shared()
        .Refuses(RefusalCodes.PlanBeforeInputClosed, it => it.Plan.Agree(PlanTalk() with { Measures = [] }, On(2027, 2, 16)));

    [Fact]
    public void Without_consent_a_plan_is_made_by_the_contact_officer_and_the_person() => Consented(given: false)
        .Do(it => it.Proposals.Propose(Course() with { MemberNumber = null }, On(2027, 2, 8)))
        .Do(it => it.Plan.Agree(PlanTalk() with { Measures = [CourseMeasure() with { DelivererNumber = null }] }, On(2027, 2, 16)));

    [Fact]
    public void The_plan_is_agreed_once_and_then_changed()
    {
        var planned = Planned();
        planned.Refuses(RefusalCodes.PlanAgreed, it => it.Plan.Agree(PlanTalk(), On(2027, 2, 20)));
        planned.Refuses(RefusalCodes.NothingChanged, it => it.Plan.Change(new PlanChange { Held = LateFebruary, DecidedByPerson = true }, On(2027, 2, 20)));
        planned.Refuses(RefusalCodes.MeasureUnknown, it => it.Plan.Change(new PlanChange { Held = LateFebruary, DecidedByPerson = true, Stopped = [2] }, On(2027, 2, 20)));
        planned.Refuses(RefusalCodes.PlanNotChosenByPerson, it => it.Plan.Change(new PlanChange { Held = LateFebruary, DecidedByPerson = false, Stopped = [1] }, On(2027, 2, 20)));

        planned.Do(it => it.Plan.Change(
            new PlanChange { Held = LateFebruary, DecidedByPerson = true, Stopped = [1], Added = [CourseMeasure() with { ProposalNumber = null, Title = "Debt advice" }] }, On(2027, 2, 20)));

        Assert.Equal(2, planned.Case.Plan.Current?.Number);
        Assert.Equal(["Debt advice"], planned.Case.Plan.Measures.Select(measure => measure.Title));
        Assert.Equal(new DateOnly(2027, 2, 16), planned.Case.Plan.AgreedOn);
    }

    [Fact]
    public void A_plan_that_is_not_there_cannot_be_changed() => InputClosed()
        .Refuses(RefusalCodes.PlanNotAgreed, it => it.Plan.Change(new PlanChange { Held = LateFebruary, DecidedByPerson = true, Stopped = [1] }, On(2027, 2, 20)));

    [Fact]
    public void A_measure_says_what_by_whom_when_and_why()
    {
        var closed = InputClosed();
        Refused(RefusalCodes.TextMissing, CourseMeasure() with { Title = " " });
        Refused(RefusalCodes.RequirementsMissing, CourseMeasure() with { RequiredOfPerson = "" });
        Refused(RefusalCodes.AnswersNoNeed, CourseMeasure() with { Answers = [] });
        Refused(RefusalCodes.NeedUnknown, CourseMeasure() with { Answers = [3, 9] });
        Refused(RefusalCodes.EndsBeforeStart, CourseMeasure() with { EndsOn = new DateOnly(2027, 2, 28) });
        Refused(RefusalCodes.MemberUnknown, CourseMeasure() with { DelivererNumber = 7 });
        Refused(RefusalCodes.ProposalUnknown, CourseMeasure() with { ProposalNumber = 7 });
        closed.Refuses(RefusalCodes.MeasureTwice, it => it.Plan.Agree(PlanTalk() with { Measures = [CourseMeasure(), CourseMeasure()] }, On(2027, 2, 16)));

        void Refused(string code, NewMeasure measure) => closed.Refuses(code, it => it.Plan.Agree(PlanTalk() with { Measures = [measure] }, On(2027, 2, 16)));
    }

    [Fact]
    public void A_proposal_has_times_requirements_and_needs_and_can_be_offered()
    {
        var shared = Shared();
        shared.Refuses(RefusalCodes.ProposalWithoutTime, it => it.Proposals.Propose(Course() with { StartsOn = null }, On(2027, 2, 8)));
        shared.Refuses(RefusalCodes.EndsBeforeStart, it => it.Proposals.Propose(Course() with { EndsOn = new DateOnly(2027, 2, 1) }, On(2027, 2, 8)));
        shared.Refuses(RefusalCodes.RequirementsMissing, it => it.Proposals.Propose(Course() with { Requirements = null }, On(2027, 2, 8)));
        shared.Refuses(RefusalCodes.AnswersNoNeed, it => it.Proposals.Propose(Course() with { Answers = [] }, On(2027, 2, 8)));
        shared.Refuses(RefusalCodes.ProposalCannotBeOffered, it => it.Proposals.Propose(Course() with { CanBeOffered = false }, On(2027, 2, 8)));
        shared.Refuses(RefusalCodes.MemberUnknown, it => it.Proposals.Propose(Course() with { MemberNumber = 3 }, On(2027, 2, 8)));
        shared.Do(it => it.Proposals.Propose(Course(), On(2027, 2, 8)))
            .Refuses(RefusalCodes.ProposalTwice, it => it.Proposals.Propose(Course() with { Title = "economy course" }, On(2027, 2, 8)));
    }

    [Fact]
    public void A_member_who_cannot_see_the_needs_cannot_propose() => Consented()
        .Refuses(RefusalCodes.NeedsNotShared, it => it.Proposals.Propose(Course(), On(2027, 2, 8)));

    [Fact]
    public void Nobody_proposes_after_input_has_closed()
    {
        var closed = InputClosed();
        closed.Refuses(RefusalCodes.InputClosed, it => it.Proposals.Propose(Course() with { Title = "Another" }, On(2027, 2, 12)));
        closed.Refuses(RefusalCodes.InputClosed, it => it.Proposals.CloseInput(new DateOnly(2027, 2, 12), On(2027, 2, 12)));
    }

    [Fact]
    public void Members_who_see_the_needs_and_say_nothing_are_known()
    {
        var shared = Shared();
        Assert.Equal([1, 2], shared.Case.Proposals.Silent);
        shared.Do(it => it.Proposals.Propose(Course(), On(2027, 2, 8)));
        Assert.Equal([2], shared.Case.Proposals.Silent);
    }
}
