using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Bursts;

/// <summary>Turns that are only counted have ended: whatever still runs is in the journal.</summary>
public abstract class FoldedJournalSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task Of_many_activities_that_wait_each_has_its_line_when_it_starts_and_when_it_ends()
    {
        const int Waits = BurstJournal.FullTurns + 5;
        var id = await StartAsync(Flow.Chart("waits").Variable("N", "Int32", 0).Tokens()
            .Add("more", "Elsa.FlowDecision", ("condition", "=Variables.N < " + Waits))
            .Add("inc", "Elsa.SetVariable", ("variable", new System.Text.Json.Nodes.JsonObject { ["id"] = "N", ["name"] = "N" }), ("value", "=Variables.N + 1"))
            .Merging("w", "Cascade", "Test.Wait")
            .Connect("s -> inc", "inc -> w", "inc -> more", "more:True -> inc"));
        Assert.Equal(Waits, (await BookmarksAsync(id)).Count);
        Assert.Equal(Waits, await LinesAsync(id, JournalEvents.Started));
        for (var i = 0; i < Waits; i++)
        {
            await GoAsync(id, "w");
        }

        Assert.Equal(Waits, await LinesAsync(id, JournalEvents.Completed));
        await AssertFinishedAsync(id);
    }

    private async Task<int> LinesAsync(Guid id, string name) =>
        (await JournalAsync(id)).Where(entry => entry.Event == name && entry.NodeId.EndsWith(":w", StringComparison.Ordinal)).Select(entry => entry.ExecutionId).Distinct().Count();
}

public sealed class FoldedJournalsOnSqlite(SqliteTestDatabase database) : FoldedJournalSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class FoldedJournalsOnPostgres(PostgresTestDatabase database) : FoldedJournalSuite(database), IClassFixture<PostgresTestDatabase>;
