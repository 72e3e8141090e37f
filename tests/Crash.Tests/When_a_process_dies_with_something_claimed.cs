using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

public abstract class When_a_process_dies_with_something_claimed(TestDatabase database, MailServer mail) : CrashSuite(database, mail)
{
    [Fact]
    public async Task A_timer_fires_once_when_its_lease_has_ended()
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(1));
        await DieAsync("run", database, cases, CrashPoint.AfterTimerClaim);
        Assert.Equal(1, await new Ledger(database).NumberAsync("select count(*) from bookmarks where lease_until is not null", Cancel));

        await FinishAsync(database, cases);
        await AssertAllIsDoneOnceAsync(database, cases);
    }

    [Fact]
    public async Task A_message_that_was_not_sent_is_sent_once()
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(1));
        await DieAsync("run", database, cases, CrashPoint.AfterOutboxClaim);
        Assert.Equal(1, await new Ledger(database).NumberAsync("select count(*) from outbox where status = 0 and lease_until is not null", Cancel));
        Assert.Empty(await Mail.ReceivedAsync(cases[0], Cancel));

        await FinishAsync(database, cases);
        await AssertAllIsDoneOnceAsync(database, cases);
    }

    [Fact]
    public async Task A_mail_that_the_server_has_accepted_is_sent_again_with_the_same_Message_ID()
    {
        var (database, cases) = (await NewDatabaseAsync(), NewCases(1));
        await DieAsync("run", database, cases, CrashPoint.AfterAccepted);
        var accepted = Assert.Single(await Mail.ReceivedAsync(cases[0], Cancel));
        Assert.Equal(0, await new Ledger(database).NumberAsync("select count(*) from outbox where status = 1", Cancel));

        await FinishAsync(database, cases);
        await AssertAllIsDoneOnceAsync(database, cases);
        Assert.True((await Mail.ReceivedAsync(cases[0], Cancel)).Count(mail => mail.MessageId == accepted.MessageId && mail.Raw == accepted.Raw) > 1);
    }
}

public sealed class When_a_process_dies_with_something_claimed_on_SQLite(SqliteTestDatabase database, MailServer mail)
    : When_a_process_dies_with_something_claimed(database, mail), IClassFixture<SqliteTestDatabase>;

public sealed class When_a_process_dies_with_something_claimed_on_PostgreSQL(PostgresTestDatabase database, MailServer mail)
    : When_a_process_dies_with_something_claimed(database, mail), IClassFixture<PostgresTestDatabase>;
