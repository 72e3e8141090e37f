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
        planned.Refuses(RefusalCodes.MeetingNotBooked, it => it.Meetings.CallOff(1, "Reason"));
        planned.Refuses(RefusalCodes.ReasonMissing, it => it.Meetings.CallOff(it.Meetings.Next!.Number, " "));
        planned.Do(it => it.Meetings.CallOff(it.Meetings.Next!.Number, "Ill"));
        Assert.False(planned.Case.Facts.HasNextMeeting);
    }

    internal static RegularTalk Regular() => new() { Held = new Held(new DateOnly(2027, 3, 2), "kari"), StillHolds = true, Next = Next(MeetingKind.Talk, 2027, 3, 16) };
}
