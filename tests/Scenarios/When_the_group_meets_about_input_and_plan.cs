using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class PresentationSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("4: input is presented in a meeting: it is asked for when the round begins, stands on its agenda when it is over, and the group gets its time; 5: the plan is on the next meeting's")]
    public async Task Input_is_presented_in_a_meeting_and_the_plan_in_the_next()
    {
        Undone.UnionWith(["agree-plan", "input-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-08 12:00");
        Assert.Equal(["2027-02-08 book-group-meeting contact-officer Completed"], await AllTasksAsync("book-group-meeting"));
        Assert.Equal(["2027-02-08 group-meeting-booked member 1", "2027-02-08 group-meeting-booked member 2", "2027-02-08 group-meeting-booked member 3", "2027-02-08 group-meeting-booked person"], await BookedAsync());
        var meeting = (await CaseAsync()).Meetings.NextOfGroup!;
        Assert.Equal([(AgendaTopic.Input, meeting.Number)], await TopicsAsync());
        Assert.Equal("2027-02-15", await DueAsync("input-meeting"));
        await GoOnAsync("2027-02-15 14:00");
        await CompleteAsync(Kari, "input-meeting", Given.GroupMeeting("2027-02-15", 1, 2, 3));
        Assert.Empty(await TopicsAsync());
        Assert.Equal(MeetingStatus.Held, (await CaseAsync()).Meetings.All[meeting.Number - 1].Status);

        // The plan waits for no meeting; when it is there, one is asked for.
        Undone.UnionWith(["book-group-meeting"]);
        Undone.Remove("agree-plan");
        await GoOnAsync("2027-02-15 15:00");
        Assert.Equal([(AgendaTopic.Plan, (int?)null)], await TopicsAsync());
        Assert.Contains("book-group-meeting contact-officer", await OpenTasksAsync());
        Assert.Equal("2027-02-17", await DueAsync("book-group-meeting"));
        await GoOnAsync("2027-02-19 12:00");
        Assert.Contains("2027-02-18 escalation user lise", await Line.NoticesAsync(CaseId));
        Undone.Clear();
        await GoOnAsync("2027-02-20 12:00");
        Assert.Equal([(AgendaTopic.Plan, (await CaseAsync()).Meetings.NextOfGroup!.Number)], await TopicsAsync());
        await GoOnAsync("2027-09-10 12:00");
        Assert.Empty(await TopicsAsync());
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4: a meeting is asked for when the round begins, within two working days; not when one is booked; a withdrawn consent takes the task back; nobody booked: asked again when the round is over")]
    public async Task The_meeting_about_the_input_is_asked_for_when_the_round_begins()
    {
        Undone.UnionWith(["give-input", "book-group-meeting", "internal-input", "agree-plan"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-08 12:00");
        Assert.Equal("2027-02-10", await DueAsync("book-group-meeting"));
        await DoneAsync(Keeping.WithdrawConsentAsync(CaseId, new Held(Today, "kari"), Kari, null, Cancel));
        Assert.Equal(["internal-input contact-officer"], await OpenTasksAsync());
        await GoOnAsync("2027-02-09 12:00");
        await DoneAsync(Keeping.DecideConsentAsync(CaseId, Domain.Consents.ConsentAnswer.Given, new Held(Today, "kari"), "Hvem som ser behovskartet.", Kari, null, Cancel));
        Assert.Single(await OpenTasksAsync(), "book-group-meeting contact-officer");
        await GoOnAsync("2027-02-12 12:00");
        Assert.Contains("2027-02-12 escalation user lise", await Line.NoticesAsync(CaseId));
        foreach (var viewer in new[] { Nina, Knut, Hanne })
            await CompleteAsync(viewer, "give-input", viewer == Nina ? Given.Input("Jobbkurs", "2027-02-22", 2) : Given.NothingToOffer());
        Assert.Equal(["agree-plan contact-officer", "book-group-meeting contact-officer"], await OpenTasksAsync());
        Assert.Equal("2027-02-16", await DueAsync("book-group-meeting")); // two working days once more
        await CompleteAsync(Kari, "book-group-meeting", Given.Booking("2027-02-18T13:00"));
        Assert.Equal([(AgendaTopic.Input, (await CaseAsync()).Meetings.NextOfGroup!.Number)], await TopicsAsync());
        Assert.Equal(["agree-plan contact-officer", "input-meeting contact-officer"], await OpenTasksAsync());
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4 and 5 when time is short: the plan is made before the meeting; the task of the meeting is withdrawn, and one meeting presents both")]
    public async Task A_plan_made_before_the_meeting_is_presented_in_it_with_the_input()
    {
        Undone.UnionWith(["agree-plan", "input-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        Undone.Remove("agree-plan");
        await GoOnAsync("2027-02-10 12:00");
        Assert.Equal(["2027-02-08 input-meeting contact-officer Cancelled"], await AllTasksAsync("input-meeting"));
        Assert.Single(await AllTasksAsync("book-group-meeting")); // one is booked
        var meeting = (await CaseAsync()).Meetings.NextOfGroup!.Number;
        Assert.Equal([(AgendaTopic.Input, meeting), (AgendaTopic.Plan, meeting)], await TopicsAsync());
        await UntilAsync("2027-02-15 14:00");
        await CompleteAsync(Kari, "group-meeting", Given.GroupMeeting("2027-02-15", [.. (await CaseAsync()).Measures.ActiveDeliverers]));
        Assert.Empty(await TopicsAsync());
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("4 and 5 without consent: nothing is presented and no meeting is asked for; a later yes asks for one")]
    public async Task Without_consent_no_meeting_is_asked_for_until_the_person_says_yes()
    {
        ConsentAnswer = "refused";
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        Assert.Empty(await AllTasksAsync("book-group-meeting"));
        Assert.Empty((await CaseAsync()).Agenda.OpenTopics);
        Undone.UnionWith(["book-group-meeting"]);
        await DoneAsync(Keeping.DecideConsentAsync(CaseId, Domain.Consents.ConsentAnswer.Given, new Held(Today, "kari"), "Hvem som ser behovskartet.", Kari, null, Cancel));
        await GoOnAsync("2027-03-10 12:00");
        Assert.Contains("book-group-meeting contact-officer", await OpenTasksAsync());
        Assert.Contains((AgendaTopic.Plan, (int?)null), await TopicsAsync());
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("a meeting of the group cannot be booked without a time, nor in the past")]
    public async Task A_meeting_without_a_time_is_refused()
    {
        Undone.UnionWith(["agree-plan", "book-group-meeting"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00");
        var none = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "book-group-meeting", new JsonObject()));
        Assert.Equal(("nextMeeting", RefusalCodes.GroupMeetingWithoutTime), (Assert.Single(none.Refusals).Field, none.Refusals[0].Code));
        var past = Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "book-group-meeting", Given.Booking("2027-02-01T10:00")));
        Assert.Equal(("nextMeeting", RefusalCodes.MeetingNotInFuture), (Assert.Single(past.Refusals).Field, past.Refusals[0].Code));
    }

    private async Task<(AgendaTopic Topic, int? Meeting)[]> TopicsAsync() => [.. (await CaseAsync()).Agenda.Open.Where(item => item.Topic is not null).Select(item => (item.Topic!.Value, item.MeetingNumber))];

    private async Task<string[]> BookedAsync() => [.. (await Line.NoticesAsync(CaseId)).Where(notice => notice.Contains(" group-meeting-booked ", StringComparison.Ordinal))];
}

public sealed class PresentationOnSqlite(SqliteTestDatabase database) : PresentationSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class PresentationOnPostgres(PostgresTestDatabase database) : PresentationSuite(database), IClassFixture<PostgresTestDatabase>;
