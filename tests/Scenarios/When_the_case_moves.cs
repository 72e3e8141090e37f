using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class MoveSuite(TestDatabase database) : LifeSuite(database)
{
    [Fact]
    [Shows("transfers: to another unit while the group gives input (4); 4 and 5 go on there; the case ends with the release's handover")]
    public async Task A_transfer_in_the_middle_of_the_plan_phase_asks_nobody_twice()
    {
        Undone.UnionWith(["give-input"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-02-09 12:00"); // the talk and the consent are a day old; input is asked for
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 2, 12) });
        await GoOnAsync("2027-02-10 12:00"); // and handed over at once, with the farewell two days before its deadline
        Assert.Equal("bergen", (await CaseAsync()).UnitId);
        Assert.Equal("ola", (await CaseAsync()).Roles.ContactOfficer);
        Undone.Clear();
        await GoOnAsync("2027-03-01 12:00");
        Assert.Equal(3, (await AllTasksAsync("give-input")).Length);
        Assert.All(await AllTasksAsync("give-input"), task => Assert.EndsWith("Completed", task, StringComparison.Ordinal));
        Assert.Equal(["2027-02-10 agree-plan contact-officer Completed"], await AllTasksAsync("agree-plan"));
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal([TransitionKind.OtherUnit, TransitionKind.Release], (await CaseAsync()).Handovers.All.Select(handover => handover.Kind));
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Theory]
    [InlineData("probation", TransitionKind.Probation, 6)]
    [InlineData("probation-em", TransitionKind.ProbationWithMonitoring, 8)]
    [Shows("transfers: to probation, without and with electronic monitoring, each with its checklist; then the release")]
    public async Task A_transfer_to_probation_goes_on_there_to_the_release(string kind, TransitionKind expected, int items)
    {
        Receiver = (kind, "oslo-friomsorg", "siv");
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 5, 3) });
        await GoOnAsync("2027-05-04 12:00");
        var subject = await CaseAsync();
        Assert.Equal(("oslo-friomsorg", "siv"), (subject.UnitId, subject.Roles.ContactOfficer));
        Assert.Equal((expected, items), (subject.Handovers.All[0].Kind, subject.Handovers.ChecklistOf(1).Count()));
        Assert.Equal(4, (await Line.NoticesAsync(CaseId)).Count(notice => notice.Contains(" duty-transfer ", StringComparison.Ordinal)));
        await GoOnAsync("2027-09-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("a planned transfer is called off: the handover's tasks are withdrawn, the case stays, the release's handover comes in its time")]
    public async Task A_transfer_that_is_called_off_leaves_nothing_open()
    {
        Undone.UnionWith(["confirm-handover"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 3, 15) });
        await GoOnAsync("2027-03-02 12:00");
        Assert.Contains("confirm-handover ola", await OpenTasksAsync());
        await MoveAsync(new DatesToChange { IsTransferCalledOff = true });
        Assert.Null((await CaseAsync()).Handovers.Open);
        Assert.DoesNotContain(await OpenTasksAsync(), task => task.Contains("handover", StringComparison.Ordinal) || task.StartsWith("farewell", StringComparison.Ordinal));
        Undone.Clear();
        await GoOnAsync("2027-07-20 12:00");
        Assert.Single(await AllTasksAsync("confirm-handover"));
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal("oslo", (await CaseAsync()).UnitId);
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Shows("a planned transfer is called off before anybody has begun the handover: the task to begin it ends by itself and its history says why; 7 comes again for the release")]
    public async Task A_transfer_that_is_called_off_before_it_was_begun_takes_the_task_back(bool isPaused)
    {
        Undone.UnionWith(["begin-handover"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 3, 15) });
        await GoOnAsync("2027-03-02 12:00");
        var task = await TaskAsync(Kari, "begin-handover");
        if (isPaused)
            await DoneAsync(Keeping.PauseAsync(CaseId, "Sykehus", Lise, null, Cancel));
        await MoveAsync(new DatesToChange { IsTransferCalledOff = true });
        Assert.DoesNotContain("begin-handover contact-officer", await OpenTasksAsync());
        await using (var scope = Services.CreateAsyncScope())
        {
            var story = (await scope.ServiceProvider.GetRequiredService<TaskStory>().OpenAsync(task.Id, Kari, TaskStory.Audit, Cancel))!.Value;
            Assert.Equal("handover.called-off", Assert.Single(story, line => line.What == HistoryLine.Cancelled).Text);
        }

        if (isPaused)
            await DoneAsync(Keeping.ResumeAsync(CaseId, Lise, null, Cancel));
        Undone.Clear();
        await GoOnAsync("2027-07-20 12:00");
        Assert.Empty((await AllTasksAsync("begin-handover"))[1..]);
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal(2, (await AllTasksAsync("begin-handover")).Length);
        Assert.Equal([TransitionKind.Release], (await CaseAsync()).Handovers.All.Select(handover => handover.Kind));
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("8: somebody takes the responsibility in writing while a transfer is open: it takes effect so, and 7 and 8 are not asked again for it; the release's come in their time")]
    public async Task What_was_taken_over_in_writing_is_not_asked_for_again()
    {
        Undone.UnionWith(["confirm-handover"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 3, 15) });
        await GoOnAsync("2027-03-12 12:00"); // the officer in Bergen has joined, and has not confirmed
        await CompleteAsync(Kari, "farewell", Given.Farewell("2027-03-12", "Enhetsleder i Bergen"));
        var subject = await CaseAsync();
        Assert.Equal(("bergen", "ola", TransitionStatus.TakenInWriting), (subject.UnitId, subject.Roles.ContactOfficer, subject.Handovers.All[0].Status));
        Assert.Null(subject.TransferDate);
        Assert.Null(subject.Handovers.All[0].ConfirmedOn); // nobody has confirmed: somebody has signed
        Undone.Clear();
        await GoOnAsync("2027-07-15 12:00");
        Assert.DoesNotContain(await OpenTasksAsync(), task => task.Contains("handover", StringComparison.Ordinal) || task.StartsWith("farewell", StringComparison.Ordinal));
        Assert.Single(await AllTasksAsync("begin-handover"));
        Assert.Equal(["2027-03-01 confirm-handover ola Cancelled"], await AllTasksAsync("confirm-handover"));
        Assert.Single(await AllTasksAsync("farewell"));
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal([TransitionStatus.TakenInWriting, TransitionStatus.Confirmed], (await CaseAsync()).Handovers.All.Select(handover => handover.Status));
        Assert.Equal(2, (await AllTasksAsync("farewell")).Length);
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("8: nobody has been found to take the role: signed for, the case goes where the person goes, and its contact officer is not left out of the role")]
    public async Task A_role_that_nobody_has_taken_stays_with_its_holder_when_somebody_signs()
    {
        Instead["begin-handover"] = (_, _) => new JsonObject { ["kind"] = "other-unit", ["receivingUnit"] = "bergen", ["takers"] = new JsonArray() };
        Undone.UnionWith(["complete-handover"]);
        await OpenCaseAsync("2027-02-08", "2027-09-01");
        await GoOnAsync("2027-03-01 12:00");
        await MoveAsync(new DatesToChange { TransferDate = new DateOnly(2027, 3, 15) });
        await GoOnAsync("2027-03-12 12:00");
        await CompleteAsync(Kari, "farewell", Given.Farewell("2027-03-12", "Enhetsleder i Bergen"));
        Assert.Equal(("bergen", "kari"), ((await CaseAsync()).UnitId, (await CaseAsync()).Roles.ContactOfficer));
        Instead.Clear();
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        Assert.Equal(2, (await AllTasksAsync("begin-handover")).Length);
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("duty to notify, again when a date changes; 7 and 8 follow the release, three weeks earlier and back")]
    public async Task A_release_that_moves_three_weeks_forward_and_back_takes_everything_along()
    {
        await OpenCaseAsync("2027-02-08", "2027-08-02");
        await GoOnAsync("2027-06-08 12:00"); // the handover would begin on 21 June
        Assert.Empty(await AllTasksAsync("begin-handover"));
        Undone.UnionWith(["confirm-handover", "farewell"]);
        await MoveAsync(new DatesToChange { ReleaseDate = new DateOnly(2027, 7, 12) }); // 42 days before it have passed
        await GoOnAsync("2027-06-09 12:00");
        Assert.Equal(["2027-06-08 begin-handover contact-officer Completed"], await AllTasksAsync("begin-handover"));
        Assert.Equal(("2027-06-28", "2027-07-11"), (await DueAsync("confirm-handover"), await DueAsync("farewell")));
        await MoveAsync(new DatesToChange { ReleaseDate = new DateOnly(2027, 8, 2) });
        Assert.Equal(("2027-07-19", "2027-08-01"), (await DueAsync("confirm-handover"), await DueAsync("farewell")));
        Assert.Equal(12, (await Line.NoticesAsync(CaseId)).Count(notice => notice.Contains(" duty-release-date ", StringComparison.Ordinal))); // three members and the person, three times
        Undone.Clear();
        await GoOnAsync("2027-08-10 12:00");
        await AssertEndedAsync(CaseStatus.Closed);
    }

    [Fact]
    [Shows("the contact officer is replaced: overlap, tasks and reminders go with the role, the person is told; 0.1 a summons already sent says another day")]
    public async Task A_new_contact_officer_and_a_new_start_date_reach_everybody()
    {
        Undone.UnionWith(["establish-group"]);
        await OpenCaseAsync("2027-03-01", "2027-09-01");
        await GoOnAsync("2027-01-05 12:00");
        var roles = Services.GetRequiredService<CaseRoleDesk>();
        await DoneAsync(roles.ReplaceAsync(CaseId, CaseRoles.ContactOfficer, "ola", null, Lise, null, Cancel));
        Assert.Equal("kari", (await CaseAsync()).Roles.ContactOfficer); // both, until needs and plan are gone through
        await DoneAsync(roles.ReplaceAsync(CaseId, CaseRoles.ContactOfficer, "ola", Today, Lise, null, Cancel));
        await MoveAsync(new DatesToChange { StartDate = new DateOnly(2027, 3, 8) });
        Assert.Equal(["2027-01-04 summons person", "2027-01-05 contact-officer-changed person", "2027-01-05 start-date-changed person"], await Line.NoticesAsync(CaseId));
        Undone.Clear();
        await GoOnAsync("2027-09-10 12:00");
        Assert.DoesNotContain(await Line.NoticesAsync(CaseId), notice => notice.EndsWith("user kari", StringComparison.Ordinal));
        await AssertEndedAsync(CaseStatus.Closed);
    }
}

public sealed class MoveOnSqlite(SqliteTestDatabase database) : MoveSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class MoveOnPostgres(PostgresTestDatabase database) : MoveSuite(database), IClassFixture<PostgresTestDatabase>;
