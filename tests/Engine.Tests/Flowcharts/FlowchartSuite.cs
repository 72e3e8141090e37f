using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Flowcharts;

/// <summary>Joins, dead paths, loops and endings of flowcharts.</summary>
public abstract class FlowchartSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task A_chain_runs_to_its_end()
    {
        var id = await StartAsync(Flow.Of("chain", "a -> b", "b -> c"));
        Assert.Equal("a b c", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Two_branches_join_before_what_follows_them()
    {
        var id = await StartAsync(Flow.Chart("join").Add("a", "Test.Wait").Add("b", "Test.Wait").Connect("s -> a", "s -> b", "a -> c", "b -> c"));
        Assert.Equal("a b", await WaitingAsync(id));
        await GoAsync(id, "a");
        Assert.Equal("s a", await PathAsync(id));
        await GoAsync(id, "b");
        Assert.Equal("s a b c", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_branch_that_is_not_taken_does_not_block_the_join()
    {
        var id = await StartAsync(Flow.Chart("dead")
            .Add("d", "Elsa.FlowDecision", ("condition", "=1 < 2"))
            .Connect("d:True -> yes", "d:False -> no", "no -> no2", "no2 -> end", "yes -> end"));
        Assert.Equal("d yes end", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_dead_branch_of_two_thousand_activities_is_walked_through()
    {
        var flow = Flow.Chart("long").Add("d", "Elsa.FlowDecision", ("condition", "=1 > 2")).Connect("d:False -> end", "d:True -> n0");
        for (var i = 0; i < 1990; i++)
        {
            flow.Connect($"n{i} -> n{i + 1}");
        }

        flow.Connect("n1990 -> end");
        Assert.Equal("d end", await PathAsync(await StartAsync(flow)));
    }

    [Fact]
    public async Task A_join_that_waits_for_all_is_skipped_when_one_branch_is_not_taken()
    {
        var id = await StartAsync(Flow.Chart("all")
            .Add("d", "Elsa.FlowDecision", ("condition", "=1 < 2"))
            .Add("j", "Elsa.FlowJoin", ("mode", "WaitAll"))
            .Connect("d:True -> a", "d:False -> b", "a -> j", "b -> j", "j -> never"));
        Assert.Equal("d a", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task The_first_branch_at_a_join_that_waits_for_any_cancels_the_others()
    {
        var id = await StartAsync(Flow.Chart("any")
            .Add("f", "Elsa.FlowFork", ("branches", Outcomes("x", "y", "z")))
            .Add("a", "Test.Wait").Add("b", "Test.Wait").Add("c", "Test.Task")
            .Add("j", "Elsa.FlowJoin", ("mode", "WaitAny"))
            .Connect("f:x -> a", "f:y -> b", "f:z -> c", "a -> j", "b -> j", "c -> j", "j -> after"));
        Assert.Equal("a b c", await WaitingAsync(id));
        await GoAsync(id, "b");
        Assert.Equal("f b j after", await PathAsync(id));
        await AssertFinishedAsync(id);
        Assert.Equal(HumanTasks.HumanTaskStatus.Cancelled, Assert.Single(await TasksAsync(id)).Status);
    }

    [Fact]
    public async Task A_loop_goes_back_until_its_condition_holds()
    {
        var id = await StartAsync(Flow.Chart("loop").Variable("N", "Int32", 0)
            .Add("more", "Elsa.FlowDecision", ("condition", "=Variables.N < 3"))
            .Add("inc", "Elsa.SetVariable", ("variable", Variable("N")), ("value", "=Variables.N + 1"))
            .Connect("s -> inc", "inc -> more", "more:True -> inc", "more:False -> done"));
        Assert.Equal("s inc more inc more inc more done", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_loop_with_a_wait_and_a_join_inside_goes_round_after_each_commit()
    {
        var id = await StartAsync(Flow.Chart("rounds")
            .Add("w", "Test.Wait", ("outcomes", Outcomes("again", "enough")))
            .Connect("s -> l", "l -> x", "l -> y", "x -> w", "y -> w", "w:again -> l", "w:enough -> out"));
        await GoAsync(id, "w", "again");
        await GoAsync(id, "w", "again");
        await GoAsync(id, "w", "enough");
        Assert.Equal("s l x y w l x y w l x y w out", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_nested_flowchart_ends_before_the_outer_one_goes_on()
    {
        var inner = Flow.Chart("inner").Add("w", "Test.Wait").Connect("i1 -> w", "w -> i2");
        var id = await StartAsync(Flow.Chart("outer").Add(inner).Connect("a -> inner", "inner -> b"));
        Assert.Equal("a i1", await PathAsync(id));
        await GoAsync(id, "w");
        Assert.Equal("a i1 w i2 inner b", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task An_end_completes_its_flowchart_and_cancels_what_still_waits_in_it()
    {
        var inner = Flow.Chart("inner").Add("w", "Test.Wait").Add("e", "Elsa.End").Connect("i1 -> w", "i1 -> e");
        var id = await StartAsync(Flow.Chart("outer").Add(inner).Connect("inner -> b"));
        Assert.Equal("i1 e inner b", await PathAsync(id));
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task Finish_ends_the_whole_instance_from_inside_a_nested_flowchart()
    {
        var inner = Flow.Chart("inner").Add("f", "Elsa.Finish").Connect("i1 -> f");
        var id = await StartAsync(Flow.Chart("outer").Add("w", "Test.Wait").Add(inner).Connect("s -> w", "s -> inner", "inner -> b"));
        Assert.DoesNotContain(" b", await PathAsync(id), StringComparison.Ordinal);
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_switch_follows_all_matching_cases_and_the_join_waits_for_those()
    {
        var cases = System.Text.Json.Nodes.JsonNode.Parse("""
            [{"label":"one","condition":{"type":"CSharp","value":"1 == 1"}},
             {"label":"two","condition":{"type":"CSharp","value":"2 == 3"}},
             {"label":"three","condition":{"type":"CSharp","value":"3 == 3"}}]
            """);
        var id = await StartAsync(Flow.Chart("switch").Add("s", "Elsa.FlowSwitch", ("cases", cases), ("mode", "MatchAny"))
            .Connect("s:one -> a", "s:two -> b", "s:three -> c", "s:Default -> d", "a -> j", "b -> j", "c -> j", "d -> j"));
        Assert.Equal("s a c j", await PathAsync(id));
    }

    [Fact]
    public async Task An_incident_in_one_branch_keeps_the_flowchart_open_while_the_others_go_on()
    {
        Failures.Fail("bad", () => new Engine.Activities.ActivityFault("test.bad", "bad", retryable: false));
        var id = await StartAsync(Flow.Of("open", "s -> bad", "s -> good", "good -> good2"));
        Assert.Equal("s good good2", await PathAsync(id));
        var row = await InstanceAsync(id);
        Assert.Equal((InstanceStatus.Running, 1), (row.Status, row.IncidentCount));
        Assert.Contains(await JournalAsync(id), entry => entry.Event == JournalEvents.Faulted && entry.Message == "test.bad");
    }

    [Fact]
    public async Task An_if_runs_one_side_and_a_sequence_its_children_in_order()
    {
        var then = Flow.Sequence("seq").Add("t1", "Test.Step").Add("t2", "Test.Wait").Add("t3", "Test.Step");
        var id = await StartAsync(Flow.Chart("if").Add("i", "Elsa.If", ("condition", "=1 < 2"), ("then", then)).Connect("i -> z"));
        await GoAsync(id, "t2");
        Assert.Equal("t1 t2 t3 seq i z", await PathAsync(id));
    }

    protected static System.Text.Json.Nodes.JsonNode Variable(string name) =>
        new System.Text.Json.Nodes.JsonObject { ["id"] = name, ["name"] = name };

    protected static System.Text.Json.Nodes.JsonNode Outcomes(params string[] names) => new System.Text.Json.Nodes.JsonObject
    {
        ["typeName"] = null,
        ["expression"] = new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = "Object",
            ["value"] = System.Text.Json.JsonSerializer.Serialize(names),
        },
    };
}

public sealed class FlowchartsOnSqlite(SqliteTestDatabase database) : FlowchartSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class FlowchartsOnPostgres(PostgresTestDatabase database) : FlowchartSuite(database), IClassFixture<PostgresTestDatabase>;
