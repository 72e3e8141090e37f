using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Cases;

public sealed class MeetingTests
{
    [Fact]
    public void Arrival_is_not_complete_without_the_next_meetings_time() => WithGroup()
        .Refuses(RefusalCodes.ArrivalWithoutNextMeeting, it => it.Meetings.HoldArrival(Arrival() with { Next = null }, On(2027, 2, 1)));

    [Fact]
    public void The_next_meeting_lies_in_the_future() => WithGroup()
        .Refuses(RefusalCodes.MeetingNotInFuture, it => it.Meetings.HoldArrival(Arrival() with { Next = Next(MeetingKind.NeedsTalk, 2027, 1, 31) }, On(2027, 2, 1)));

    [Fact]
    public void Arrival_needs_a_contact_officer() => Opened()
        .Refuses(RefusalCodes.ArrivalWithoutContactOfficer, it => it.Meetings.HoldArrival(Arrival(), On(2027, 2, 1)));

    [Fact]
    public void Arrival_is_not_before_the_start() => WithGroup()
        .Refuses(RefusalCodes.ArrivalBeforeStart, it => it.Meetings.HoldArrival(Arrival() with { Held = new Held(new DateOnly(2027, 1, 31), "kari") }, On(2027, 2, 1)));

    [Fact]
    public void Arrival_is_held_once() => Arrived()
        .Refuses(RefusalCodes.AlreadyArrived, it => it.Meetings.HoldArrival(Arrival(), On(2027, 2, 2)));

    [Fact]
    public void Arrival_leaves_acute_needs_and_a_booked_talk()
    {
        var arrived = Arrived().Case;
        Assert.True(Assert.Single(arrived.Needs.All).Acute);
        Assert.Equal(MeetingKind.NeedsTalk, arrived.Meetings.Next?.Kind);
    }

    [Fact]
    public void Held_and_entered_are_told_apart()
    {
        var late = WithGroup().Do(it => it.Meetings.HoldArrival(Arrival() with { Next = Next(MeetingKind.NeedsTalk, 2027, 2, 8) }, On(2027, 2, 5, "ola")));
        var arrival = late.Case.Meetings.All[0];
        Assert.Equal((Start, "kari", "ola"), (arrival.HeldOn!.Value, arrival.HeldBy, arrival.EnteredBy));
        Assert.Equal(On(2027, 2, 5).At, arrival.EnteredAt);
    }

    [Fact]
    public void The_needs_talk_comes_after_arrival() => WithGroup()
        .Refuses(RefusalCodes.NeedsTalkBeforeArrival, it => it.Meetings.HoldNeedsTalk(Talk(), On(2027, 2, 4)));

    [Fact]
    public void A_needs_talk_in_several_sittings_is_done_with_the_last()
    {
        var first = Arrived().Do(it => it.Meetings.HoldNeedsTalk(Talk() with { IsLast = false, Next = Next(MeetingKind.NeedsTalk, 2027, 2, 6) }, On(2027, 2, 4)));
        Assert.Null(first.Case.NeedsTalkHeldOn);

        first.Do(it => it.Meetings.HoldNeedsTalk(new NeedsTalk { Held = new Held(new DateOnly(2027, 2, 6), "kari") }, On(2027, 2, 6)));

        Assert.Equal(new DateOnly(2027, 2, 6), first.Case.NeedsTalkHeldOn);
        Assert.Equal(3, first.Case.Meetings.All.Count);
        first.Refuses(RefusalCodes.NeedsTalkDone, it => it.Meetings.HoldNeedsTalk(Talk(), On(2027, 2, 8)));
    }

    [Fact]
    public void A_sitting_that_is_not_the_last_books_the_next() => Arrived()
        .Refuses(RefusalCodes.TalkWithoutNextMeeting, it => it.Meetings.HoldNeedsTalk(Talk() with { IsLast = false }, On(2027, 2, 4)));

    [Fact]
    public void What_the_person_shares_is_voluntary() => Arrived()
        .Do(it => it.Meetings.HoldNeedsTalk(Talk() with { Needs = [] }, On(2027, 2, 4)));

