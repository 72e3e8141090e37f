using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Composition;

/// <summary>Parents, children, what passes between them, and which version a child runs.</summary>
public abstract class SubflowSuite(TestDatabase database) : WorkflowSuite(database)
{
    private static Flow Parent(bool latest = false) => Flow.Chart("parent").Variable("R", "Object").Variable("Total", "Int32", 0)
        .Add("go", "Test.Wait")
        .Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "True"), ("latest", latest ? "True" : "False"), ("input", Numbers(20)))
        .Connect("go -> x", "x -> z");

    [Fact]
    public async Task A_child_gets_its_inputs_and_its_end_wakes_the_parent()
    {
        await PublishAsync(
            Flow.Chart("child").Input("N", "Int32").Output("Twice", "Int32")
                .Add("o", "Elsa.SetOutput", ("outputName", "Twice"), ("outputValue", "=Inputs.N * 2")).Add("w", "Test.Wait").Connect("o -> w"),
            Parent());
        var id = await StartAsync("parent", "case-7");
        await GoAsync(id, "go");
        var child = Assert.Single(await ChildrenAsync(id));
        Assert.Equal(("case-7", id, InstanceSubStatus.Pending), (child.CorrelationId, child.RootId, child.SubStatus));
        await QuietAsync();
        await GoAsync(child.Id, "w");
        Assert.Equal("x", await WaitingAsync(id));
        await QuietAsync();
        await AssertFinishedAsync(child.Id);
        await AssertFinishedAsync(id);
        Assert.Equal("go x z", await PathAsync(id));
    }

    [Fact]
    public async Task A_childs_output_reaches_the_parents_variable()
    {
        await PublishAsync(
            Flow.Chart("child").Input("N", "Int32").Output("Twice", "Int32").Add("o", "Elsa.SetOutput", ("outputName", "Twice"), ("outputValue", "=Inputs.N * 2")),
            Flow.Chart("parent").Variable("R", "JSON")
                .Add("x", "Elsa.DispatchWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "True"), ("input", Numbers(21)), ("result", Reference("R")))
                .Connect("x -> z"));
        var id = await StartAsync("parent");
        await QuietAsync();
        await AssertFinishedAsync(id);
        Assert.Contains("\"Twice\":42", System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sub_flow_published_after_the_roots_start_is_not_used_unless_the_latest_is_asked_for()
    {
        await PublishAsync(Flow.Of("child", "old -> end"), Parent(), Flow.Chart("eager")
            .Add("go", "Test.Wait").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "True"), ("latest", "True")).Connect("go -> x"));
        var pinned = await StartAsync("parent");
        var eager = await StartAsync("eager");
        await PublishAsync(Flow.Of("child", "new -> end"));
        var after = await StartAsync("parent");
        foreach (var id in new[] { pinned, eager, after })
        {
            await GoAsync(id, "go");
        }

        await QuietAsync();
        Assert.Equal("old end", await PathAsync(Assert.Single(await ChildrenAsync(pinned)).Id));
        Assert.Equal("new end", await PathAsync(Assert.Single(await ChildrenAsync(eager)).Id));
        Assert.Equal("new end", await PathAsync(Assert.Single(await ChildrenAsync(after)).Id));
    }

    [Fact]
    public async Task The_version_of_a_flow_two_levels_down_is_pinned_too()
    {
        await PublishAsync(
            Flow.Of("leaf", "old -> end"),
            Flow.Chart("child").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "leaf"), ("waitForCompletion", "True")),
            Parent());
        var id = await StartAsync("parent");
        await PublishAsync(Flow.Of("leaf", "new -> end"));
        await GoAsync(id, "go");
        await QuietAsync();
        var child = Assert.Single(await ChildrenAsync(id));
        var leaf = Assert.Single(await ChildrenAsync(child.Id));
        Assert.Equal(id, leaf.RootId);
        Assert.Equal("old end", await PathAsync(leaf.Id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Cancelling_a_parent_cancels_what_it_waits_for_and_what_it_had_dispatched()
    {
        await PublishAsync(
            Flow.Chart("child").Add("w", "Test.Task").Connect("w -> end"),
            Flow.Chart("parent")
                .Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "True"))
                .Add("d", "Elsa.DispatchWorkflow", ("workflowDefinitionId", "child"))
                .Connect("s -> x", "s -> d"));
        var id = await StartAsync("parent");
        await QuietAsync();
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await QuietAsync();
        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
        var children = await ChildrenAsync(id);
        Assert.Equal(2, children.Count);
        foreach (var child in children)
        {
            await AssertFinishedAsync(child.Id, InstanceSubStatus.Cancelled);
            Assert.Equal("withdrawn", Assert.Single(await TasksAsync(child.Id)).CloseReason);
        }
    }

    [Fact]
    public async Task Cancelling_reaches_three_levels_whether_they_wait_have_not_begun_or_are_being_run_elsewhere()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        Failures.Interrupt("slow", () =>
        {
            entered.Set();
            Assert.True(release.Wait(TimeSpan.FromSeconds(30)));
        });
        await PublishAsync(
            Flow.Chart("slow-leaf").Add("t", "Test.Task").Connect("slow -> t"),
            Flow.Of("late-leaf", "late -> z"),
            Flow.Chart("child").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "slow-leaf"), ("waitForCompletion", "True"))
                .Add("w", "Test.Wait").Add("d", "Elsa.DispatchWorkflow", ("workflowDefinitionId", "late-leaf")).Connect("s -> x", "s -> w", "w -> d"),
            Flow.Chart("parent").Add("x", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "True")));
        var id = await StartAsync("parent");
        var elsewhere = Task.Run(QuietAsync, Cancel);
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30), Cancel));
        var child = Assert.Single(await ChildrenAsync(id));
        await GoAsync(child.Id, "w");
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await Runtime.RunInstanceAsync(child.Id, Cancel);
        foreach (var leaf in await ChildrenAsync(child.Id))
        {
            await Runtime.RunInstanceAsync(leaf.Id, Cancel);
            await AssertFinishedAsync(leaf.Id, InstanceSubStatus.Cancelled);
        }

        release.Set();
        await elsewhere;
        await QuietAsync();
        Assert.Equal(2, (await ChildrenAsync(child.Id)).Count);
        foreach (var one in (await ChildrenAsync(child.Id)).Append(await InstanceAsync(child.Id)).Append(await InstanceAsync(id)))
        {
            await AssertFinishedAsync(one.Id, InstanceSubStatus.Cancelled);
            Assert.Empty(await TasksAsync(one.Id));
        }

        Assert.Equal((1, 0), (Failures.Calls("slow"), Failures.Calls("late")));
    }

    [Fact]
    public async Task A_child_with_an_incident_keeps_its_parent_waiting()
    {
        Failures.Fail("bad", () => new ActivityFault("test.bad", "bad", retryable: false));
        await PublishAsync(Flow.Of("child", "bad -> end"), Parent());
        var id = await StartAsync("parent");
        await GoAsync(id, "go");
        await QuietAsync();
        Assert.Equal("x", await WaitingAsync(id));
        var child = Assert.Single(await ChildrenAsync(id));
        await Runtime.SkipAsync(child.Id, Assert.Single(await IncidentsAsync(child.Id)).Id, null, "odd", Cancel);
        await QuietAsync();
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task An_input_that_does_not_fit_is_an_incident_of_the_parent()
    {
        await PublishAsync(Flow.Chart("child").Input("N", "DateOnly").Add("a", "Test.Step"), Parent());
        var id = await StartAsync("parent");
        await GoAsync(id, "go");
        Assert.Equal("workflow.wrong-input", Assert.Single(await IncidentsAsync(id)).Code);
        Assert.Empty(await ChildrenAsync(id));
    }

    [Fact]
    public async Task Complete_ends_the_workflow_with_its_outcomes_from_a_nested_flowchart()
    {
        var inner = Flow.Chart("inner").Add("c", "Elsa.Complete", ("outcomes", "Refused")).Connect("i -> c");
        var id = await StartAsync(Flow.Chart("complete").Add("w", "Test.Wait").Add(inner).Connect("s -> w", "s -> inner", "inner -> never"));
        await AssertFinishedAsync(id);
        Assert.Contains(await JournalAsync(id), entry => entry.Event == Engine.Bursts.JournalEvents.WorkflowFinished && entry.Message == "Refused");
    }

    private static System.Text.Json.Nodes.JsonObject Numbers(int n) => new System.Text.Json.Nodes.JsonObject
    {
        ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "Object", ["value"] = $$$"""{"N":{"type":"Literal","value":"{{{n}}}"}}""" },
    };

    private static System.Text.Json.Nodes.JsonObject Reference(string variable) => new System.Text.Json.Nodes.JsonObject
    {
        ["typeName"] = null,
        ["memoryReference"] = new System.Text.Json.Nodes.JsonObject { ["id"] = variable },
    };
}

public sealed class SubflowsOnSqlite(SqliteTestDatabase database) : SubflowSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class SubflowsOnPostgres(PostgresTestDatabase database) : SubflowSuite(database), IClassFixture<PostgresTestDatabase>;
