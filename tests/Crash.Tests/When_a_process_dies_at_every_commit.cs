using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

/// <summary>The worst machine there is: no process lives longer than one commit.</summary>
public abstract class When_a_process_dies_at_every_commit(TestDatabase database, MailServer mail) : CrashSuite(database, mail)
{
    // A case takes about a dozen commits. More lives than this and it does not get on.
    private const int MaxLives = 40;

    // The first commit is made, the second is lost with all that was written for it.
    [Fact]
    public Task Before_it_nothing_of_the_burst_has_happened_and_the_next_process_runs_it() => DieUntilDoneAsync(CrashPoint.BeforeCommit, pass: 2);

    // Nobody in this process is told of what was committed: children, parents, listeners and the outbox are found by the next one.
    [Fact]
    public Task After_it_the_burst_has_happened_and_the_next_process_wakes_whom_it_addressed() => DieUntilDoneAsync(CrashPoint.AfterCommit, pass: 1);

    private async Task DieUntilDoneAsync(CrashPoint point, int pass)
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(1));
        var lives = 1;
        while ((await LiveAsync("run", database, cases, point, pass)).Code == ChildRun.Killed)
            Assert.True(++lives <= MaxLives, $"After {MaxLives} lives, each ended at {point}, the case has not ended.");

        TestContext.Current.TestOutputHelper?.WriteLine($"{lives} lives");
        Assert.True(lives > 5, $"Only {lives - 1} processes died: the crash point is hardly passed.");
        await AssertAllIsDoneOnceAsync(database, cases);
    }
}

public sealed class When_a_process_dies_at_every_commit_on_SQLite(SqliteTestDatabase database, MailServer mail)
    : When_a_process_dies_at_every_commit(database, mail), IClassFixture<SqliteTestDatabase>;

public sealed class When_a_process_dies_at_every_commit_on_PostgreSQL(PostgresTestDatabase database, MailServer mail)
    : When_a_process_dies_at_every_commit(database, mail), IClassFixture<PostgresTestDatabase>;
