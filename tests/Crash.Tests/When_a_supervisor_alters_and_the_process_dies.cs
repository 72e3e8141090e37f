using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

public abstract class When_a_supervisor_alters_and_the_process_dies(TestDatabase database, MailServer mail) : CrashSuite(database, mail)
{
    private const string Alterations = "select count(*) from alterations";
    private const string OpenTasks = "select count(*) from tasks where status = 0";
    private const string ClosedTasks = "select count(*) from tasks where status = 3 and close_reason = 'altered'";
    private const string Unfinished = "select count(*) from instances where status = 0";

    [Fact]
    public async Task Before_the_commit_nothing_is_altered()
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(1));
        var ledger = await AskAsync(database, cases);
        var before = await ledger.CaseAsync(cases[0], Cancel);

        await DieAsync("alter", database, [], CrashPoint.BeforeCommit);

        Assert.Equal(before, await ledger.CaseAsync(cases[0], Cancel));
        Assert.Equal((0, 1, 0), (await ledger.NumberAsync(Alterations, Cancel), await ledger.NumberAsync(OpenTasks, Cancel), await ledger.NumberAsync(ClosedTasks, Cancel)));
        await FinishAsync(database, cases);
        await AssertAllIsDoneOnceAsync(database, cases);
    }

    [Fact]
    public async Task After_the_commit_the_alteration_its_reason_and_what_it_did_are_all_there_and_the_case_goes_on()
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(1));
        var ledger = await AskAsync(database, cases);

        await DieAsync("alter", database, [], CrashPoint.AfterCommit);

        Assert.Equal((1, 1, 1), (await ledger.NumberAsync(Alterations, Cancel), await ledger.NumberAsync(OpenTasks, Cancel), await ledger.NumberAsync(ClosedTasks, Cancel)));
        await FinishAsync(database, cases);
        Assert.Equal((1, 0), (await ledger.NumberAsync(Alterations, Cancel), await ledger.NumberAsync(Unfinished, Cancel)));
    }

    private async Task<Ledger> AskAsync(string database, Guid[] cases)
    {
        var (code, output) = await LiveAsync("ask", database, cases);
        Assert.True(code == 0, output);
        var ledger = new Ledger(database);
        Assert.Equal(1, await ledger.NumberAsync(OpenTasks, Cancel));
        return ledger;
    }
}

public sealed class When_a_supervisor_alters_and_the_process_dies_on_SQLite(SqliteTestDatabase database, MailServer mail)
    : When_a_supervisor_alters_and_the_process_dies(database, mail), IClassFixture<SqliteTestDatabase>;

public sealed class When_a_supervisor_alters_and_the_process_dies_on_PostgreSQL(PostgresTestDatabase database, MailServer mail)
    : When_a_supervisor_alters_and_the_process_dies(database, mail), IClassFixture<PostgresTestDatabase>;
