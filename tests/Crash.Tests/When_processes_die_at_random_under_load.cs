using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

public abstract class When_processes_die_at_random_under_load(TestDatabase database, MailServer mail) : CrashSuite(database, mail)
{
    private const int Kills = 3;

    // Bursts a life of the process gets at least and at most before it is killed; a case takes about a dozen.
    private const int LeastBursts = 5;
    private const int MostBursts = 40;

    [Fact]
    public async Task All_cases_end_as_if_nothing_had_happened()
    {
        var (database, cases, seed) = (await NewDatabaseAsync(), NewCases(8), Random.Shared.Next());
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var child = await StartAsync("run", database, cases);
            await WaitForBurstsAsync(database, random.Next(LeastBursts, MostBursts), child);
            child.Kill();
            Assert.Equal(ChildRun.Killed, await child.EndAsync(Cancel));
        }

        await FinishAsync(database, cases);
        await AssertAllIsDoneOnceAsync(database, cases);
    }
}

public sealed class When_processes_die_at_random_under_load_on_SQLite(SqliteTestDatabase database, MailServer mail)
    : When_processes_die_at_random_under_load(database, mail), IClassFixture<SqliteTestDatabase>;

public sealed class When_processes_die_at_random_under_load_on_PostgreSQL(PostgresTestDatabase database, MailServer mail)
    : When_processes_die_at_random_under_load(database, mail), IClassFixture<PostgresTestDatabase>
{
    [Fact]
    public async Task What_one_of_two_processes_leaves_behind_the_other_carries_on()
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(6));
        await using var survivor = await StartAsync("run", database, cases);
        await using (var victim = await StartAsync("run", database, cases))
        {
            await WaitForBurstsAsync(database, 30, survivor);
            victim.Kill();
            Assert.Equal(ChildRun.Killed, await victim.EndAsync(Cancel));
        }

        Assert.Equal(0, await survivor.EndAsync(Cancel));
        await AssertAllIsDoneOnceAsync(database, cases);
    }
}
