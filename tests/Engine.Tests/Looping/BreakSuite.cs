using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>A break leaves the nearest loop from wherever it stands in its body, and only that one.</summary>
public abstract class BreakSuite(TestDatabase database) : SeeingSuite(database)
{
    [Theory]
    [InlineData("Elsa.For")]
    [InlineData("Elsa.ForEach")]
    [InlineData("Elsa.While")]
    public async Task A_break_ends_the_body_and_its_loop(string loop)
    {
        var body = Loops.Sequence("body", Loops.Set("inc", "N", "=Variables.N + 1"), Loops.If("if", "Variables.N == 2", Loops.Break("b")), Loops.See("see", "Variables.N"));
        var id = await StartAsync(Seeing("break").Variable("N", "Int32", 0)
            .Add("loop", loop, ("start", 1), ("end", 5), ("items", Loops.Json("[1,2,3,4,5]")), ("condition", "=Variables.N < 5"), ("body", body))
            .Add("after", "Test.Step"));
        await AssertFinishedAsync(id);
        Assert.Equal(" 1", await SeenAsync(id));
        Assert.EndsWith("loop after", await PathAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_break_in_a_flowchart_cancels_what_still_runs_in_the_body()
    {
        var chart = Flow.Chart("body").Add("w", "Test.Wait").Add("t", "Test.Task").Add("b", "Elsa.Break").Connect("s -> t", "s -> w", "w -> b");
        var id = await StartAsync(Seeing("chart").Add("loop", "Elsa.For", ("end", 5), ("body", chart)));
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Equal("completed", Assert.Single(await TasksAsync(id)).CloseReason);
    }

    [Fact]
    public async Task A_break_leaves_only_the_inner_of_two_loops()
    {
        var inner = Flow.Activity("inner", "Elsa.For", ("start", 1), ("end", 9), ("body", Loops.Sequence("inner-body", Loops.See("see-inner"), Loops.If("if", "Variables.CurrentValue == 2", Loops.Break("b")))));
        var id = await StartAsync(Seeing("two").Add("outer", "Elsa.ForEach", ("items", Loops.Json("""["a","b"]""")), ("body", Loops.Sequence("outer-body", inner, Loops.See("see-outer")))));
        await AssertFinishedAsync(id);
        Assert.Equal(" 1 2 a 1 2 b", await SeenAsync(id));
    }

    [Fact]
    public async Task A_break_goes_through_forks_and_sequences_after_a_wait()
    {
        var fork = Flow.Activity("fork", "Elsa.Fork", ("branches", new JsonArray(
            Loops.Sequence("one", Flow.Activity("w", "Test.Wait"), Loops.Sequence("deep", Loops.Break("b"), Flow.Activity("never", "Test.Step")), Flow.Activity("never2", "Test.Step")),
            Flow.Activity("w2", "Test.Wait"))));
        var id = await StartAsync(Seeing("fork").Add("loop", "Elsa.For", ("end", 5), ("body", Loops.Sequence("body", fork, Flow.Activity("never3", "Test.Step")))).Add("after", "Test.Step"));
        Assert.Equal("w w2", await WaitingAsync(id));
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.DoesNotContain("never", await PathAsync(id), StringComparison.Ordinal);
        Assert.EndsWith("loop after", await PathAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_break_has_marked_survives_a_wait_of_the_body()
    {
        // Parallel does not stop at a break: its other branch is waited for, and then the loop ends.
        var parallel = new JsonObject
        {
            ["id"] = "parallel",
            ["type"] = "Elsa.Parallel",
            ["version"] = 1,
            ["activities"] = new JsonArray(Loops.Break("b"), Flow.Activity("w", "Test.Wait")),
        };
        var id = await StartAsync(Seeing("parallel").Add("loop", "Elsa.For", ("end", 5), ("body", Loops.Sequence("body", parallel, Flow.Activity("never", "Test.Step")))));
        await GoAsync(id, "w");
        await AssertFinishedAsync(id);
        Assert.Equal("b w parallel body loop", await PathAsync(id));
    }

    [Fact]
    public async Task A_break_in_a_parallel_loop_leaves_the_loop_around_it_when_all_items_are_done()
    {
        var each = Flow.Activity("each", "Elsa.ParallelForEach", ("items", Loops.Json("[1,2]")), ("body", Loops.Sequence(
            "item", Loops.See("see"), Loops.If("if", "Variables.CurrentValue == 1", Loops.Break("b")), Loops.See("see-late"))));
        var id = await StartAsync(Seeing("around").Add("loop", "Elsa.For", ("end", 5), ("body", each)));
        await AssertFinishedAsync(id);
        Assert.Equal(" 1 2 2", await SeenAsync(id));
    }

    [Fact]
    public async Task Complete_in_a_loop_ends_the_workflow()
    {
        var id = await StartAsync(Seeing("complete").Add("loop", "Elsa.For", ("end", 5), ("body", Loops.Sequence("body", Loops.See("see"), Flow.Activity("c", "Elsa.Complete")))).Add("never", "Test.Step"));
        await AssertFinishedAsync(id);
        Assert.Equal(" 0", await SeenAsync(id));
    }
}

public sealed class BreaksOnSqlite(SqliteTestDatabase database) : BreakSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class BreaksOnPostgres(PostgresTestDatabase database) : BreakSuite(database), IClassFixture<PostgresTestDatabase>;
