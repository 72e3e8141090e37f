using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.TestSupport.Databases;
using Xunit;
using static ProcessAutomation.Engine.Tests.Storage.StoredThings;

namespace ProcessAutomation.Engine.Tests.Storage;

public abstract class OutboxSuite(TestDatabase database) : EngineSuite(database)
{
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(-1);
    protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_message_is_claimed_once_and_only_by_its_transport()
    {
        await Store.WriteAsync(new BurstCommit { Outbox = [Message("a"), Message("b", kind: "webhook"), Message("a")], At = Noon });

        var claimed = Assert.Single(await Outbox.ClaimAsync(["email", "letter"], 10, Lease, Cancel));
        Assert.Equal(("a", 1, 1L), (claimed.Message.Key, claimed.Attempt, claimed.Fence));
        Assert.Empty(await Outbox.ClaimAsync(["email"], 10, Lease, Cancel));
        Assert.Single(await Outbox.ClaimAsync(["webhook"], 10, Lease, Cancel));
    }

    [Fact]
    public async Task What_was_rendered_first_is_what_every_attempt_sends()
    {
        await Store.WriteAsync(new BurstCommit { Outbox = [Message()], At = Noon });
        var claim = await ClaimOneAsync(Over);
        Assert.Equal("first", await Outbox.FreezeAsync(claim.Message.Id, claim.Fence, "first", Cancel));

        var again = await ClaimOneAsync(Lease);
        Assert.Equal(("first", 1), (again.Message.Rendered, again.Attempt)); // the attempt of the dead claimer was never recorded
        Assert.Equal("first", await Outbox.FreezeAsync(again.Message.Id, again.Fence, "second", Cancel));
        Assert.Null(await Outbox.FreezeAsync(claim.Message.Id, claim.Fence, "third", Cancel));
    }

    [Fact]
    public async Task A_result_from_a_superseded_claim_is_refused()
    {
        await Store.WriteAsync(new BurstCommit { Outbox = [Message()], At = Noon });
        var slow = await ClaimOneAsync(Over);
        var quick = await ClaimOneAsync(Lease);

        Assert.False(await Outbox.RecordAsync(Result(slow, OutboxStatus.Failed, "smtp.timeout"), Cancel));
        var inBurst = new BurstCommit { Deliveries = [Result(slow, OutboxStatus.Failed, "smtp.timeout")], Tasks = [TaskOf()], At = Noon };
        Assert.Equal(new CommitOutcome.StaleDelivery(slow.Message.Id), await Store.WriteAsync(inBurst));
        Assert.True(await Outbox.RecordAsync(Result(quick, OutboxStatus.Sent, "sent"), Cancel));
        Assert.False(await Outbox.RecordAsync(Result(quick, OutboxStatus.Sent, "sent"), Cancel));

        Assert.Equal([(OutboxStatus.Sent, 1)], await RowsAsync());
        Assert.Null(await Outbox.NextAttemptAtAsync(["email"], Cancel));
    }

    [Fact]
    public async Task A_claim_can_be_lengthened_and_given_back_by_who_has_it_only()
    {
        await Store.WriteAsync(new BurstCommit { Outbox = [Message()], At = Noon });
        var slow = await ClaimOneAsync(Over);
        Assert.True(await Outbox.RenewAsync(slow.Message.Id, slow.Fence, Lease, Cancel));
        Assert.Empty(await Outbox.ClaimAsync(["email"], 10, Lease, Cancel));
        await Outbox.ReleaseAsync(slow.Message.Id, slow.Fence, Cancel);

        var quick = await ClaimOneAsync(Lease);
        Assert.False(await Outbox.RenewAsync(slow.Message.Id, slow.Fence, Lease, Cancel));
        await Outbox.ReleaseAsync(slow.Message.Id, slow.Fence, Cancel);
        Assert.Empty(await Outbox.ClaimAsync(["email"], 10, Lease, Cancel));
        Assert.True(await Outbox.RecordAsync(Result(quick, OutboxStatus.Sent, "sent"), Cancel));
        Assert.False(await Outbox.RenewAsync(quick.Message.Id, quick.Fence, Lease, Cancel));
    }

