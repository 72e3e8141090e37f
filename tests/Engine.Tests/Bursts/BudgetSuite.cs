using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Bursts;

/// <summary>A burst that has spent its budget commits and goes on in the next one.</summary>
public abstract class BudgetSuite(TestDatabase database) : WorkflowSuite(database)
{
    private static Flow Counting(int to) => Flow.Chart("counting").Variable("N", "Int32", 0)
        .Add("more", "Elsa.FlowDecision", ("condition", $"=Variables.N < {to}"))
        .Add("inc", "Elsa.SetVariable", ("variable", new System.Text.Json.Nodes.JsonObject { ["id"] = "N", ["name"] = "N" }), ("value", "=Variables.N + 1"))
        .Add("w", "Test.Wait")
        .Connect("s -> inc", "inc -> more", "more:True -> inc", "more:False -> w", "w -> z");

    [Fact]
    public async Task A_long_loop_is_committed_in_parts_and_ends_where_one_burst_would_have()
    {
        var id = await StartAsync(Counting(600));
        Assert.Equal(InstanceSubStatus.Executing, (await InstanceAsync(id)).SubStatus);
        await QuietAsync();
        var row = await InstanceAsync(id);
        Assert.Equal((InstanceSubStatus.Suspended, "w"), (row.SubStatus, await WaitingAsync(id)));
        Assert.InRange(row.Revision, 12, 15);
        var journal = await JournalAsync(id);
        var turns = journal.Count(entry => entry is { Event: JournalEvents.Started } && entry.NodeId.EndsWith(":inc", StringComparison.Ordinal))
            + journal.Where(entry => entry is { Event: JournalEvents.Repeated } && entry.NodeId.EndsWith(":inc", StringComparison.Ordinal)).Sum(entry => entry.Repeats);
        Assert.Equal(600, turns);
        Assert.True(journal.Length < 700, $"{journal.Length} lines: the journal folds repeated turns");
    }

    [Fact]
    public async Task A_stimulus_that_meets_a_spent_budget_is_kept()
    {
        var id = await StartAsync(Counting(120));
        await GoAsync(id, "w");
        await QuietAsync();
        Assert.EndsWith("w z", await PathAsync(id), StringComparison.Ordinal);
        await AssertFinishedAsync(id);
    }

    [Fact]
    public async Task A_long_loop_is_cancelled_in_the_middle()
    {
        var id = await StartAsync(Counting(5000));
        await Runtime.CancelAsync(id, "withdrawn", Cancel);
        await AssertFinishedAsync(id, InstanceSubStatus.Cancelled);
        Assert.Equal(2, (await InstanceAsync(id)).Revision);
    }

    [Fact]
    public async Task Five_hundred_parallel_branches_join_over_many_bursts()
    {
        var flow = Flow.Chart("wide");
        for (var i = 0; i < 500; i++)
        {
            flow.Connect($"s -> b{i}", $"b{i} -> z");
        }

        var id = await StartAsync(flow);
        await QuietAsync();
        await AssertFinishedAsync(id);
        Assert.EndsWith(" z", await PathAsync(id), StringComparison.Ordinal);
    }

    protected override void Configure(EngineOptions options)
    {
        base.Configure(options);
        options.BurstActivities = 100;
    }
}

public sealed class BudgetsOnSqlite(SqliteTestDatabase database) : BudgetSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class BudgetsOnPostgres(PostgresTestDatabase database) : BudgetSuite(database), IClassFixture<PostgresTestDatabase>;
