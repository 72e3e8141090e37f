using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>Every item has a body of its own, with its own item and place, whatever the order they end in.</summary>
public abstract class ParallelForEachSuite(TestDatabase database) : SeeingSuite(database)
{
    [Fact]
    public async Task Each_item_waits_by_itself_and_sees_its_own_value()
    {
        var id = await StartAsync(Waiting("each", Loops.Json("""["a","b","c"]""")));
        Assert.Equal("w w w", await WaitingAsync(id));
        await GoAsync(id, "b");
        await GoAsync(id, "c");
        Assert.Equal(" b1 c2", await SeenAsync(id));
        await GoAsync(id, "a");
        await AssertFinishedAsync(id);
        Assert.Equal(" b1 c2 a0", await SeenAsync(id));
    }

    [Fact]
    public async Task No_items_or_no_body_is_done_at_once()
    {
        var id = await StartAsync(Seeing("none")
            .Add("empty", "Elsa.ParallelForEach", ("items", Loops.Json("[]")), ("body", Loops.See("see")))
            .Add("unset", "Elsa.ParallelForEach", ("body", Loops.See("see2")))
            .Add("bodiless", "Elsa.ParallelForEach", ("items", Loops.Json("[1]"))));
        await AssertFinishedAsync(id);
        Assert.Equal("empty unset bodiless", await PathAsync(id));
    }

    [Fact]
    public async Task An_item_that_fails_keeps_the_loop_open_and_the_others_go_on()
    {
        var flow = Seeing("fails").Variable("Numbers", "Int32[]", "[2,1,0]").Add("loop", "Elsa.ParallelForEach", ("items", Loops.From("Numbers")), ("body", Loops.See("see", "10 / Variables.CurrentValue")));
        var id = await StartAsync(flow);
        Assert.Equal(" 5 10", await SeenAsync(id));
        await Runtime.SkipAsync(id, Assert.Single(await IncidentsAsync(id)).Id, null, "odd", Cancel);
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Items_may_wait_for_timers_of_their_own()
    {
        var flow = Seeing("timers").Variable("Hours", "Int32[]", "[3,1,2]").Add("loop", "Elsa.ParallelForEach", ("items", Loops.From("Hours")), ("body", Loops.Sequence(
            "body", Flow.Activity("delay", "Elsa.Delay", ("timeSpan", "=TimeSpan.FromHours(Variables.CurrentValue)")), Loops.See("see"))));
        var id = await StartAsync(flow);
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(" 1 2", await SeenAsync(id));
        await PassAsync(TimeSpan.FromHours(1));
        await AssertFinishedAsync(id);
        Assert.Equal(" 1 2 3", await SeenAsync(id));
    }

    [Fact]
    public async Task Two_thousand_items_may_wait_side_by_side_and_be_due_or_called_at_once()
    {
        var items = Loops.Json("[" + string.Join(',', Enumerable.Range(0, 2000)) + "]");
        var fork = new System.Text.Json.Nodes.JsonArray(
            Flow.Activity("timers", "Elsa.ParallelForEach", ("items", items), ("body", Flow.Activity("d", "Elsa.Delay", ("timeSpan", "01:00:00")))),
            Flow.Activity("events", "Elsa.ParallelForEach", ("items", items), ("body", Flow.Activity("e", "Elsa.Event", ("eventName", "call")))));
        var id = await StartAsync(Seeing("many").Add("fork", "Elsa.Fork", ("branches", fork)));
        Assert.Equal(4000, (await BookmarksAsync(id)).Count);
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(2000, (await BookmarksAsync(id)).Count);
        await Runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.Publish("call", correlationId: null, payload: null);
                return ValueTask.FromResult(true);
            },
            Cancel);
        await QuietAsync();
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Cancelling_ends_every_item()
    {
        var id = await StartAsync(Seeing("cancel").Add("loop", "Elsa.ParallelForEach", ("items", Loops.Json("[1,2,3]")), ("body", Flow.Activity("t", "Test.Task"))));
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        Assert.Equal(["withdrawn", "withdrawn", "withdrawn"], (await TasksAsync(id)).Select(task => task.CloseReason));
    }

    private static Flow Waiting(string id, System.Text.Json.Nodes.JsonObject items) => Seeing(id).Add("loop", "Elsa.ParallelForEach", ("items", items), ("body", Loops.Sequence(
        "body", Flow.Activity("w", "Test.Wait", ("key", Loops.From("CurrentValue"))), Loops.See("see", "Variables.CurrentValue + Variables.CurrentIndex"))));
}

public sealed class ParallelForEachOnSqlite(SqliteTestDatabase database) : ParallelForEachSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class ParallelForEachOnPostgres(PostgresTestDatabase database) : ParallelForEachSuite(database), IClassFixture<PostgresTestDatabase>;
