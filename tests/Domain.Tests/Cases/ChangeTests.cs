using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class ChangeTests
{
    /// <summary>Everything that can change beside needs and plan, each with the kind it is logged as.</summary>
    public static TheoryData<string> Changing { get; } = [.. Acts.Keys];

    private static Dictionary<string, (ChangeKind Kind, Func<Case, Refusal?> Act)> Acts => new(StringComparer.Ordinal)
    {
        ["release"] = (ChangeKind.ReleaseDate, it => it.Dates.ChangeRelease(new DateOnly(2027, 8, 10), On(2027, 3, 1))),
        ["transfer"] = (ChangeKind.TransferDate, it => it.Dates.ChangeTransfer(new DateOnly(2027, 5, 10), On(2027, 3, 1))),
        ["municipality"] = (ChangeKind.Municipality, it => it.Home.SetMunicipality("Bergen", On(2027, 3, 1))),
        ["home"] = (ChangeKind.Home, it => it.Home.Clarify(new DateOnly(2027, 3, 1), On(2027, 3, 1))),
        ["need added"] = (ChangeKind.NeedAdded, it => it.Needs.Add(new(Domain.Needs.Tangle.SocialBelonging, "new-network", "Knows nobody"), new DateOnly(2027, 3, 1), On(2027, 3, 1))),
        ["need changed"] = (ChangeKind.NeedChanged, it => it.Needs.Change(2, Home(acute: true), On(2027, 3, 1))),
        ["need met"] = (ChangeKind.NeedClosed, it => it.Needs.Close(2, met: true, On(2027, 3, 1))),
        ["consent withdrawn"] = (ChangeKind.ConsentWithdrawn, it => it.Consent.Withdraw(new Held(new DateOnly(2027, 3, 1), "kari"), On(2027, 3, 1))),
        ["plan"] = (ChangeKind.PlanChanged, it => it.Plan.Change(new PlanChange { Held = new Held(new DateOnly(2027, 3, 1), "kari"), DecidedByPerson = true, Stopped = [1] }, On(2027, 3, 1))),
        ["measure stopped"] = (ChangeKind.MeasureStopped, it => it.Measures.End(1, completed: false, new DateOnly(2027, 3, 1), On(2027, 3, 1))),
        ["acute measure"] = (ChangeKind.AcuteMeasure, it => it.Measures.StartAcute(CourseMeasure() with { ProposalNumber = null, StartsOn = new DateOnly(2027, 3, 1), Answers = [1] }, On(2027, 3, 1))),
        ["member"] = (ChangeKind.MemberJoined, it => it.Group.Join(Nina() with { Role = "member:health", UserId = "hanne" }, new DateOnly(2027, 3, 1), On(2027, 3, 1))),
        ["role"] = (ChangeKind.RoleJoined, it => it.Roles.Join(CaseRoles.ContactOfficer, "ola", new DateOnly(2027, 3, 1), On(2027, 3, 1))),
        ["pause"] = (ChangeKind.Paused, it => it.Pause("Hospital", On(2027, 3, 1))),
    };

    [Theory]
    [MemberData(nameof(Changing))]
    public void Every_change_lands_on_the_next_meetings_agenda(string what)
    {
        var planned = Planned();
        var before = planned.Case.Changes.All.Count;

        planned.Do(Acts[what].Act);

        var change = planned.Case.Changes.All[before];
        Assert.Equal((Acts[what].Kind, "kari"), (change.Kind, change.By));
        var item = planned.Case.Agenda.All.Single(item => item.ChangeNumber == change.Number);
        Assert.Equal(planned.Case.Meetings.Next!.Number, item.MeetingNumber);
    }

    [Fact]
    public void A_change_waits_while_no_meeting_is_booked_and_goes_to_the_first_that_is()
    {
        var opened = Opened().Do(it => it.Dates.ChangeStart(new DateOnly(2027, 2, 8), On(2027, 1, 5)));
        Assert.Null(Assert.Single(opened.Case.Agenda.Open).MeetingNumber);

        opened.Do(it => it.Meetings.Book(Next(MeetingKind.GroupMeeting, 2027, 1, 20), On(2027, 1, 6)));
        Assert.Equal(1, Assert.Single(opened.Case.Agenda.Open).MeetingNumber);

        opened.Do(it => it.Meetings.Book(Next(MeetingKind.Talk, 2027, 1, 12), On(2027, 1, 6)));
        Assert.Equal(2, Assert.Single(opened.Case.Agenda.Open).MeetingNumber);

        opened.Do(it => it.Meetings.CallOff(2, "Ill", On(2027, 1, 7)));
        Assert.Equal(1, Assert.Single(opened.Case.Agenda.Open).MeetingNumber);
    }

    [Fact]
    public void A_meeting_has_discussed_what_stood_on_its_agenda_that_day_and_no_more()
    {
        var planned = Planned()
            .Do(it => it.Home.Clarify(new DateOnly(2027, 3, 1), On(2027, 3, 1)))
            .Do(it => it.Dates.ChangeRelease(new DateOnly(2027, 8, 10), On(2027, 3, 3))); // after the talk was held, before it is entered

        planned.Do(it => it.Meetings.HoldTalk(MeetingTests.Regular(), On(2027, 3, 4)));

        var items = planned.Case.Agenda.All;
        Assert.Equal(new DateOnly(2027, 3, 2), items[^2].DiscussedOn);
        Assert.Null(items[^1].DiscussedOn);
        Assert.Equal(planned.Case.Meetings.Next!.Number, items[^1].MeetingNumber);
    }

    [Fact]
    public void A_change_a_talk_finds_is_for_the_next_meeting()
    {
        var planned = Planned().Do(it => it.Meetings.HoldTalk(MeetingTests.Regular() with { StillHolds = false, WhatChanges = "Has got work" }, On(2027, 3, 2)));
        var item = planned.Case.Agenda.Open.Single(open => open.Topic is null);
        Assert.Equal(ChangeKind.TalkFoundChange, planned.Case.Changes.All[item.ChangeNumber!.Value - 1].Kind);
        Assert.Equal(planned.Case.Meetings.Next!.Number, item.MeetingNumber);
    }

    [Fact]
    public void Setting_what_stands_already_changes_nothing()
    {
        var planned = Planned();
        var before = Snapshot.Of(planned.Case);
        planned.Do(it => it.Dates.ChangeRelease(Release, On(2027, 3, 1))).Do(it => it.Dates.ChangeStart(Start, On(2027, 3, 1)));
        Assert.Equal(before, Snapshot.Of(planned.Case));
    }

    [Fact]
    public void Own_items_stay_with_their_meeting()
    {
        var planned = Planned().Do(it => it.Meetings.PutOnAgenda(it.Meetings.Next!.Number, "Ask about the flat", On(2027, 2, 20)));
        var talk = planned.Case.Meetings.Next!.Number;
        planned.Do(it => it.Meetings.Book(Next(MeetingKind.GroupMeeting, 2027, 2, 25), On(2027, 2, 20)));
        Assert.Equal(talk, planned.Case.Agenda.All[^1].MeetingNumber);
        planned.Refuses(RefusalCodes.MeetingNotBooked, it => it.Meetings.PutOnAgenda(1, "Too late", On(2027, 2, 20)));
    }
}
