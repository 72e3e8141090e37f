using Microsoft.AspNetCore.Http;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Tests.Http;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

public abstract class When_a_process_dies_with_a_request_on_its_way(TestDatabase database, MailServer mail) : CrashSuite(database, mail)
{
    [Theory]
    [InlineData(CrashPoint.AfterCommit, 1, 1)] // the request is in the outbox, nobody has been woken for it
    [InlineData(CrashPoint.AfterOutboxClaim, 1, 1)]
    [InlineData(CrashPoint.AfterAccepted, 1, 2)] // answered, that is not noted
    [InlineData(CrashPoint.BeforeCommit, 2, 2)] // the answer and what follows are written, not committed
    public async Task It_is_sent_at_least_once_under_one_key_and_answered_once(CrashPoint crash, int pass, int requests)
    {
        var (database, instance) = (await NewDatabaseAsync(), NewCases(1));
        await using var receiver = await Receiver.StartAsync(context => context.Response.WriteAsync("hello yourself"), Cancel);

        await DieAsync("send", database, instance, crash, pass, receiver.Address);
        Assert.Equal(1, await new Ledger(database).NumberAsync("select count(*) from outbox where status = 0 and payload <> '{}'", Cancel));
        await FinishAsync("send", database, instance, receiver.Address);

        Assert.Equal(requests, receiver.Requests.Count);
        Assert.Equal([$"{instance[0]:N}:2"], receiver.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
        var ledger = new Ledger(database);
        Assert.Equal(1, await ledger.NumberAsync("select count(*) from instances where status = 1 and sub_status = 3", Cancel));
        Assert.Equal(1, await ledger.NumberAsync("select count(*) from outbox where status = 1 and payload = '{}'", Cancel));
        Assert.Equal(1, await ledger.NumberAsync("select count(*) from delivery_attempts", Cancel));
        Assert.Equal(0, await ledger.NumberAsync("select count(*) from stimuli", Cancel));
    }
}

public sealed class When_a_process_dies_with_a_request_on_its_way_on_SQLite(SqliteTestDatabase database, MailServer mail)
    : When_a_process_dies_with_a_request_on_its_way(database, mail), IClassFixture<SqliteTestDatabase>;

public sealed class When_a_process_dies_with_a_request_on_its_way_on_PostgreSQL(PostgresTestDatabase database, MailServer mail)
    : When_a_process_dies_with_a_request_on_its_way(database, mail), IClassFixture<PostgresTestDatabase>;
