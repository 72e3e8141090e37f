using ProcessAutomation.Nodes.Tests.Load;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Nodes.Tests;

/// <summary>Two nodes, one five seconds ahead, one five behind. The database writes down when things happened, by triggers of this test.</summary>
public sealed class When_clocks_differ(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private const int Cases = 12;

    // More than the machine may be late by, less than the ten seconds between the nodes' clocks.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(4.5);

    // armed: when a timer was stored. over: when it was taken away. failed: when each attempt of the activity that fails was stored.
    private const string Watches = """
        create table watched_timers (id uuid primary key, due_at timestamptz not null, armed timestamptz not null, over timestamptz);
        create function watch_armed() returns trigger language plpgsql as $$ begin
          insert into watched_timers values (new.id, new.due_at, clock_timestamp()); return new; end $$;
        create function watch_over() returns trigger language plpgsql as $$ begin
          update watched_timers set over = clock_timestamp() where id = old.id; return old; end $$;
        create trigger armed after insert on bookmarks for each row when (new.due_at is not null) execute function watch_armed();
        create trigger over before delete on bookmarks for each row when (old.due_at is not null) execute function watch_over();
        create table watched_attempts (instance_id uuid not null, attempts integer not null, retry_at timestamptz, failed timestamptz not null);
        create function watch_attempt() returns trigger language plpgsql as $$ begin
          insert into watched_attempts values (new.instance_id, new.attempts, new.retry_at, clock_timestamp()); return new; end $$;
        create trigger attempt after insert or update on incidents for each row execute function watch_attempt();
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_timer_is_early_and_retries_and_notices_come_when_they_should()
    {
        database.Require();
        await using var cluster = await Cluster.StartAsync(
            database.ConnectionString!, SoakFlows.FailingTexts, [[("Clock__Skew", "00:00:05")], [("Clock__Skew", "-00:00:05")]],
            new SmtpFaults { DeferredRecipients = Cases / 2 }, Cancel);
        await cluster.ExecuteAsync(Watches, Cancel);
        var workers = new Caseworkers(cluster, TimeSpan.Zero);
        await Task.WhenAll(Enumerable.Range(0, Cases).Select(_ => workers.OpenAsync(Cancel)));
        await cluster.UntilAsync("every first notice has left", async () => await cluster.NumberAsync("select count(*) from outbox where status = 1", Cancel) == Cases, TimeSpan.FromSeconds(60), Cancel);
        await cluster.ExecuteAsync("alter table units rename to units_away", Cancel);
        await Task.WhenAll((await cluster.ColumnAsync<Guid>("select id from cases", Cancel)).Select(id => workers.TellAsync(id, "go", Cancel)));
        await cluster.UntilAsync(
            "every case has failed three times", async () => await cluster.NumberAsync("select count(*) from watched_attempts where attempts = 3", Cancel) == Cases, TimeSpan.FromSeconds(60),
            Cancel);

        Assert.Empty(workers.Wrong);
        var offsets = await cluster.ColumnAsync<double>("select clock_offset / 1e6 from nodes order by clock_offset", Cancel);
        Assert.Equal(2, offsets.Count);
        Assert.InRange(offsets[0], -5.5, -4.5);
        Assert.InRange(offsets[1], 4.5, 5.5);

        // Three seconds, counted from the database's now, whichever node armed it.
        var wishes = await cluster.ColumnAsync<TimeSpan>("select due_at - armed from watched_timers", Cancel);
        Assert.Equal(Cases, wishes.Count);
        Assert.All(wishes, wish => Assert.InRange(wish, SoakFlows.FailingWait - TimeSpan.FromSeconds(2.9), SoakFlows.FailingWait));

        // Never early by the database's clock, and not late by the difference of the nodes'.
        var late = await cluster.ColumnAsync<TimeSpan>("select over - due_at from watched_timers", Cancel);
        Assert.All(late, by => Assert.InRange(by, TimeSpan.Zero, Tolerance));
        var retries = await cluster.ColumnAsync<TimeSpan>(
            "select b.failed - a.retry_at from watched_attempts a join watched_attempts b on b.instance_id = a.instance_id and b.attempts = a.attempts + 1", Cancel);
        Assert.Equal(Cases * 2, retries.Count);
        Assert.All(retries, by => Assert.InRange(by, TimeSpan.Zero, Tolerance));
        Verdict.Print(FormattableString.Invariant(
            $"timers late by {late.Min().TotalMilliseconds:0}–{late.Max().TotalMilliseconds:0} ms, retries by {retries.Min().TotalMilliseconds:0}–{retries.Max().TotalMilliseconds:0} ms"));

        // Deferred by the mail server, sent again a second later by whichever node.
        Assert.Equal(Cases / 2, await cluster.NumberAsync("select count(*) from delivery_attempts where code = 'smtp.451'", Cancel));
        Assert.Equal(Cases, (await cluster.Mail.ReceivedAsync(Cancel)).Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
        var pauses = await cluster.ColumnAsync<TimeSpan>("select b.at - a.at from delivery_attempts a join delivery_attempts b on b.outbox_id = a.outbox_id and b.attempt = a.attempt + 1", Cancel);
        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1) + Tolerance));
    }
}
