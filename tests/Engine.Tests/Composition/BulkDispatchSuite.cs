using System.Text;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Composition;

/// <summary>One child for each item: what each is given, what its end does, and that many cost in proportion.</summary>
public abstract class BulkDispatchSuite(TestDatabase database) : WorkflowSuite(database)
{
    private static Flow Child => Flow.Chart("child").Input("Item", "String").Input("Same", "Int32").Output("Seen", "String")
        .Add("o", "Elsa.SetOutput", ("outputName", "Seen"), ("outputValue", "=Inputs.Item + Inputs.Same")).Add("w", "Test.Wait").Connect("o -> w");

    private static Flow Parent(string id, object items, params (string Name, object? Value)[] more) => Flow.Chart(id).Variable("Seen", "String", "")
        .Add("b", "Elsa.BulkDispatchWorkflows", [("workflowDefinitionId", "child"), ("items", items), .. more])
        .Connect("b:Completed -> c", "b:Done -> d", "b:Canceled -> never");

    [Fact]
    public async Task Each_item_has_a_child_and_when_all_have_ended_both_outcomes_are_followed()
    {
        await PublishAsync(Child, Parent("parent", Object("[\"a\",\"b\",\"c\"]"), ("input", Object("{\"Same\":{\"type\":\"Literal\",\"value\":\"7\"}}")),
            ("correlationIdFunction", "=\"case-\" + Variables.Item"),
            ("childCompleted", Flow.Activity("seen", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "Seen" }), ("value", "=Variables.Seen + Variables.ChildInstanceId + \" \"")))));
        var id = await StartAsync("parent", "case-0");
        await QuietAsync();
        var children = await ChildrenAsync(id);
        Assert.Equal(["case-a", "case-b", "case-c"], children.Select(child => child.CorrelationId));
        Assert.Equal(["a7", "b7", "c7"], children.Select(child => Text(child.State, "Seen")));
        await GoAsync(children[2].Id, "w");
        await GoAsync(children[0].Id, "w");
        await QuietAsync();
        Assert.Equal(("seen seen", "b"), (await PathAsync(id), await WaitingAsync(id)));
        await GoAsync(children[1].Id, "w");
        await QuietAsync();
        await AssertFinishedAsync(id);
        Assert.Equal("seen seen seen b c d", await PathAsync(id));
        Assert.Equal(
            children.Select(child => child.Id),
            Text((await InstanceAsync(id)).State, "Seen").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).Order());
    }

    [Fact]
    public async Task Items_that_are_maps_become_inputs_and_others_go_to_the_key_that_is_given()
    {
        await PublishAsync(
            Child,
            Parent("maps", Object("[{\"Item\":\"x\",\"Same\":1},{\"Item\":\"y\",\"Same\":2}]"), ("waitForCompletion", false)),
            Parent("key", Object("[5]"), ("waitForCompletion", false), ("defaultItemInputKey", "Same")));
        var maps = await StartAsync("maps");
        var key = await StartAsync("key");
        await QuietAsync();
        Assert.Equal(["x1", "y2"], (await ChildrenAsync(maps)).Select(child => Text(child.State, "Seen")));
        Assert.Equal(["5"], (await ChildrenAsync(key)).Select(child => Text(child.State, "Seen")));
    }

    [Fact]
    public async Task Without_waiting_or_without_items_it_is_done_at_once()
    {
        await PublishAsync(Child, Parent("no-wait", Object("[\"a\"]"), ("waitForCompletion", false)), Parent("none", Object("[]")));
        var noWait = await StartAsync("no-wait");
        var none = await StartAsync("none");
        Assert.Equal(("b d", "b d"), (await PathAsync(noWait), await PathAsync(none)));
        Assert.Single(await ChildrenAsync(noWait));
    }

    [Fact]
    public async Task A_child_that_is_given_up_runs_the_activity_for_faulted_ones_and_a_cancelled_one_none()
    {
        Failures.Fail("o", () => new ActivityFault("test.bad", "bad", retryable: false));
        await PublishAsync(
            Flow.Chart("child").Input("Item", "Boolean").Add("d", "Elsa.FlowDecision", ("condition", "=Inputs.Item")).Add("w", "Test.Wait").Connect("d:True -> o", "d:False -> w"),
            Parent("parent", Object("[true,false]"), ("childFaulted", Flow.Activity("f", "Test.Step")), ("childCompleted", Flow.Activity("g", "Test.Step"))));
        var id = await StartAsync("parent");
        await QuietAsync();
        foreach (var child in await ChildrenAsync(id))
        {
            await Runtime.CancelAsync(child.Id, "given up", Cancel);
        }

        await QuietAsync();
        Assert.Equal("f b c d", await PathAsync(id));
    }

    [Fact]
    public async Task Many_children_are_made_a_few_hundred_a_burst_and_each_end_costs_the_parent_the_same()
    {
        const int items = (2 * BulkDispatchWorkflows.ChildrenPerBurst) + 200;
        await PublishAsync(
            Flow.Of("child", "s -> z").Input("Item", "Int32"),
            Flow.Chart("parent").Input("N", "Int32[]").Add("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", "=Inputs.N")).Connect("b -> z"));
        var id = await StartAsync("parent", null, ("N", Enumerable.Range(0, items).ToArray()));
        Assert.Equal(BulkDispatchWorkflows.ChildrenPerBurst, (await ChildrenAsync(id)).Count);
        Assert.Equal(InstanceSubStatus.Executing, (await InstanceAsync(id)).SubStatus);
        await QuietAsync();
        await AssertFinishedAsync(id);
        var children = await ChildrenAsync(id);
        Assert.Equal((items, items), (children.Count, children.Count(child => child.Status == InstanceStatus.Finished)));
        Assert.True((await InstanceAsync(id)).State.Length < 20_000, "the ids of the children are not kept one by one");
    }

    [Fact]
    public async Task Cancelling_ends_the_children_it_waits_for_and_those_it_does_not_also_three_levels_down()
    {
        await PublishAsync(
            Flow.Chart("leaf").Add("t", "Test.Task"),
            Flow.Chart("child").Input("Item", "Int32").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "leaf"), ("waitForCompletion", "True")),
            Flow.Chart("parent")
                .Add("waits", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", Object("[1,2,3]")))
                .Add("goes-on", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", Object("[4,5]")), ("waitForCompletion", false))
                .Connect("s -> waits", "s -> goes-on"));
        var id = await StartAsync("parent");
        await QuietAsync();
        var children = await ChildrenAsync(id);
        Assert.Equal(5, children.Count);
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await QuietAsync();
        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
        foreach (var child in children)
        {
            await AssertFinishedAsync(child.Id, InstanceSubStatus.Cancelled);
            var leaf = Assert.Single(await ChildrenAsync(child.Id));
            await AssertFinishedAsync(leaf.Id, InstanceSubStatus.Cancelled);
            Assert.Equal("withdrawn", Assert.Single(await TasksAsync(leaf.Id)).CloseReason);
        }
    }

    [Fact]
    public async Task Cancelling_in_the_middle_of_the_dispatch_ends_what_was_started_and_starts_nothing_more()
    {
        await PublishAsync(
            Flow.Chart("child").Input("Item", "Int32").Add("w", "Test.Wait"),
            Flow.Chart("parent").Input("N", "Int32[]").Add("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", "=Inputs.N"), ("waitForCompletion", false)));
        var id = await StartAsync("parent", null, ("N", Enumerable.Range(0, 700).ToArray()));
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await QuietAsync();
        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
        Assert.All(await ChildrenAsync(id), child => Assert.Equal(InstanceSubStatus.Cancelled, child.SubStatus));
        Assert.Equal(BulkDispatchWorkflows.ChildrenPerBurst, (await ChildrenAsync(id)).Count);
    }

    [Fact]
    public void Ids_of_a_range_follow_each_other_and_stay_of_their_version()
    {
        var range = ChildRange.From(Guid.Parse("019a0000-0000-7fff-bfff-ffffffffffff")) with { Count = 3 };
        Assert.Equal("019a0000-0000-7fff-9fff-ffffffffffff", range.First.ToString());
        Assert.Equal("019a0000-0000-7fff-a000-000000000001", range.Last.ToString());
        Assert.Equal(7, range.Last.Version);
    }

    private static string Text(byte[] state, string name)
    {
        var json = JsonNode.Parse(Encoding.UTF8.GetString(state))!;
        return (json["out"]?[name] ?? json["vars"]?[name])?.ToString() ?? "";
    }

    private static JsonObject Object(string json) => new() { ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = json } };
}

public sealed class BulkDispatchesOnSqlite(SqliteTestDatabase database) : BulkDispatchSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class BulkDispatchesOnPostgres(PostgresTestDatabase database) : BulkDispatchSuite(database), IClassFixture<PostgresTestDatabase>;
