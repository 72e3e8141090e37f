using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

public abstract class When_a_person_answers_and_the_process_dies(TestDatabase database, MailServer mail) : CrashSuite(database, mail)
{
    private const string OpenTasks = "select count(*) from tasks where status = 0 and version = 1 and completed_by is null";
    private const string AnsweredTasks = "select count(*) from tasks where step = 'decide' and status = 2 and version = 2 and outcome = 'Yes'";

    // What the answer changes of the case itself, by EF Core, in the same transaction; opening it was its first version.
    private const string ChangedCases = "select count(*) from cases where home_municipality = '0301' and version = 2";

    // The next human task stands behind the answer, in the same transaction.
    private const string Followers = "select count(*) from tasks where step = 'confirm'";

    [Fact]
    public async Task Before_the_commit_the_task_is_open_as_before_and_can_be_answered()
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(1));
        var ledger = await AskAsync(database, cases);
        var before = await ledger.CaseAsync(cases[0], Cancel);

        await DieAsync("answer", database, [], CrashPoint.BeforeCommit);
        Assert.Equal(before, await ledger.CaseAsync(cases[0], Cancel));
        Assert.Equal((1, 0), (await ledger.NumberAsync(OpenTasks, Cancel), await ledger.NumberAsync(ChangedCases, Cancel)));

        await FinishAsync(database, cases);
        await AssertAllIsDoneOnceAsync(database, cases);
    }

    [Fact]
    public async Task After_the_commit_the_task_is_completed_and_a_second_answer_does_nothing()
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(1));
        var ledger = await AskAsync(database, cases);

        await DieAsync("answer", database, [], CrashPoint.AfterCommit);
        Assert.Equal((1, 1, 1), (await ledger.NumberAsync(AnsweredTasks, Cancel), await ledger.NumberAsync(Followers, Cancel), await ledger.NumberAsync(ChangedCases, Cancel)));

        var (_, output) = await LiveAsync("again", database, []);
        Assert.Equal(["refused"], output.Split(Environment.NewLine).Where(line => line is "refused" or "answered twice"));
        Assert.Equal((1, 1, 1), (await ledger.NumberAsync(AnsweredTasks, Cancel), await ledger.NumberAsync(Followers, Cancel), await ledger.NumberAsync(ChangedCases, Cancel)));

        await FinishAsync(database, cases);
        await AssertAllIsDoneOnceAsync(database, cases);
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

public sealed class When_a_person_answers_and_the_process_dies_on_SQLite(SqliteTestDatabase database, MailServer mail)
    : When_a_person_answers_and_the_process_dies(database, mail), IClassFixture<SqliteTestDatabase>;

public sealed class When_a_person_answers_and_the_process_dies_on_PostgreSQL(PostgresTestDatabase database, MailServer mail)
    : When_a_person_answers_and_the_process_dies(database, mail), IClassFixture<PostgresTestDatabase>;
