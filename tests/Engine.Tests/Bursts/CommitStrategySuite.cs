using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Bursts;

/// <summary>Where an instance commits besides its waits, and what of it lives only until then.</summary>
public abstract class CommitStrategySuite(TestDatabase database) : WorkflowSuite(database)
{
    [Theory]
    [InlineData("Executing", 2)]
    [InlineData("ActivityExecuting", 2)]
    [InlineData("Executed", 2)]
    [InlineData("ActivityExecuted", 2)]
    [InlineData("CommitAlways", 3)]
    [InlineData("CommitNever", 1)]
    [InlineData("", 1)]
    public async Task An_activity_commits_before_it_or_after_it_as_its_strategy_says(string strategy, int bursts)
    {
        var id = await StartAsync(Flow.Chart($"own-{strategy}").Add("b", "Test.Step", ("customProperties", Strategy(strategy))).Connect("a -> b", "b -> c", "c -> d"));
        await QuietAsync();
        await AssertFinishedAsync(id);
        Assert.Equal(("a b c d", bursts), (await PathAsync(id), (int)(await InstanceAsync(id)).Revision));
    }

    [Theory]
    [InlineData("ActivityExecuting", 5)]
    [InlineData("ActivityExecuted", 4)]
    [InlineData("WorkflowExecuting", 2)]
    [InlineData("WorkflowExecuted", 1)]
    [InlineData("Periodic", 1)]
    public async Task A_workflows_strategy_is_that_of_all_its_activities_but_of_those_with_their_own(string strategy, int bursts)
    {
        var id = await StartAsync(Flow.Chart($"all-{strategy}").Option("commitStrategyName", strategy)
            .Add("b", "Test.Step", ("customProperties", Strategy("CommitNever"))).Connect("a -> b", "b -> c", "c -> d", "d -> e"));
        await QuietAsync();
        await AssertFinishedAsync(id);
        Assert.Equal(("a b c d e", bursts), (await PathAsync(id), (int)(await InstanceAsync(id)).Revision));
    }

    [Fact]
    public async Task What_was_committed_before_a_failing_activity_is_not_run_again()
    {
        Failures.Fail("b", () => new InvalidOperationException());
        var id = await StartAsync(Flow.Chart("before").Add("a", "Test.Step", ("effects", "True")).Add("b", "Test.Step", ("effects", "True"), ("customProperties", Strategy("Executing"))).Connect("a -> b"));
        await QuietAsync();
        Assert.Equal((1, 3), (Failures.Calls("a"), Failures.Calls("b")));
    }

    [Fact]
    public async Task A_resumed_activity_commits_too_and_nothing_is_left_over()
    {
        var id = await StartAsync(Flow.Chart("resumed").Add("w", "Test.Wait", ("customProperties", Strategy("Executed"))).Connect("w -> a", "a -> b"));
        await GoAsync(id, "w");
        Assert.Equal(InstanceSubStatus.Executing, (await InstanceAsync(id)).SubStatus);
        await QuietAsync();
        await AssertFinishedAsync(id);
        Assert.Equal(3, (await InstanceAsync(id)).Revision);
    }

    [Fact]
    public async Task A_variable_in_memory_lives_through_commits_and_has_its_start_value_after_a_wait()
    {
        var id = await StartAsync(Flow.Chart("memory")
            .Variable("Kept", "Int32", 1, "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core").Variable("Lost", "Int32", 1, "Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core")
            .Variable("Seen", "Int32").Variable("After", "Int32")
            .Add("k", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "Kept" }), ("value", "7"))
            .Add("l", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "Lost" }), ("value", "7"), ("customProperties", Strategy("Executed")))
            .Add("s", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "Seen" }), ("value", "=Variables.Kept * 10 + Variables.Lost"))
            .Add("w", "Test.Wait")
            .Add("f", "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "After" }), ("value", "=Variables.Kept * 10 + Variables.Lost"))
            .Connect("k -> l", "l -> s", "s -> w", "w -> f"));
        await QuietAsync();
        Assert.DoesNotContain("Lost", System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
        await GoAsync(id, "w");
        Assert.Contains("\"Kept\":7,\"Seen\":77,\"After\":71", System.Text.Encoding.UTF8.GetString((await InstanceAsync(id)).State), StringComparison.Ordinal);
    }

    private static JsonObject Strategy(string name) => new() { ["commitStrategyName"] = name };
}

public sealed class CommitStrategiesOnSqlite(SqliteTestDatabase database) : CommitStrategySuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class CommitStrategiesOnPostgres(PostgresTestDatabase database) : CommitStrategySuite(database), IClassFixture<PostgresTestDatabase>;
