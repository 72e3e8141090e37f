using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class WholeWaySuite(TestDatabase database) : ProcessSuite(database)
{
    // Written from the table of the process, not from a run.
    private static readonly string[] ExpectedNotices =
    [
        "2027-01-20 summons person",
        "2027-02-10 duty-release-date member 1",
        "2027-02-10 duty-release-date member 2",
        "2027-02-10 duty-release-date member 3",
        "2027-02-10 duty-release-date person",
        "2027-02-10 group-invitation member 1",
        "2027-02-10 group-invitation member 2",
        "2027-02-10 group-invitation member 3",
        "2027-03-01 reminder user kari",
        "2027-03-02 meeting-booked person",
        "2027-03-05 group-meeting-booked member 1",
        "2027-03-05 group-meeting-booked member 2",
        "2027-03-05 group-meeting-booked member 3",
        "2027-03-05 group-meeting-booked person",
        "2027-03-05 input-requested member 1",
        "2027-03-05 input-requested member 2",
        "2027-03-05 input-requested member 3",
        "2027-03-10 reminder user hanne",
        "2027-03-15 group-meeting-booked member 1",
        "2027-03-15 group-meeting-booked member 2",
        "2027-03-15 group-meeting-booked member 3",
        "2027-03-15 group-meeting-booked person",
        "2027-03-15 meeting-booked person",
        "2027-03-15 plan-informed member 1",
        "2027-03-15 plan-informed member 2",
        "2027-03-15 plan-informed member 3",
        "2027-03-24 meeting-booked person",
        "2027-04-02 meeting-booked person",
        "2027-04-13 meeting-booked person",
        "2027-04-20 handover-invitation member 2",
        "2027-04-23 meeting-booked person",
        "2027-05-04 meeting-booked person",
        "2027-05-14 meeting-booked person",
        "2027-05-21 farewell person",
    ];

    [Fact]
    public async Task One_person_goes_the_whole_way_and_nothing_is_left_open()
    {
        await OpenCaseAsync("2027-03-02", "2027-05-31", contactOfficer: null);
        await CompleteAsync(Lise, "name-contact-officer", Given.Officer("kari"));
        await UntilAsync("2027-01-20 10:00");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-20"));
        await UntilAsync("2027-02-10 10:00");
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-02-10"));
        await UntilAsync("2027-03-02 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-03-02", "2027-03-05T10:00"));
        await UntilAsync("2027-03-05 11:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-03-05", "given"));
        await MakePlanAsync();
        await CarryOutAsync();
        await HandOverAsync();

        Assert.Equal(CaseStatus.Closed, (await CaseAsync()).Status);
        Assert.Empty(await OpenTasksAsync());
        Assert.Equal(ExpectedNotices, await Line.NoticesAsync(CaseId));
        await UntilAsync("2027-12-31 12:00");
        Assert.Equal(ExpectedNotices, await Line.NoticesAsync(CaseId));
        Assert.Null(await Store.NextDueAsync(Cancel));
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    private async Task MakePlanAsync()
    {
        Assert.Equal(["book-group-meeting contact-officer", "give-input member:health", "give-input member:municipality", "give-input member:nav"], await OpenTasksAsync());
        await CompleteAsync(Kari, "book-group-meeting", Given.Booking("2027-03-12T13:00"));
        await UntilAsync("2027-03-08 10:00");
        await CompleteAsync(Nina, "give-input", Given.Input("Jobbkurs", "2027-03-22", 2));
        await UntilAsync("2027-03-09 10:00");
        await CompleteAsync(Knut, "give-input", Given.Input("Boligveiledning", "2027-03-29", 3));
        await UntilAsync("2027-03-11 10:00");
        await CompleteAsync(Hanne, "give-input", Given.NothingToOffer());
        Assert.Equal(["agree-plan contact-officer", "input-meeting contact-officer"], await OpenTasksAsync());
        await UntilAsync("2027-03-12 14:00");
        await CompleteAsync(Kari, "input-meeting", Given.GroupMeeting("2027-03-12", 1, 2, 3));
        await UntilAsync("2027-03-15 10:00");
        await CompleteAsync(Kari, "agree-plan", Given.Plan("2027-03-15", "2027-03-24T10:00", 1, 2));
        Assert.Equal(["book-group-meeting contact-officer", "group-meeting contact-officer", "progress-talk contact-officer"], await OpenTasksAsync());
        await CompleteAsync(Kari, "book-group-meeting", Given.Booking("2027-05-03T13:00"));
    }

    private async Task CarryOutAsync()
    {
        var keeping = Services.GetRequiredService<CaseKeeping>();
        await TalkAsync("2027-03-24", "2027-04-02");
        await LogAsync(keeping, 1, "2027-03-24");
        await TalkAsync("2027-04-02", "2027-04-13");
        await LogAsync(keeping, 1, "2027-04-06");
        await UntilAsync("2027-04-12 09:00"); // the municipality should have begun on 29 March and has said nothing for 14 days
        Assert.Contains("silent-measure contact-officer", await OpenTasksAsync());
        await UntilAsync("2027-04-13 10:00");
        await CompleteAsync(Kari, "silent-measure", Given.Silence("2027-04-13", 2));
        await CompleteAsync(Kari, "progress-talk", Given.Talk("2027-04-13", "2027-04-23T10:00"));
        await LogAsync(keeping, 1, "2027-04-19");
    }

    private async Task HandOverAsync()
    {
        var keeping = Services.GetRequiredService<CaseKeeping>();
        await UntilAsync("2027-04-19 13:00"); // 42 days before the release
        Assert.Contains("begin-handover contact-officer", await OpenTasksAsync());
        await UntilAsync("2027-04-20 10:00");
        await CompleteAsync(Kari, "begin-handover", Given.Handover("release", "Grünerløkka", "contact-officer", member: 2));
        await TalkAsync("2027-04-23", "2027-05-04");
        await LogAsync(keeping, 2, "2027-04-23");
        await LogAsync(keeping, 1, "2027-04-30");
        await UntilAsync("2027-05-03 14:00");
        await CompleteAsync(Kari, "group-meeting", Given.GroupMeeting("2027-05-03", 1, 2));
        await TalkAsync("2027-05-04", "2027-05-14");
        await UntilAsync("2027-05-06 10:00");
        await LogAsync(keeping, 2, "2027-05-06");
        var refused = Assert.IsType<Activities.Tasks.TaskResult.Refused>(await TryCompleteAsync(Kari, "farewell", Given.Farewell("2027-05-06")));
        Assert.Equal("farewell.open-handover", Assert.Single(refused.Refusals).Code);
        await CompleteAsync(Knut, "confirm-handover", Given.TakeOver(1, "2027-05-06"));
        await LogAsync(keeping, 1, "2027-05-13");
        await TalkAsync("2027-05-14", "2027-05-24");
        await UntilAsync("2027-05-19 10:00");
        await LogAsync(keeping, 2, "2027-05-19");
        await CompleteAsync(Kari, "complete-handover", Given.HandedOver("2027-05-19", 8));
        await UntilAsync("2027-05-21 10:00");
        await CompleteAsync(Kari, "farewell", Given.Farewell("2027-05-21"));
    }

    private async Task TalkAsync(string day, string next)
    {
        await UntilAsync($"{day} 10:00");
        await CompleteAsync(Kari, "progress-talk", Given.Talk(day, $"{next}T10:00"));
    }

    private async Task LogAsync(CaseKeeping keeping, int measure, string day)
    {
        await UntilAsync($"{day} 12:00");
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.IsType<CaseResult.Done>(await keeping.DocumentMeasureAsync(CaseId, measure, on, "Møtte som avtalt.", measure == 1 ? Nina : Knut, null, Cancel));
    }
}

public sealed class WholeWayOnSqlite(SqliteTestDatabase database) : WholeWaySuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class WholeWayOnPostgres(PostgresTestDatabase database) : WholeWaySuite(database), IClassFixture<PostgresTestDatabase>;
