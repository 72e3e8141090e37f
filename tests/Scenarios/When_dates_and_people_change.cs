using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class ChangeSuite(TestDatabase database) : ProcessSuite(database)
{
    [Fact]
    public async Task A_release_that_moves_takes_its_deadlines_along_and_everybody_is_told_again()
    {
        await UntilPlanAsync("2027-09-01");
        var before = await Line.NoticesAsync(CaseId);
        var desk = Services.GetRequiredService<CaseDateDesk>();
        Assert.IsType<CaseResult.Done>(await desk.ChangeAsync(CaseId, new DatesToChange { ReleaseDate = new DateOnly(2027, 5, 3) }, Kari, null, Cancel));
        Assert.Equal(
            ["2027-03-08 duty-release-date member 1", "2027-03-08 duty-release-date member 2", "2027-03-08 duty-release-date member 3", "2027-03-08 duty-release-date person"],
            (await Line.NoticesAsync(CaseId)).Except(before));
        await UntilAsync("2027-03-21 12:00");
        Assert.DoesNotContain("begin-handover contact-officer", await OpenTasksAsync());
        await UntilAsync("2027-03-22 12:00"); // 42 days before 3 May; before 1 September it would be 21 July
        Assert.Contains("begin-handover contact-officer", await OpenTasksAsync());
        await CompleteAsync(Kari, "begin-handover", Given.Handover("release", "Grünerløkka", "contact-officer", member: 2));
        Assert.Equal(new DateOnly(2027, 5, 2), DueOn(await TaskAsync(Kari, "farewell")));

        // Three weeks later after all: the open tasks follow.
        Assert.IsType<CaseResult.Done>(await desk.ChangeAsync(CaseId, new DatesToChange { ReleaseDate = new DateOnly(2027, 5, 24) }, Kari, null, Cancel));
        Assert.Equal(new DateOnly(2027, 5, 23), DueOn(await TaskAsync(Kari, "farewell")));
        Assert.Equal(new DateOnly(2027, 5, 10), DueOn(await TaskAsync(Knut, "confirm-handover")));
        var refused = Assert.IsType<CaseResult.Refused>(await desk.ChangeAsync(CaseId, new DatesToChange { ReleaseDate = new DateOnly(2027, 1, 1), StartDate = new DateOnly(2027, 4, 1) }, Kari, null, Cancel));
        Assert.Equal(2, refused.Refusals.Length);
    }

    [Fact]
    public async Task A_new_contact_officer_inherits_the_tasks_and_nobody_leaves_without_an_overlap()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var tasks = Services.GetRequiredService<TaskDesk>();
        var roles = Services.GetRequiredService<CaseRoleDesk>();
        var summons = await TaskAsync(Kari, "summons");
        Assert.IsType<TaskResult.Done>(await tasks.ClaimAsync(summons.Id, Kari, null, Cancel));
        Assert.IsType<CaseResult.Refused>(await roles.NameAsync(CaseId, CaseRoles.ContactOfficer, "ola", Lise, null, Cancel));
        var unknown = Assert.IsType<CaseResult.Refused>(await roles.ReplaceAsync(CaseId, CaseRoles.ContactOfficer, "nobody", null, Lise, null, Cancel));
        Assert.Equal("user.missing", Assert.Single(unknown.Refusals).Code);
        Assert.IsType<CaseResult.Done>(await roles.ReplaceAsync(CaseId, CaseRoles.ContactOfficer, "ola", null, Lise, null, Cancel));
        Assert.Equal("kari", (await CaseAsync()).Roles.ContactOfficer); // they overlap until needs and plan are gone through
        Assert.IsType<CaseResult.Done>(await roles.ReplaceAsync(CaseId, CaseRoles.ContactOfficer, "ola", new DateOnly(2027, 1, 4), Lise, null, Cancel));
        Assert.Equal("ola", (await CaseAsync()).Roles.ContactOfficer);
        Assert.Null((await TaskAsync(Ola, "summons")).ClaimedBy);
        await Assert.ThrowsAsync<InvalidOperationException>(() => TaskAsync(Kari, "summons"));
        await CompleteAsync(Ola, "summons", Given.Summons("2027-01-04"));
        await UntilAsync("2027-02-18 12:00"); // the reminder for the group goes to who has the role then
        Assert.Contains("2027-02-18 reminder user ola", await Line.NoticesAsync(CaseId));
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.EndsWith("user kari", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_goes_on_after_a_transfer_and_waits_for_the_release()
    {
        await UntilPlanAsync("2027-12-01");
        var dates = Services.GetRequiredService<CaseDateDesk>();
        Assert.IsType<CaseResult.Done>(await dates.ChangeAsync(CaseId, new DatesToChange { TransferDate = new DateOnly(2027, 4, 15) }, Kari, null, Cancel));
        await UntilAsync("2027-03-09 10:00"); // less than 42 days away: at once
        await CompleteAsync(Kari, "begin-handover", Given.Handover("other-unit", "bergen", "contact-officer", member: null, userId: "ola"));
        Assert.Equal(TransitionKind.OtherUnit, (await CaseAsync()).Handovers.Open!.Kind);
        await UntilAsync("2027-03-10 10:00");
        await CompleteAsync(Ola, "confirm-handover", Given.TakeOver(1, "2027-03-10"));
        await CompleteAsync(Kari, "complete-handover", Given.HandedOver("2027-03-10", 5));
        Assert.Equal("oslo", (await CaseAsync()).UnitId);
        Assert.Equal(new DateOnly(2027, 4, 14), DueOn(await TaskAsync(Kari, "farewell"))); // by who has had the case here, before the transfer
        await CompleteAsync(Kari, "farewell", Given.Farewell("2027-03-10"));
        Assert.Equal("bergen", (await CaseAsync()).UnitId);
        Assert.Equal(CaseStatus.Open, (await CaseAsync()).Status);
        Assert.Equal(["book-group-meeting contact-officer", "group-meeting contact-officer", "progress-talk contact-officer"], await OpenTasksAsync());
        await UntilAsync("2027-10-20 12:00"); // 42 days before the release
        Assert.Contains("begin-handover contact-officer", await OpenTasksAsync());
    }

    [Fact]
    public async Task Somebody_may_take_the_responsibility_in_writing_for_a_handover_that_is_open()
    {
        await UntilPlanAsync("2027-04-12");
        await UntilAsync("2027-03-09 10:00");
        await CompleteAsync(Kari, "begin-handover", Given.Handover("release", "Grünerløkka", "contact-officer", member: 2));
        Assert.IsType<TaskResult.Refused>(await TryCompleteAsync(Kari, "farewell", Given.Farewell("2027-03-09")));
        await CompleteAsync(Kari, "farewell", Given.Farewell("2027-03-09", takenBy: "Lise Nordmann, enhetsleder"));
        Assert.Equal(CaseStatus.Closed, (await CaseAsync()).Status);
        Assert.Empty(await OpenTasksAsync());
    }

    private async Task UntilPlanAsync(string releaseDate)
    {
        await OpenCaseAsync("2027-03-01", releaseDate);
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await UntilAsync("2027-03-01 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-03-01", "2027-03-04T10:00"));
        await UntilAsync("2027-03-05 10:00");
        await CompleteAsync(Kari, "needs-talk", Given.NeedsTalk("2027-03-05"));
        await CompleteAsync(Kari, "consent", Given.Consent("2027-03-05", "given"));
        await CompleteAsync(Nina, "give-input", Given.NothingToOffer());
        await CompleteAsync(Knut, "give-input", Given.NothingToOffer());
        await CompleteAsync(Hanne, "give-input", Given.NothingToOffer());
        await UntilAsync("2027-03-08 10:00");
        await CompleteAsync(Kari, "agree-plan", Given.Plan("2027-03-08", "2027-03-18T10:00"));
    }

    private static DateOnly DueOn(Engine.HumanTasks.HumanTask task) => NorwegianTime.DateOf(task.DueAt!.Value).AddDays(-1);
}

public sealed class ChangeOnSqlite(SqliteTestDatabase database) : ChangeSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ChangeOnPostgres(PostgresTestDatabase database) : ChangeSuite(database), IClassFixture<PostgresTestDatabase>;
