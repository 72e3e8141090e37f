using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Scenarios;

public abstract class TaskMoveSuite(TestDatabase database) : ProcessSuite(database)
{
    private static readonly Viewer Mona = new("mona", [UserRoles.EnvironmentWorker], ["oslo"]);
    private static readonly Viewer Berit = new("berit", [UserRoles.ContactOfficer], ["bergen"]);

    private TaskDesk Desk => Services.GetRequiredService<TaskDesk>();

    private TaskMoves Moves => Services.GetRequiredService<TaskMoves>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using (var scope = Services.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
            context.Add(new UserAccount("mona", "Mona Nordmann", Mona.Roles, "oslo", null, null));
            context.Add(new UserAccount("berit", "Berit Nordmann", Berit.Roles, "bergen", null, null));
            await context.SaveChangesAsync(Cancel);
        }

        await OpenCaseAsync("2027-03-02", "2027-09-01");
    }

    [Fact]
    public async Task A_claim_lasts_to_the_end_of_the_next_working_day_and_then_the_task_is_open_to_the_others()
    {
        await UntilAsync("2027-01-08 15:00"); // a Friday
        var task = await TaskAsync(Kari, "summons");
        var claimed = await DoneAsync(Desk.ClaimAsync(task.Id, Ola, task.Version, Cancel));
        Assert.Equal(At("2027-01-12 00:00"), claimed.ClaimedUntil);
        var taken = Assert.IsType<TaskResult.Taken>(await Desk.ClaimAsync(task.Id, Kari, null, Cancel));
        Assert.Equal((HumanTaskStatus.Claimed, "ola", At("2027-01-08 15:00")), (taken.Status, taken.By, taken.At));
        Assert.DoesNotContain(await IdsAsync(Kari, TaskList.Mine), id => id == task.Id);
        Assert.Contains(await IdsAsync(Ola, TaskList.Mine), id => id == task.Id);

        await UntilAsync("2027-01-11 23:59");
        Assert.DoesNotContain(await IdsAsync(Kari, TaskList.Mine), id => id == task.Id);
        await UntilAsync("2027-01-12 00:00");
        Assert.Contains(await IdsAsync(Kari, TaskList.Mine), id => id == task.Id);
        Assert.DoesNotContain(await IdsAsync(Ola, TaskList.Mine), id => id == task.Id);
        Assert.Equal((HumanTaskStatus.Open, null), await StandAsync(Kari, task.Id));
        var again = await DoneAsync(Desk.ClaimAsync(task.Id, Kari, claimed.Version, Cancel));
        Assert.Equal("kari", again.ClaimedBy);
    }

    [Fact]
    public async Task A_task_is_handed_over_with_a_reason_and_its_role_stays()
    {
        var task = await TaskAsync(Kari, "summons");
        var faults = Assert.IsType<TaskResult.Refused>(await Moves.HandOverAsync(task.Id, "berit", " ", Kari, task.Version, Cancel));
        Assert.Equal(["reason reason.missing", "to task.receiver-may-not"], faults.Refusals.Select(refusal => $"{refusal.Field} {refusal.Code}"));
        Assert.Equal("user.missing", Fault(await Moves.HandOverAsync(task.Id, "nobody", "Ferie", Kari, null, Cancel)));
        Assert.Equal("task.receiver-may-not", Fault(await Moves.HandOverAsync(task.Id, "nina", "Ferie", Kari, null, Cancel)));

        var handed = await DoneAsync(Moves.HandOverAsync(task.Id, "mona", "Jeg er på kurs.", Kari, task.Version, Cancel));
        Assert.Equal(("mona", "contact-officer", HumanTaskStatus.Open), (handed.Assignee, handed.Role, handed.Status));
        Assert.Contains(await IdsAsync(Mona, TaskList.Mine), id => id == task.Id);
        Assert.DoesNotContain(await IdsAsync(Kari, TaskList.Mine), id => id == task.Id);
        Assert.Contains(await IdsAsync(Kari, TaskList.Group), id => id == task.Id);
        Assert.IsType<TaskResult.Stale>(await Moves.HandOverAsync(task.Id, "ola", "Nei, hen.", Kari, task.Version, Cancel));
        Assert.Equal("task.receiver-has-it", Fault(await Moves.HandOverAsync(task.Id, "mona", "En gang til", Kari, null, Cancel)));
        Assert.Equal(["HandedOver kari: Jeg er på kurs. (→ mona)"], await HistoryAsync(task.Id));

        // A new contact officer inherits what was handed over, unless somebody is at work with it just then.
        Assert.IsType<CaseResult.Done>(await Services.GetRequiredService<CaseRoleDesk>().ReplaceAsync(CaseId, "contact-officer", "ola", new DateOnly(2027, 1, 4), Lise, null, Cancel));
        Assert.Contains(await IdsAsync(Ola, TaskList.Mine), id => id == task.Id);
        Assert.DoesNotContain(await IdsAsync(Mona, TaskList.Mine), id => id == task.Id);
    }

    [Fact]
    public async Task Only_a_leader_hands_over_what_a_colleague_has_claimed()
    {
        var task = await TaskAsync(Kari, "summons");
        await DoneAsync(Desk.ClaimAsync(task.Id, Kari, null, Cancel));
        Assert.Equal("kari", Assert.IsType<TaskResult.Taken>(await Moves.HandOverAsync(task.Id, "ola", "Kari er syk", Ola, null, Cancel)).By);
        await DoneAsync(Moves.HandOverAsync(task.Id, "ola", "Kari er syk", Lise, null, Cancel));
        Assert.Contains(await IdsAsync(Ola, TaskList.Mine), id => id == task.Id);
        var given = await DoneAsync(Desk.ReleaseAsync(task.Id, Ola, null, Cancel));
        Assert.Null(given.Assignee);
        Assert.Contains(await IdsAsync(Kari, TaskList.Mine), id => id == task.Id);
    }

    [Fact]
    public async Task A_task_on_hold_comes_back_on_its_day_and_its_deadline_goes_on_meanwhile()
    {
        var task = await TaskAsync(Kari, "summons"); // due at the end of 2 February
        Assert.Equal("task.return-not-later", Fault(await Moves.HoldAsync(task.Id, new DateOnly(2027, 1, 4), "Venter", Kari, null, Cancel)));
        Assert.Equal("task.return-too-late", Fault(await Moves.HoldAsync(task.Id, new DateOnly(2028, 1, 4), "Venter", Kari, null, Cancel)));
        var held = await DoneAsync(Moves.HoldAsync(task.Id, new DateOnly(2027, 2, 5), "Venter på svar fra retten.", Kari, task.Version, Cancel));
        Assert.Equal((HumanTaskStatus.OnHold, At("2027-02-05 00:00"), "kari"), (held.Status, held.HeldUntil, held.ClaimedBy));
        Assert.DoesNotContain(await IdsAsync(Kari, TaskList.Mine), id => id == task.Id);
        Assert.Equal([task.Id], await IdsAsync(Kari, TaskList.OnHold));
        Assert.Equal([task.Id], await IdsAsync(Ola, TaskList.OnHold));
        Assert.DoesNotContain(await IdsAsync(Ola, TaskList.Group), id => id == task.Id);

        await UntilAsync("2027-02-04 23:59");
        Assert.DoesNotContain(await IdsAsync(Kari, TaskList.Mine), id => id == task.Id);
        Assert.Equal([task.Id], await IdsAsync(Kari, TaskList.Overdue));
        Assert.Contains("2027-02-03 escalation user lise", await Line.NoticesAsync(CaseId));
        await UntilAsync("2027-02-05 00:00");
        Assert.Contains(await IdsAsync(Kari, TaskList.Mine), id => id == task.Id);
        Assert.Empty(await IdsAsync(Kari, TaskList.OnHold));
        var line = (await ListAsync(Kari, TaskList.Mine)).Lines.Single(row => row.Task.Id == task.Id);
        Assert.Equal((true, HumanTaskStatus.Claimed, true), (line.IsBackFromHold, line.Task.Status, line.IsOverdue));
        await UntilAsync("2027-02-09 00:00"); // the reservation that began with the return ends after a working day, Monday
        Assert.Equal((HumanTaskStatus.Open, null), await StandAsync(Ola, task.Id));
    }

    [Fact]
    public async Task News_by_somebody_else_wakes_what_is_on_hold_and_ones_own_change_does_not()
    {
        var task = await TaskAsync(Kari, "summons");
        await DoneAsync(Moves.HoldAsync(task.Id, new DateOnly(2027, 2, 5), "Venter", Kari, null, Cancel));
        var keeping = Services.GetRequiredService<CaseKeeping>();
        Assert.IsType<CaseResult.Done>(await keeping.WriteToGroupAsync(CaseId, "Jeg har ringt.", Kari, Cancel));
        Assert.Equal((HumanTaskStatus.OnHold, "kari"), await StandAsync(Kari, task.Id));
        Assert.IsType<CaseResult.Done>(await keeping.WriteToGroupAsync(CaseId, "Retten har svart.", Ola, Cancel));
        Assert.Equal((HumanTaskStatus.Claimed, "kari"), await StandAsync(Kari, task.Id));
        Assert.True((await ListAsync(Kari, TaskList.Mine)).Lines.Single(row => row.Task.Id == task.Id).IsBackFromHold);
        Assert.Equal(["Held kari: Venter", "Woken ola: case-changed (→ kari)"], await HistoryAsync(task.Id));
    }

    [Fact]
    public async Task Whoever_may_do_a_task_on_hold_may_take_it_or_bring_it_back()
    {
        var task = await TaskAsync(Kari, "summons");
        await DoneAsync(Moves.HoldAsync(task.Id, new DateOnly(2027, 2, 5), "Venter", Kari, null, Cancel));
        Assert.IsType<TaskResult.NotFound>(await Moves.WakeAsync(task.Id, Berit, null, Cancel));
        await DoneAsync(Moves.WakeAsync(task.Id, Ola, null, Cancel));
        Assert.Equal((HumanTaskStatus.Claimed, "kari"), await StandAsync(Kari, task.Id));
        Assert.IsType<TaskResult.Taken>(await Moves.WakeAsync(task.Id, Ola, null, Cancel));
        Assert.Equal("task.not-on-hold", Fault(await Moves.WakeAsync(task.Id, Kari, null, Cancel)));
        await DoneAsync(Moves.HoldAsync(task.Id, new DateOnly(2027, 2, 6), "Venter mer", Kari, null, Cancel));
        await DoneAsync(Desk.ClaimAsync(task.Id, Ola, null, Cancel));
        Assert.Equal((HumanTaskStatus.Claimed, "ola"), await StandAsync(Ola, task.Id));
        Assert.Contains("Claimed ola:  (kari → ola)", await HistoryAsync(task.Id));
    }

    [Fact]
    public async Task Several_are_handed_over_each_for_itself()
    {
        var (summons, group) = (await TaskAsync(Kari, "summons"), await TaskAsync(Kari, "establish-group"));
        await DoneAsync(Desk.ClaimAsync(group.Id, Kari, null, Cancel));
        var moved = await Moves.HandOverAsync([(summons.Id, summons.Version), (group.Id, null), (Guid.Empty, null)], "mona", "Ferie", Ola, Cancel);
        Assert.Equal([summons.Id, group.Id, Guid.Empty], moved.Select(one => one.TaskId));
        Assert.IsType<TaskResult.Done>(moved[0].Result);
        Assert.Equal("kari", Assert.IsType<TaskResult.Taken>(moved[1].Result).By);
        Assert.IsType<TaskResult.NotFound>(moved[2].Result);
        Assert.Equal([summons.Id], await IdsAsync(Mona, TaskList.Mine));
    }

    [Fact]
    public async Task A_group_of_the_unit_sees_its_tasks_and_the_first_takes_it()
    {
        var id = await AddAsync("unit:environment-worker");
        Assert.Equal([id], await IdsAsync(Mona, TaskList.Group));
        Assert.Contains(await IdsAsync(Kari, TaskList.Group), found => found == id);
        Assert.Empty(await IdsAsync(Berit, TaskList.Group));
        Assert.Empty(await IdsAsync(new Viewer("else", [UserRoles.EnvironmentWorker], ["bergen"]), TaskList.Group));
        Assert.Empty(await IdsAsync(Nina, TaskList.Group));
        await DoneAsync(Desk.ClaimAsync(id, Mona, null, Cancel));
        Assert.Equal([id], await IdsAsync(Mona, TaskList.Mine));
        Assert.Empty(await IdsAsync(Mona, TaskList.Group));

        var leaders = await AddAsync("unit:unit-leader");
        Assert.Contains(await IdsAsync(Lise, TaskList.Group), found => found == leaders);
        Assert.DoesNotContain(await IdsAsync(Kari, TaskList.Group), found => found == leaders);
        Assert.IsType<TaskResult.NotFound>(await Desk.ClaimAsync(leaders, Kari, null, Cancel));
    }

    [Fact]
    public async Task Completing_is_a_line_of_the_history_and_the_next_task_is_of_the_same_case()
    {
        var task = await TaskAsync(Kari, "summons");
        await CompleteAsync(Kari, "summons", Given.Summons("2027-01-04"));
        Assert.Equal("Completed kari: ", Assert.Single(await HistoryAsync(task.Id)));
        Assert.Equal([task.Id], await IdsAsync(Kari, TaskList.Done));
        await using var scope = Services.CreateAsyncScope();
        var reads = scope.ServiceProvider.GetRequiredService<TaskReads>();
        Assert.Equal("establish-group", (await reads.NextAsync(Kari, task.Id, Cancel))?.Task.Step);
        Assert.Null(await reads.NextAsync(Berit, task.Id, Cancel));
    }

    private async Task<Guid> AddAsync(string group)
    {
        var id = Guid.CreateVersion7();
        await Services.GetRequiredService<WorkflowRuntime>().ExecuteAsync(
            (unit, _) =>
            {
                unit.AddTask(new HumanTask { Id = id, CaseId = CaseId, CandidateGroup = group, Step = "", Title = "Følg til legen", Text = "", FormJson = "[]", OutcomesJson = """["Done"]""", CreatedAt = unit.Now });
                return ValueTask.FromResult(true);
            },
            Cancel);
        return id;
    }

    private async Task<(HumanTaskStatus, string?)> StandAsync(Viewer viewer, Guid id)
    {
        await using var scope = Services.CreateAsyncScope();
        var view = await scope.ServiceProvider.GetRequiredService<TaskReads>().OpenAsync(id, viewer, Cancel);
        return (view!.Task.Status, view.Task.ClaimedBy);
    }

    private async Task<string[]> HistoryAsync(Guid id)
    {
        await using var scope = Services.CreateAsyncScope();
        return [.. (await TaskHistory.OfAsync(scope.ServiceProvider.GetRequiredService<CaseDbContext>(), id, Cancel)).Select(row =>
            $"{row.Kind} {row.ActedBy}: {row.Reason}{(row.ToUser is null ? "" : row.FromUser is null ? $" (→ {row.ToUser})" : $" ({row.FromUser} → {row.ToUser})")}")];
    }

    private async Task<TaskPage> ListAsync(Viewer viewer, TaskList list)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TaskReads>().ListAsync(viewer, list, 0, 100, Cancel);
    }

    private async Task<ImmutableArray<Guid>> IdsAsync(Viewer viewer, TaskList list)
    {
        var page = await ListAsync(viewer, list);
        Assert.Equal(page.Lines.Length, page.Total);
        return [.. page.Lines.Select(line => line.Task.Id)];
    }

    private static async Task<HumanTask> DoneAsync(Task<TaskResult> act) => Assert.IsType<TaskResult.Done>(await act).Task;

    private static string Fault(TaskResult result) => Assert.Single(Assert.IsType<TaskResult.Refused>(result).Refusals).Code;
}

public sealed class TaskMovesOnSqlite(SqliteTestDatabase database) : TaskMoveSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class TaskMovesOnPostgres(PostgresTestDatabase database) : TaskMoveSuite(database), IClassFixture<PostgresTestDatabase>;