    [Fact]
    public async Task A_failed_attempt_waits_for_its_next_and_both_stay_in_the_log()
    {
        await Store.WriteAsync(new BurstCommit { Outbox = [Message()], At = Noon });
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var first = await ClaimOneAsync(Lease);
        Assert.True(await Outbox.RecordAsync(Result(first, OutboxStatus.Waiting, "smtp.down") with { NextAttemptAt = past.AddHours(1) }, Cancel));
        Assert.Empty(await Outbox.ClaimAsync(["email"], 10, Lease, Cancel));
        Assert.True(await Outbox.NextAttemptAtAsync(["email"], Cancel) > past.AddMinutes(50));

        Assert.False(await Outbox.RecordAsync(Result(first, OutboxStatus.Waiting, "again") with { Fence = 7, NextAttemptAt = past }, Cancel));
        await using var scope = Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        await context.Outbox.ExecuteUpdateAsync(row => row.SetProperty(message => message.NextAttemptAt, past), Cancel);
        var second = await ClaimOneAsync(Lease);
        Assert.Equal(2, second.Attempt);
        Assert.IsType<CommitOutcome.Committed>(await Store.WriteAsync(new BurstCommit { Deliveries = [Result(second, OutboxStatus.Sent, "sent")], At = Noon }));
        var attempts = await context.DeliveryAttempts.OrderBy(attempt => attempt.Attempt).ToListAsync(Cancel);
        Assert.Equal([(1, "smtp.down"), (2, "sent")], attempts.Select(attempt => (attempt.Attempt, attempt.Code)));
    }

    [Fact]
    public async Task Revoking_takes_back_what_is_unsent_but_not_what_is_on_its_way()
    {
        var instanceId = Ids.New();
        await Store.WriteAsync(new BurstCommit { Outbox = [Message(instanceId: instanceId)], At = Noon });
        var onItsWay = await ClaimOneAsync(Lease);
        await Store.WriteAsync(new BurstCommit { Outbox = [Message(instanceId: instanceId), Message(instanceId: Ids.New())], At = Noon });

        await Store.WriteAsync(new BurstCommit { RevokeOutboxOf = [instanceId], At = Noon });

        Assert.Equal([(OutboxStatus.Waiting, 0), (OutboxStatus.Waiting, 0), (OutboxStatus.Revoked, 0)], await RowsAsync());
        Assert.True(await Outbox.RecordAsync(Result(onItsWay, OutboxStatus.Sent, "sent"), Cancel));
    }

    private static DeliveryResult Result(ClaimedDelivery claim, OutboxStatus status, string code) => new()
    {
        OutboxId = claim.Message.Id,
        Fence = claim.Fence,
        Attempt = claim.Attempt,
        At = Noon,
        Code = code,
        Status = status,
    };

    private async Task<ClaimedDelivery> ClaimOneAsync(TimeSpan lease) => Assert.Single(await Outbox.ClaimAsync(["email"], 10, lease, Cancel));

    private async Task<List<(OutboxStatus, int)>> RowsAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.OrderBy(row => row.Status).ToListAsync(Cancel);
        return [.. rows.Select(row => (row.Status, row.Attempts))];
    }
}

public sealed class OutboxOnSqlite(SqliteTestDatabase database) : OutboxSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class OutboxOnPostgres(PostgresTestDatabase database) : OutboxSuite(database), IClassFixture<PostgresTestDatabase>
{
    [Fact]
    public async Task A_claim_takes_no_more_than_was_asked_for_however_the_planner_goes_about_it()
    {
        await Store.WriteAsync(new BurstCommit { Outbox = [.. Enumerable.Range(1, 20).Select(number => Message($"m{number}"))], At = Noon });
        // A planner that is left with nested loops would run an inner choice again for every row, past those it has locked itself.
        var loops = $"{Database.ConnectionString};Options=-c enable_hashjoin=off -c enable_mergejoin=off -c enable_hashagg=off -c enable_sort=off -c enable_material=off";
        await using var services = TestDatabase.BuildServices(loops);

        Assert.Equal(3, (await services.GetRequiredService<IOutboxStore>().ClaimAsync(["email"], 3, Lease, Cancel)).Length);
    }
}
