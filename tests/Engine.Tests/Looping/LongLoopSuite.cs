using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>A long loop goes on in parts, and does not fill the database.</summary>
public abstract class LongLoopSuite(TestDatabase database) : SeeingSuite(database)
{
    [Fact]
    public async Task A_million_turns_leave_a_journal_and_a_state_of_hundreds_of_lines()
    {
        const int turns = 1_000_000;
        var id = await StartAsync(Counting("million", $"Variables.N < {turns}").Add("w", "Test.Wait"));
        await QuietAsync();
        var row = await InstanceAsync(id);
        Assert.Equal((InstanceSubStatus.Suspended, "w"), (row.SubStatus, await WaitingAsync(id)));
        Assert.InRange(row.State.Length, 1, 2_000);
        var journal = await JournalAsync(id);
        Assert.InRange(journal.Length, 1, 500);
        var inc = journal.Where(entry => entry.NodeId.EndsWith(":inc", StringComparison.Ordinal)).ToList();
        Assert.Equal(turns, inc.Count(entry => entry.Event == JournalEvents.Started) + inc.Where(entry => entry.Event == JournalEvents.Repeated).Sum(entry => entry.Repeats));
    }

    internal static Flow Counting(string id, string condition) => Flow.Sequence(id).Variable("N", "Int32", 0)
        .Add("loop", "Elsa.While", ("condition", "=" + condition), ("body", Loops.Set("inc", "N", "=Variables.N + 1")));
}

public sealed class LongLoopsOnSqlite(SqliteTestDatabase database) : LongLoopSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class LongLoopsOnPostgres(PostgresTestDatabase database) : LongLoopSuite(database), IClassFixture<PostgresTestDatabase>;