    [Fact]
    public void The_same_need_stands_once_on_the_map() => Arrived()
        .Refuses(RefusalCodes.NeedTwice, it => it.Meetings.HoldNeedsTalk(Talk() with { Needs = [Home(), Home(acute: true) with { Thread = "has nowhere to go " }] }, On(2027, 2, 4)));

    [Fact]
    public void The_next_regular_talk_is_always_booked() => Planned()
        .Refuses(RefusalCodes.TalkWithoutNextMeeting, it => it.Meetings.HoldTalk(Regular() with { Next = null }, On(2027, 3, 2)));

    [Fact]
    public void A_talk_that_finds_a_change_says_which() => Planned()
        .Refuses(RefusalCodes.TalkWithoutWhatChanges, it => it.Meetings.HoldTalk(Regular() with { StillHolds = false }, On(2027, 3, 2)));

    [Fact]
    public void Regular_talks_begin_with_the_plan() => Shared()
        .Refuses(RefusalCodes.TalkBeforePlan, it => it.Meetings.HoldTalk(Regular(), On(2027, 3, 2)));

    [Fact]
    public void A_talk_takes_the_line_that_was_booked_for_it()
    {
        var talked = Planned().Do(it => it.Meetings.HoldTalk(Regular(), On(2027, 3, 2)));
        Assert.Equal(2, talked.Case.Meetings.All.Count(meeting => meeting.Kind == MeetingKind.Talk));
        Assert.Equal(new DateOnly(2027, 3, 2), talked.Case.Facts.LastTalkHeldOn);
    }

    [Fact]
    public void Those_who_deliver_are_accounted_for_in_group_meetings()
    {
        var planned = Planned();
        var meeting = new GroupMeeting { Held = new Held(new DateOnly(2027, 4, 1), "kari"), Attendees = [new Attendee(2, Presence.Present), new Attendee(null, Presence.Present)] };

        planned.Refuses(RefusalCodes.DelivererNotAccountedFor, it => it.Meetings.HoldGroupMeeting(meeting, On(2027, 4, 1)));
        planned.Refuses(
            RefusalCodes.DelivererNotAccountedFor,
            it => it.Meetings.HoldGroupMeeting(meeting with { Attendees = [new Attendee(1, Presence.Absent)] }, On(2027, 4, 1)));
        planned.Refuses(
            RefusalCodes.AttendanceTwice,
            it => it.Meetings.HoldGroupMeeting(meeting with { Attendees = [new Attendee(1, Presence.Present), new Attendee(1, Presence.Present)] }, On(2027, 4, 1)));
        planned.Refuses(RefusalCodes.MemberUnknown, it => it.Meetings.HoldGroupMeeting(meeting with { Attendees = [new Attendee(9, Presence.Present)] }, On(2027, 4, 1)));
        planned.Do(it => it.Meetings.HoldGroupMeeting(meeting with { Attendees = [new Attendee(1, Presence.Absent, "Ill")] }, On(2027, 4, 1)));
    }

    [Fact]
    public void Only_booked_meetings_are_moved_or_called_off()
    {
        var planned = Planned();
        planned.Refuses(RefusalCodes.MeetingNotBooked, it => it.Meetings.Move(1, On(2027, 5, 1).At, On(2027, 3, 1)));
        planned.Refuses(RefusalCodes.MeetingNotBooked, it => it.Meetings.CallOff(1, "Reason", On(2027, 3, 1)));
        planned.Refuses(RefusalCodes.ReasonMissing, it => it.Meetings.CallOff(it.Meetings.Next!.Number, " ", On(2027, 3, 1)));
        planned.Do(it => it.Meetings.Book(Next(MeetingKind.GroupMeeting, 2027, 3, 10), On(2027, 3, 1)));
        var meeting = planned.Case.Meetings.NextOfGroup!;
        planned.Do(it => it.Meetings.CallOff(meeting.Number, " Ill ", On(2027, 3, 2, "ola")));
        Assert.Equal((MeetingStatus.CalledOff, "Ill", "ola", On(2027, 3, 2).At), (meeting.Status, meeting.Minutes, meeting.EnteredBy, meeting.EnteredAt!.Value));
        planned.Refuses(RefusalCodes.MeetingNotBooked, it => it.Meetings.CallOff(meeting.Number, "Again", On(2027, 3, 2)));
        planned.Refuses(RefusalCodes.MeetingNotBooked, it => it.Meetings.PutOnAgenda(meeting.Number, "The home", On(2027, 3, 2)));
    }

