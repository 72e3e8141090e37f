using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;
using Xunit;
using static ProcessAutomation.Domain.Tests.Cases.Given;

namespace ProcessAutomation.Domain.Tests.Corrections;

public sealed class CorrectionTests
{
    private const string Why = "Wrong day in the diary";

    [Fact]
    public void What_stood_there_what_stands_there_now_why_and_who_are_kept_and_the_change_is_logged()
    {
        var subject = Planned().Case;
        var logged = subject.Changes.All.Count;
        Assert.Empty(Correct(subject, CorrectableFacts.SummonedOn, null, " 2027-01-05 "));
        Assert.Equal(new DateOnly(2027, 1, 5), subject.SummonedOn);
        var made = Assert.Single(subject.Corrections.Made);
        Assert.Equal((CorrectableFacts.SummonedOn, "2027-01-04", "2027-01-05", Why, "lise"), (made.Fact, made.OldValue, made.NewValue, made.Reason, made.MadeBy));
        Assert.Equal(logged + 1, subject.Changes.All.Count);
        Assert.Equal(ChangeKind.FactCorrected, subject.Changes.All[^1].Kind);
    }

    [Fact]
    public void Every_fact_that_is_there_can_be_read_and_what_is_not_there_is_no_fact_to_correct()
    {
        var subject = HandedOver().Case;
        foreach (var fact in CorrectableFacts.All)
        {
            Assert.False(subject.Corrections.IsThere(fact.Key, fact.IsOfPart ? null : 1)); // a part where there is none, none where one is needed
            Assert.False(fact.IsOfPart && subject.Corrections.IsThere(fact.Key, 999));
            Assert.False(fact.IsOfPart && subject.Corrections.IsThere(fact.Key, 0));
            Assert.False(fact.IsOfPart && subject.Corrections.IsThere(fact.Key, -1));
        }

        Assert.False(subject.Corrections.IsThere("consent.answer", 1)); // decided anew, not corrected
        Assert.Equal([RefusalCodes.CorrectionFactUnknown], Correct(subject, "consent.answer", 1, "refused"));
        Assert.Equal([RefusalCodes.CorrectionPartUnknown], Correct(subject, CorrectableFacts.MeetingMinutes, 999, "x"));
        Assert.Equal("2027-01-20", subject.Corrections.ValueOf(CorrectableFacts.GroupEstablishedOn, null));
        Assert.Null(subject.Corrections.ValueOf(CorrectableFacts.NeedThread, 999));
    }

    [Theory]
    [InlineData(CorrectableFacts.SummonedOn, null, "2027-02-30", RefusalCodes.CorrectionNotADay)]
    [InlineData(CorrectableFacts.SummonedOn, null, "", RefusalCodes.TextMissing)]
    [InlineData(CorrectableFacts.SummonedOn, null, "2027-03-02", RefusalCodes.DateInFuture)]
    [InlineData(CorrectableFacts.SummonedOn, null, "2027-01-04", RefusalCodes.NothingChanged)]
    [InlineData(CorrectableFacts.SummonedBy, null, "pigeon", RefusalCodes.CorrectionNotAChoice)]
    [InlineData(CorrectableFacts.NeedAcute, 1, "perhaps", RefusalCodes.CorrectionNotAChoice)]
    [InlineData(CorrectableFacts.NeedThread, 1, "", RefusalCodes.NeedIncomplete)]
    [InlineData(CorrectableFacts.MemberEmail, 1, "no address", RefusalCodes.EmailInvalid)]
    [InlineData(CorrectableFacts.ConsentExplained, 1, " ", RefusalCodes.ConsentNotExplained)]
    [InlineData(CorrectableFacts.MeetingHeldBy, 1, "", RefusalCodes.HolderMissing)]
    [InlineData(CorrectableFacts.StartDate, null, "2027-09-01", RefusalCodes.CorrectionAfter)] // after the arrival that was held
    [InlineData(CorrectableFacts.StartDate, null, "0001-01-01", RefusalCodes.DateOutOfRange)]
    [InlineData(CorrectableFacts.ReleaseDate, null, "2027-02-01", RefusalCodes.ReleaseNotAfterStart)]
    [InlineData(CorrectableFacts.MeasureEndsOn, 1, "2027-02-28", RefusalCodes.EndsBeforeStart)]
    [InlineData(CorrectableFacts.MeasureTitle, 1, null, RefusalCodes.TextMissing)]
    [InlineData(CorrectableFacts.InputClosedOn, null, "2027-02-03", RefusalCodes.DateBefore)] // before the needs talk
    public void A_value_that_cannot_be_is_refused_and_changes_nothing(string fact, int? part, string? value, string code) =>
        Planned().Refuses(code, subject => subject.Corrections.Correct([new FactToCorrect(fact, part, value)], Why, null, On(2027, 3, 1, "lise")) is [var refusal, ..] ? refusal : null);

    [Fact]
    public void Without_a_reason_or_without_a_fact_nothing_is_corrected()
    {
        var subject = Planned().Case;
        Assert.Contains(RefusalCodes.ReasonMissing, Codes(subject.Corrections.Correct([], " ", null, On(2027, 3, 1))));
        Assert.Contains(RefusalCodes.NothingChanged, Codes(subject.Corrections.Correct([], Why, null, On(2027, 3, 1))));
        Assert.Equal(RefusalCodes.ReasonMissing, subject.Corrections.Reopen(Guid.Empty, null, "", On(2027, 3, 1))?.Code);
        Assert.Equal(RefusalCodes.NothingChanged, subject.Corrections.Answer(Guid.Empty, "{}", "{}", Why, On(2027, 3, 1))?.Code);
        Assert.Empty(subject.Corrections.Made);
    }

