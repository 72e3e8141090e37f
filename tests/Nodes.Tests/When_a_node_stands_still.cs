using ProcessAutomation.Nodes.Tests.Load;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Nodes.Tests;

/// <summary>SIGSTOP and SIGCONT: a virtual machine that is moved, a debugger, a disk that hangs. The process does not know.</summary>
public sealed class When_a_node_stands_still(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(15);

    private const string FirstStatus = "select status from outbox order by id limit 1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Others_take_over_within_ten_seconds_and_it_does_no_harm_when_it_comes_back()
    {
        database.Require();
        await using var cluster = await Cluster.StartAsync(
            await database.CreateAsync(empty: false, Cancel), SoakFlows.Texts, [[], []], new SmtpFaults(), Cancel);
        using var noMoreCases = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var workers = new Caseworkers(cluster, pause: TimeSpan.FromMilliseconds(200));
        var working = workers.WorkAsync(openers: 3, clerks: 3, noMoreCases.Token, stop.Token);
        await cluster.UntilAsync("fifteen cases are open", async () => await cluster.NumberAsync("select count(*) from cases", Cancel) >= 15, TimeSpan.FromSeconds(60), Cancel);

        await cluster.Nodes[1].SignalAsync("STOP", Cancel);
        var takeover = await Takeover.FromNowAsync(cluster, Cancel);
        var comesBack = Task.Delay(Standstill, Cancel);
        var after = await takeover.DoneAfterAsync(cluster, Cancel);
        await comesBack;
        Assert.Equal(["node-2"], await cluster.ColumnAsync<string>("select name from nodes where seen_at < clock_timestamp() - interval '10 seconds'", Cancel));
        await cluster.Nodes[1].SignalAsync("CONT", Cancel);
        await cluster.UntilAsync(
            "both nodes are seen", async () => await cluster.NumberAsync("select count(*) from nodes where seen_at > clock_timestamp() - interval '5 seconds'", Cancel) == 2, TimeSpan.FromSeconds(20), Cancel);

        var opened = await cluster.NumberAsync("select count(*) from cases", Cancel);
        await cluster.UntilAsync("more cases are opened with both", async () => await cluster.NumberAsync("select count(*) from cases", Cancel) >= opened + 6, TimeSpan.FromSeconds(60), Cancel);
        await noMoreCases.CancelAsync();
        await Verdict.UntilAllIsDoneAsync(cluster, Cancel);
        await stop.CancelAsync();
        await working;
        Verdict.Print(FormattableString.Invariant($"{takeover.Held.Count} claims were open, the last was done {after.TotalSeconds:0.0} s later"));
        await Verdict.AssertAllIsDoneOnceAsync(cluster, workers, Cancel);
        Assert.InRange(after, TimeSpan.Zero, Takeover.Limit);
    }

    [Fact]
    public async Task In_the_middle_of_handing_over_a_mail_the_other_sends_it_and_the_result_of_the_first_is_refused()
    {
        database.Require();
        await using var hanging = await SmtpServer.StartAsync(new SmtpFaults { HangsAfterData = true }, Cancel);
        await using var cluster = await Cluster.StartAsync(
            await database.CreateAsync(empty: false, Cancel), SoakFlows.Texts, [[], [("Email__Smtp__Port", $"{hanging.Port}")]], new SmtpFaults(), Cancel);
        await cluster.Nodes[0].SignalAsync("STOP", Cancel);
        var workers = new Caseworkers(cluster, TimeSpan.Zero);
        await workers.OpenAsync(cluster.Nodes[1], Cancel);
        await cluster.UntilAsync("the hanging server has the mail", async () => (await hanging.ReceivedAsync(Cancel)).Count == 1, TimeSpan.FromSeconds(60), Cancel);

        await cluster.Nodes[1].SignalAsync("STOP", Cancel);
        await cluster.Nodes[0].SignalAsync("CONT", Cancel);
        var mail = Assert.Single(await hanging.ReceivedAsync(Cancel));
        await cluster.UntilAsync(
            "the other server has the same mail", async () => (await cluster.Mail.ReceivedAsync(Cancel)).Any(other => other.MessageId == mail.MessageId), Takeover.Limit + TimeSpan.FromSeconds(5), Cancel);
        await cluster.UntilAsync("it is noted", async () => (await cluster.ColumnAsync<short>(FirstStatus, Cancel)).Single() == 1, TimeSpan.FromSeconds(10), Cancel);
        await cluster.Nodes[1].SignalAsync("CONT", Cancel);
        await cluster.UntilAsync("the first has found out", () => Task.FromResult(cluster.Nodes[1].Output.Contains("another process has taken over", StringComparison.Ordinal)), TimeSpan.FromSeconds(20), Cancel);

        var again = (await cluster.Mail.ReceivedAsync(Cancel)).Single(other => other.MessageId == mail.MessageId);
        Assert.Equal(mail.Raw, again.Raw);
        Assert.Equal(["1 smtp.250"], await cluster.ColumnAsync<string>(
            "select attempt || ' ' || code from delivery_attempts where outbox_id = (select id from outbox order by id limit 1) order by attempt", Cancel));
    }
}