    [Fact]
    public void The_only_talk_that_is_booked_is_not_called_off()
    {
        var planned = Planned().Do(it => it.Meetings.Book(Next(MeetingKind.GroupMeeting, 2027, 3, 10), On(2027, 2, 20)));
        var talk = planned.Case.Meetings.NextWithPerson!.Number;
        planned.Refuses(RefusalCodes.MeetingIsOnlyTalk, it => it.Meetings.CallOff(talk, "Ill", On(2027, 3, 1)));

        planned.Do(it => it.Meetings.Book(Next(MeetingKind.Talk, 2027, 3, 3), On(2027, 3, 1)));
        planned.Do(it => it.Meetings.CallOff(talk, "Ill", On(2027, 3, 1)));
        Assert.Equal(new DateOnly(2027, 3, 3), Domain.Calendar.NorwegianTime.DateOf(planned.Case.Meetings.NextWithPerson!.PlannedAt!.Value));

        // Its day has passed: it is not the next any more, and can go.
        planned.Do(it => it.Meetings.CallOff(it.Meetings.NextWithPerson!.Number, "Nobody came", On(2027, 3, 4)));

        // Before arrival nothing is promised yet.
        Opened().Do(it => it.Meetings.Book(Next(MeetingKind.Talk, 2027, 1, 12), On(2027, 1, 6)))
            .Do(it => it.Meetings.CallOff(1, "Ill", On(2027, 1, 7)));
    }

    [Fact]
    public void A_talk_is_booked_as_the_one_that_comes_next()
    {
        Assert.Equal(MeetingKind.Talk, BookedAs(WithGroup(), 2027, 1, 22));
        Assert.Equal(MeetingKind.NeedsTalk, BookedAs(Arrived(), 2027, 2, 3));
        Assert.Equal(MeetingKind.PlanTalk, BookedAs(NeedsTalkDone(), 2027, 2, 9));
        Assert.Equal(MeetingKind.Talk, BookedAs(Planned(), 2027, 2, 20));

        static MeetingKind BookedAs(Given given, int year, int month, int day) =>
            given.Do(it => it.Meetings.Book(Next(MeetingKind.Talk, year, month, day), On(year, month, day - 1))).Case.Meetings.All[^1].Kind;
    }

    [Fact]
    public void What_was_put_on_an_agenda_by_hand_goes_to_the_next_meeting_when_its_own_is_called_off()
    {
        var planned = Planned().Do(it => it.Meetings.Book(Next(MeetingKind.GroupMeeting, 2027, 2, 25), On(2027, 2, 20)));
        var meeting = planned.Case.Meetings.NextOfGroup!.Number;
        planned.Refuses(RefusalCodes.TextMissing, it => it.Meetings.PutOnAgenda(meeting, " ", On(2027, 2, 20)));
        planned.Do(it => it.Meetings.PutOnAgenda(meeting, " Where he will live ", On(2027, 2, 20)));
        Assert.Equal("Where he will live", planned.Case.Agenda.Of(meeting).Single(item => item is { Topic: null, ChangeNumber: null }).Text);

        planned.Do(it => it.Meetings.CallOff(meeting, "Ill", On(2027, 2, 21)));
        Assert.Equal(planned.Case.Meetings.Next!.Number, planned.Case.Agenda.Open.Single(item => item.Text.Length > 0).MeetingNumber);
    }

    internal static RegularTalk Regular() => new() { Held = new Held(new DateOnly(2027, 3, 2), "kari"), StillHolds = true, Next = Next(MeetingKind.Talk, 2027, 3, 16) };
}
