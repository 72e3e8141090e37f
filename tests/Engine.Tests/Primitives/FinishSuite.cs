using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Primitives;

public abstract class FinishSuite(TestDatabase database) : WorkflowSuite(database)
{
    [Fact]
    public async Task Finish_has_completed_in_the_journal_and_only_what_was_open_beside_it_is_cancelled()
    {
        var id = await StartAsync(Flow.Chart("finish").Add("w", "Test.Wait").Add("stop", "Elsa.Finish").Connect("a -> w", "a -> stop"));

        Assert.Equal("a stop", await PathAsync(id));
        var cancelled = (await JournalAsync(id)).Where(entry => entry.Event == JournalEvents.Cancelled);
        Assert.EndsWith(":w", Assert.Single(cancelled).NodeId, StringComparison.Ordinal);
        await AssertFinishedAsync(id);
    }
}

public sealed class FinishOnSqlite(SqliteTestDatabase database) : FinishSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class FinishOnPostgres(PostgresTestDatabase database) : FinishSuite(database), IClassFixture<PostgresTestDatabase>;
