using System.Text.Json.Nodes;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Tests.Looping;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Branching;

/// <summary>Switch, Fork and Parallel: which of their children run, and when they are done.</summary>
public abstract class BranchSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Theory]
    [InlineData("MatchFirst", 5, "low switch")]
    [InlineData("MatchAny", 5, "low any switch")]
    [InlineData("MatchFirst", 50, "any switch")]
    [InlineData("MatchFirst", 500, "switch")]
    [InlineData("MatchAny", 5000, "otherwise switch")]
    public async Task Switch_runs_the_first_case_or_all_that_hold_or_its_default(string mode, int number, string path)
    {
        var id = await StartAsync(Switch(mode, Flow.Activity("otherwise", "Test.Step")), null, ("N", number));
        await AssertFinishedAsync(id);
        Assert.Equal(path, await PathAsync(id));
    }

    [Fact]
    public async Task Switch_without_a_match_and_without_a_default_is_done_at_once()
    {
        var id = await StartAsync(Switch("MatchFirst", null), null, ("N", 5000));
        await AssertFinishedAsync(id);
        Assert.Equal("switch", await PathAsync(id));
    }

    [Fact]
    public async Task Switch_waits_for_all_cases_it_has_begun()
    {
        var cases = new JsonArray(Case("A", "true", Flow.Activity("w1", "Test.Wait")), Case("B", "true", Flow.Activity("w2", "Test.Wait")));
        var id = await StartAsync(Flow.Sequence("all").Add("switch", "Elsa.Switch", ("cases", cases), ("mode", "MatchAny")).Add("after", "Test.Step"));
        await GoAsync(id, "w2");
        Assert.Equal("w2", await PathAsync(id));
        await GoAsync(id, "w1");
        Assert.Equal("w2 w1 switch after", await PathAsync(id));
    }

    [Fact]
    public async Task Fork_waits_for_all_its_branches()
    {
        var id = await StartAsync(Fork("WaitAll"));
        await GoAsync(id, "w");
        Assert.Equal("w", await PathAsync(id));
        await GoAsync(id, "w2");
        Assert.Equal("w w2 fork after", await PathAsync(id));
    }

    [Fact]
    public async Task Fork_that_waits_for_any_cancels_the_other_branches()
    {
        var id = await StartAsync(Fork("WaitAny"));
        await GoAsync(id, "w2");
        await AssertFinishedAsync(id);
        Assert.Equal("w2 fork after", await PathAsync(id));
        Assert.Equal((HumanTaskStatus.Cancelled, "completed"), Assert.Single((await TasksAsync(id)).Select(task => (task.Status, task.CloseReason))));
    }

    [Fact]
    public async Task Parallel_runs_all_and_is_done_with_the_last()
    {
        var id = await StartAsync(Flow.Sequence("parallel").Add(Container("Elsa.Parallel", "p", Flow.Activity("a", "Test.Step"), Flow.Activity("w", "Test.Wait"), Flow.Activity("b", "Test.Step"))).Add("after", "Test.Step"));
        Assert.Equal("a b", await PathAsync(id));
        await GoAsync(id, "w");
        Assert.Equal("a b w p after", await PathAsync(id));
    }

    [Fact]
    public async Task Empty_ones_are_done_at_once()
    {
        var id = await StartAsync(Flow.Sequence("empty").Add(Container("Elsa.Parallel", "p")).Add("fork", "Elsa.Fork", ("branches", new JsonArray())).Add("fork2", "Elsa.Fork").Add("switch", "Elsa.Switch", ("cases", new JsonArray())));
        await AssertFinishedAsync(id);
        Assert.Equal("p fork fork2 switch", await PathAsync(id));
    }

    [Fact]
    public async Task A_failing_branch_keeps_its_fork_open()
    {
        Failures.Fail("bad", () => new InvalidOperationException());
        var id = await StartAsync(Flow.Sequence("failing").Add("fork", "Elsa.Fork", ("branches", new JsonArray(Flow.Activity("bad", "Test.Step"), Flow.Activity("good", "Test.Step")))));
        await QuietAsync();
        Assert.Equal("good", await PathAsync(id));
        Failures.Heal("bad");
        await Runtime.RetryAsync(id, Assert.Single(await IncidentsAsync(id)).Id, "odd", Cancel);
        Assert.Equal("good bad fork", await PathAsync(id));
    }

    private static Flow Switch(string mode, JsonObject? otherwise)
    {
        var cases = new JsonArray(
            Case("Low", "Inputs.N < 10", Flow.Activity("low", "Test.Step")),
            Case("Any", "Inputs.N < 100", Flow.Activity("any", "Test.Step")),
            Case("None", "Inputs.N < 1000", null));
        var values = new List<(string, object?)> { ("cases", cases), ("mode", mode) };
        if (otherwise is not null)
        {
            values.Add(("default", otherwise));
        }

        return Flow.Sequence("switching").Input("N", "Int32").Add("switch", "Elsa.Switch", [.. values]);
    }

    private static JsonObject Case(string label, string condition, JsonObject? activity) =>
        new() { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "CSharp", ["value"] = condition }, ["activity"] = activity };

    private static Flow Fork(string mode) => Flow.Sequence("fork").Add("fork", "Elsa.Fork", ("joinMode", JsonValue.Create(mode)), ("branches", new JsonArray(
        mode == "WaitAll" ? Flow.Activity("w", "Test.Wait") : Flow.Activity("t", "Test.Task"), Flow.Activity("w2", "Test.Wait")))).Add("after", "Test.Step");

    private static JsonObject Container(string type, string id, params JsonNode[] activities)
    {
        var container = Loops.Sequence(id, activities);
        container["type"] = type;
        return container;
    }
}

public sealed class BranchesOnSqlite(SqliteTestDatabase database) : BranchSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class BranchesOnPostgres(PostgresTestDatabase database) : BranchSuite(database), IClassFixture<PostgresTestDatabase>;
