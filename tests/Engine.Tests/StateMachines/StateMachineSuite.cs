using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Looping;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.StateMachines.Machines;

namespace ProcessAutomation.Engine.Tests.StateMachines;

/// <summary>A state machine is in one state, waits for what leads out of it, and goes where the first trigger that counts leads.</summary>
public abstract class StateMachineSuite(TestDatabase database) : SeeingSuite(database)
{
    [Fact]
    public async Task A_transition_runs_action_exit_and_entry_and_cancels_the_other_triggers()
    {
        var id = await StartAsync(Seeing("door").Add(Machine(
            "Closed",
            [State("Closed", "enter-closed", "exit-closed"), State("Open", "enter-open"), State("Locked")],
            [Transition("Closed", "Open", Wait("open"), action: Step("open-it")), Transition("Closed", "Locked", Flow.Activity("lock", "Test.Task")), Transition("Open", "Closed", Wait("close"))])));
        Assert.Equal("lock open", await WaitingAsync(id));
        await GoAsync(id, "open");
        Assert.Equal("enter-closed open open-it exit-closed enter-open", await PathAsync(id));
        Assert.Equal("close", await WaitingAsync(id));
        Assert.Equal(HumanTaskStatus.Cancelled, Assert.Single(await TasksAsync(id)).Status);
        await GoAsync(id, "close");
        Assert.EndsWith("close enter-closed", await PathAsync(id), StringComparison.Ordinal);
        Assert.Equal("lock open", await WaitingAsync(id));
    }

    [Fact]
    public async Task A_state_that_nothing_leaves_ends_the_machine()
    {
        var id = await StartAsync(Seeing("end").Add(Machine("A", [State("A"), State("B", "enter-b")], [Transition("A", "B", Wait("go"), action: Step("act"))])).Add("after", "Test.Step"));
        await GoAsync(id, "go");
        await AssertFinishedAsync(id);
        Assert.Equal("go act enter-b machine after", await PathAsync(id));
    }

    [Fact]
    public async Task A_bare_transition_into_a_last_state_ends_it_at_once_with_other_triggers_open()
    {
        var id = await StartAsync(Seeing("bare").Add(Machine("A", [State("A"), State("B")], [Transition("A", "B", Wait("one")), Transition("A", "B", Wait("two")), Transition("A", "B", Wait("three"))])).Add("after", "Test.Step"));
        await GoAsync(id, "two");
        await AssertFinishedAsync(id);
        Assert.Equal("two machine after", await PathAsync(id));
        Assert.Empty(await IncidentsAsync(id));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_waits_for_the_trigger_again()
    {
        var id = await StartAsync(Seeing("condition").Variable("N", "Int32", 0).Add(Machine(
            "A",
            [State("A"), State("B")],
            [Transition("A", "B", Loops.Sequence("again", Wait("go"), Loops.Set("inc", "N", "=Variables.N + 1")), condition: "Variables.N > 1"), Transition("A", "B", Wait("other"))])));
        await GoAsync(id, "go");
        Assert.Equal("go other", await WaitingAsync(id));
        await GoAsync(id, "go");
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Transitions_may_go_round_and_timers_may_trigger_them()
    {
        var id = await StartAsync(Seeing("round").Variable("N", "Int32", 0).Add(Machine(
            "Idle",
            [State("Idle"), State("Busy"), State("Done")],
            [
                Transition("Idle", "Busy", Flow.Activity("delay", "Elsa.Delay", ("timeSpan", "01:00:00")), action: Loops.Set("inc", "N", "=Variables.N + 1")),
                Transition("Busy", "Idle", Step("rest"), condition: "Variables.N < 3"),
                Transition("Busy", "Done", Wait("stop")),
            ])));
        await PassAsync(TimeSpan.FromHours(1));
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal("delay", await WaitingAsync(id));
        Assert.Equal("delay inc rest delay inc rest", await PathAsync(id));
    }

    [Fact]
    public async Task A_transition_whose_condition_never_holds_is_an_endless_loop_and_becomes_an_incident()
    {
        var id = await StartAsync(Seeing("endless").Add(Machine("A", [State("A"), State("B")], [Transition("A", "B", Step("again"), condition: "1 > 2")])));
        await QuietAsync();
        Assert.Equal("loop.limit", Assert.Single(await IncidentsAsync(id)).Code);
    }

    [Fact]
    public async Task A_failing_action_is_retried_and_then_the_machine_moves_on()
    {
        Failures.Fail("act", () => new InvalidOperationException());
        var id = await StartAsync(Seeing("failing").Add(Machine("A", [State("A"), State("B", "enter-b")], [Transition("A", "B", Wait("go"), action: Step("act"))])));
        await GoAsync(id, "go");
        Failures.Heal("act");
        await QuietAsync();
        await AssertFinishedAsync(id);
        Assert.Equal("go act enter-b machine", await PathAsync(id));
    }

    [Fact]
    public async Task Cancelling_ends_its_triggers()
    {
        var id = await StartAsync(Seeing("cancel").Add(Machine("A", [State("A"), State("B")], [Transition("A", "B", Wait("go"))])));
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
    }

    [Fact]
    public async Task A_machine_without_states_has_nothing_to_do()
    {
        var id = await StartAsync(Seeing("none").Add(Machine("", [], [])));
        await AssertFinishedAsync(id);
    }

    protected override void Configure(Engine.Runtime.EngineOptions options)
    {
        base.Configure(options);
        options.LoopLimit = 500;
    }
}

public sealed class StateMachinesOnSqlite(SqliteTestDatabase database) : StateMachineSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class StateMachinesOnPostgres(PostgresTestDatabase database) : StateMachineSuite(database), IClassFixture<PostgresTestDatabase>;