    [Fact]
    public void The_day_of_a_talk_takes_along_what_is_derived_from_it()
    {
        var subject = Planned().Case;
        var talk = subject.Meetings.All.Single(meeting => meeting.HeldOn == new DateOnly(2027, 2, 4));
        Assert.Empty(Correct(subject, CorrectableFacts.MeetingHeldOn, talk.Number, "2027-02-03"));
        Assert.Equal(new DateOnly(2027, 2, 3), subject.NeedsTalkHeldOn);
        Assert.Equal([RefusalCodes.CorrectionAfter], Correct(subject, CorrectableFacts.MeetingHeldOn, talk.Number, "2027-02-05")); // after consent was asked
    }

    [Fact]
    public void Several_facts_are_refused_each_under_its_place()
    {
        var refusals = Planned().Case.Corrections.Correct(
            [new FactToCorrect(CorrectableFacts.SummonedOn, null, "i går"), new FactToCorrect("unknown", null, "x"), new FactToCorrect(CorrectableFacts.NeedKnot, 999, "x")], Why, null, On(2027, 3, 1));
        Assert.Equal(
            [$"facts[0].value {RefusalCodes.CorrectionNotADay}", $"facts[1].value {RefusalCodes.CorrectionFactUnknown}", $"facts[2].value {RefusalCodes.CorrectionPartUnknown}"],
            refusals.Select(refusal => $"{refusal.Field} {refusal.Code}"));
    }

    [Fact]
    public void Refusals_say_which_of_the_facts_asked_for_they_are_about()
    {
        var refusals = Planned().Case.Corrections.Correct([new FactToCorrect(CorrectableFacts.SummonedOn, null, "2027-01-05"), new FactToCorrect("unknown", null, "x")], " ", null, On(2027, 3, 1));
        Assert.Equal([((int?)null, "reason"), (1, "facts[1].value")], refusals.Select(refusal => (refusal.Position, refusal.Field!)));
        Assert.Null(refusals[1].Under("value").Position);
    }

    [Fact]
    public void Who_was_left_out_of_a_meeting_is_entered_afterwards_by_the_rules_of_entering()
    {
        var meeting = new GroupMeeting { Held = new Held(new DateOnly(2027, 2, 1), "kari"), Attendees = [new Attendee(2, Presence.Present)] };
        var met = Arrived().Do(it => it.Meetings.HoldGroupMeeting(meeting, On(2027, 2, 1)))
            .Do(it => it.Measures.StartAcute(CourseMeasure() with { ProposalNumber = null, StartsOn = new DateOnly(2027, 2, 1), Answers = [1] }, On(2027, 2, 1)));
        var number = met.Case.Meetings.All.Single(held => held.Kind == MeetingKind.GroupMeeting).Number;
        Refused(RefusalCodes.ReasonMissing, new Attendee(1, Presence.Present), why: "");
        Refused(RefusalCodes.MeetingNotHeld, new Attendee(1, Presence.Present), at: number - 1);
        Refused(RefusalCodes.MemberUnknown, new Attendee(9, Presence.Present));
        Refused(RefusalCodes.AttendanceTwice, new Attendee(2, Presence.Absent, "Ill"));
        Refused(RefusalCodes.TextTooLong, new Attendee(1, Presence.Absent, new string('x', 1001)));
        Refused(RefusalCodes.DelivererNotAccountedFor, new Attendee(1, Presence.Absent)); // delivers a measure by now
        met.Do(it => it.Corrections.AddAttendance(number, new Attendee(1, Presence.Absent, "Ill"), Why, On(2027, 2, 5, "lise")));
        met.Do(it => it.Corrections.AddAttendance(number, new Attendee(null, Presence.Present), Why, On(2027, 2, 5, "lise")));
        Assert.Equal([(2, 1), (1, 2), ((int?)null, 3)], met.Case.Meetings.Attendance.Of(number).Select(line => (line.MemberNumber, line.Number)));
        Assert.Equal(
            [(CorrectableFacts.AttendancePresence, 2, "absent"), (CorrectableFacts.AttendanceReason, 2, "Ill"), (CorrectableFacts.AttendancePresence, 3, "present")],
            met.Case.Corrections.Made.Select(made => (made.Fact, made.Part!.Value, made.NewValue!)));
        Assert.All(met.Case.Corrections.Made, made => Assert.Equal(((string?)null, Why, "lise"), (made.OldValue, made.Reason, made.MadeBy)));
        Assert.Equal(2, met.Case.Changes.All.Count(change => change is { Kind: ChangeKind.FactCorrected, What: CorrectableFacts.AttendancePresence }));

        void Refused(string code, Attendee attendee, string why = Why, int? at = null) => met.Refuses(code, it => it.Corrections.AddAttendance(at ?? number, attendee, why, On(2027, 2, 5, "lise")));
    }

    private static IEnumerable<string> Correct(Domain.Cases.Case subject, string fact, int? part, string? value) =>
        Codes(subject.Corrections.Correct([new FactToCorrect(fact, part, value)], Why, null, On(2027, 3, 1, "lise")));

    private static IEnumerable<string> Codes(ImmutableArray<Refusal> refusals) => refusals.Select(refusal => refusal.Code);
}
