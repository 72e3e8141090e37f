using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class MissedDeadlineSuite(TestDatabase database) : ProcessSuite(database)
{
    [Fact]
    public async Task Every_rung_of_the_summons_goes_out_once_and_the_task_stays_open()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        await UntilAsync("2027-02-20 12:00");
        Assert.Equal(
            [
                "2027-01-26 reminder user kari", // seven days before 2 February, which is 28 days before the start
                "2027-01-31 reminder user kari", // two days before
                "2027-02-03 escalation user lise", // the morning after
                "2027-02-18 reminder user kari", // the group: three working days before 23 February
            ],
            await Line.NoticesAsync(CaseId));
        Assert.Contains("summons contact-officer", await OpenTasksAsync());
        await CompleteAsync(Kari, "summons", Given.Summons("2027-02-20"));
        await UntilAsync("2027-02-22 12:00");
        Assert.DoesNotContain("summons contact-officer", await OpenTasksAsync());
    }

    [Fact]
    public async Task After_a_long_stop_only_the_highest_overdue_rung_goes_out()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        Assert.True(await Clock.SetAsync(At("2027-02-10 12:00"), Cancel)); // nothing ran in between
        await UntilAsync("2027-02-10 12:01");
        Assert.Equal(["2027-02-10 escalation user lise"], await Line.NoticesAsync(CaseId));
    }

    [Fact]
    public async Task A_case_that_begins_late_asks_at_once_and_gives_a_day_before_it_escalates()
    {
        await OpenCaseAsync("2027-01-11", "2027-09-01"); // a week away: the summons should have gone four weeks ago
        Assert.Empty(await Line.NoticesAsync(CaseId));
        await UntilAsync("2027-01-05 07:00");
        Assert.Empty(await Line.NoticesAsync(CaseId));
        await UntilAsync("2027-01-05 09:00");
        // The group was due on 4 January itself, five working days before the start.
        Assert.Equal(["2027-01-05 escalation user lise", "2027-01-05 escalation user lise"], await Line.NoticesAsync(CaseId));
    }

    [Fact]
    public async Task A_person_who_arrives_without_a_summons_is_received_all_the_same()
    {
        await OpenCaseAsync("2027-01-11", null);
        await CompleteAsync(Kari, "establish-group", Given.Group("2027-01-04"));
        await UntilAsync("2027-01-11 10:00");
        await CompleteAsync(Kari, "arrival", Given.Arrival("2027-01-11", "2027-01-13T10:00"));
        Assert.Equal(["needs-talk contact-officer"], await OpenTasksAsync());
    }

    [Fact]
    public async Task Who_has_not_named_a_contact_officer_is_not_the_one_it_is_escalated_to()
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            database.Add(new Unit("ost", "Region øst", UnitKind.Region, null, "rolf"));
            database.Add(new Unit("ringerike", "Ringerike fengsel", UnitKind.Prison, "ost", "lise"));
            database.Add(new UserAccount("rolf", "Rolf Nordmann", [UserRoles.UnitLeader], "ost", null, "rolf@example.org"));
            await database.SaveChangesAsync(Cancel);
        }

        await OpenAtAsync("ringerike");
        await UntilAsync("2027-01-07 12:00"); // two working days, and the morning after
        Assert.Equal(["2027-01-05 reminder user lise", "2027-01-07 escalation user rolf"], await Line.NoticesAsync(CaseId));
        await using var reading = Services.CreateAsyncScope();
        var told = await reading.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.SingleAsync(row => row.CaseId == CaseId && row.Payload.Contains("escalation"), Cancel);
        Assert.Equal("region-leader", NoticePayload.Read(told.Payload).AsRole);
    }

    [Fact]
    public async Task Where_nobody_leads_the_region_the_administrators_are_told()
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            database.Add(new UserAccount("anne", "Anne Nordmann", [UserRoles.Administrator], null, null, "anne@example.org"));
            database.Add(new UserAccount("eva", "Eva Nordmann", [UserRoles.ProcessOwner], null, null, "eva@example.org"));
            await database.SaveChangesAsync(Cancel);
        }

        await OpenAtAsync("oslo");
        await UntilAsync("2027-01-07 12:00");
        Assert.Equal(["2027-01-05 reminder user lise", "2027-01-07 escalation user anne"], await Line.NoticesAsync(CaseId));
    }

    [Fact]
    public async Task A_leader_who_has_taken_a_task_over_is_not_told_of_themselves()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        await using (var scope = Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            database.Add(new UserAccount("anne", "Anne Nordmann", [UserRoles.Administrator], null, null, "anne@example.org"));
            await database.SaveChangesAsync(Cancel);
        }

        var task = await TaskAsync(Kari, "summons");
        Assert.IsType<TaskResult.Done>(await Services.GetRequiredService<TaskMoves>().HandOverAsync(task.Id, "lise", "Tar den selv", Lise, null, Cancel));
        await UntilAsync("2027-02-03 12:00");
        Assert.Equal(["2027-01-26 reminder user lise", "2027-01-31 reminder user lise", "2027-02-03 escalation user anne"], await Line.NoticesAsync(CaseId));
    }

    [Fact]
    public async Task A_notice_that_never_arrived_is_reminded_of_and_escalated_and_stays_open_when_nobody_acts()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var notice = new Guid("0197a000-0000-7000-8000-00000000000a");
        await Services.GetRequiredService<WorkflowRuntime>().ExecuteAsync((unit, _) =>
        {
            unit.Start(new StartRequest
            {
                DefinitionId = SideFlows.UndeliveredNotice,
                CorrelationId = CaseId.ToString("D"),
                Input = new Dictionary<string, object?> { ["Notice"] = notice.ToString("D"), ["Code"] = "smtp.550", ["Attempts"] = 3 },
            });
            return ValueTask.FromResult(true);
        }, Cancel);
        var task = await TaskAsync(Kari, UndeliveredTask.Step);
        Assert.Equal((notice, "Et varsel kom ikke fram", 1), (task.Id, task.Title, task.Priority));
        Assert.Contains("3 forsøk: smtp.550", task.Text, StringComparison.Ordinal);
        Assert.Equal(At("2027-01-07 00:00"), task.DueAt); // two working days
        await UntilAsync("2027-01-08 12:00");
        Assert.Equal(["2027-01-05 reminder user kari", "2027-01-07 escalation user lise"], await Line.NoticesAsync(CaseId));
        await CompleteAsync(Kari, UndeliveredTask.Step, []);
        Assert.Equal("none", await Line.IncidentsAsync());
    }

    [Fact]
    public async Task Of_two_who_complete_a_task_one_is_told_who_was_first()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var desk = Services.GetRequiredService<TaskDesk>();
        var task = await TaskAsync(Kari, "summons");
        var completion = new TaskCompletion { TaskId = task.Id, Viewer = Kari, Answers = Given.Summons("2027-01-04") };
        var results = await Task.WhenAll(desk.CompleteAsync(completion, Cancel), desk.CompleteAsync(completion with { Viewer = Ola, Answers = Given.Summons("2027-01-04") }, Cancel));
        Assert.Single(results.OfType<TaskResult.Done>());
        var told = Assert.Single(results.OfType<TaskResult.Taken>());
        Assert.Equal(HumanTaskStatus.Completed, told.Status);
        Assert.Contains(told.By, (string[])["kari", "ola"]);
        await UntilAsync("2027-01-04 10:00");
        Assert.Equal(["2027-01-04 summons person"], await Line.NoticesAsync(CaseId));
    }

    [Fact]
    public async Task Somebody_elses_task_and_an_unknown_one_are_not_found_and_a_claimed_one_says_by_whom()
    {
        await OpenCaseAsync("2027-03-02", "2027-09-01");
        var desk = Services.GetRequiredService<TaskDesk>();
        var task = await TaskAsync(Kari, "summons");
        Assert.IsType<TaskResult.NotFound>(await desk.ClaimAsync(task.Id, Nina, null, Cancel));
        Assert.IsType<TaskResult.NotFound>(await desk.ClaimAsync(Guid.Empty, Kari, null, Cancel));
        var claimed = Assert.IsType<TaskResult.Done>(await desk.ClaimAsync(task.Id, Kari, task.Version, Cancel));
        Assert.Equal("kari", Assert.IsType<TaskResult.Taken>(await desk.ClaimAsync(task.Id, Ola, null, Cancel)).By);
        Assert.Equal(claimed.Task.Version, Assert.IsType<TaskResult.Stale>(await desk.ReleaseAsync(task.Id, Kari, task.Version, Cancel)).Version);
        Assert.IsType<TaskResult.Done>(await desk.ReleaseAsync(task.Id, Kari, claimed.Task.Version, Cancel));
        Assert.IsType<TaskResult.Done>(await desk.ClaimAsync(task.Id, Ola, null, Cancel));
    }

    private async Task OpenAtAsync(string unit)
    {
        var result = await Services.GetRequiredService<CaseDesk>().OpenAsync(new CaseToOpen
        {
            Person = new NewPerson { NationalNumber = SyntheticPerson.Number, GivenName = "Test", FamilyName = "Testesen", Email = "person@example.org" },
            UnitId = unit,
            StartDate = new DateOnly(2027, 6, 1),
            ReleaseDate = new DateOnly(2027, 12, 1),
        }, new Viewer("lise", [UserRoles.UnitLeader], [unit]), Cancel);
        CaseId = Assert.IsType<CaseResult.Done>(result).CaseId;
        await Services.GetRequiredService<EngineStepper>().UntilQuietAsync(Cancel);
    }
}

public sealed class MissedDeadlineOnSqlite(SqliteTestDatabase database) : MissedDeadlineSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class MissedDeadlineOnPostgres(PostgresTestDatabase database) : MissedDeadlineSuite(database), IClassFixture<PostgresTestDatabase>;
