using System.Diagnostics;
using ProcessAutomation.Nodes.Tests.Load;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Nodes.Tests;

/// <summary>As a new version is rolled out: SIGTERM, wait, start, the next.</summary>
public sealed class When_nodes_are_restarted_one_by_one(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    // A node finishes what it is in the middle of, for five seconds at most, and gives the rest back.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_nothing_comes_twice_and_each_stops_quickly()
    {
        database.Require();
        await using var cluster = await Cluster.StartAsync(database.ConnectionString!, SoakFlows.Texts, [[], [], []], new SmtpFaults(), Cancel);
        using var noMoreCases = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var workers = new Caseworkers(cluster, pause: TimeSpan.FromMilliseconds(300));
        var working = workers.WorkAsync(openers: 3, clerks: 3, noMoreCases.Token, stop.Token);
        await cluster.UntilAsync("six cases are open", async () => await cluster.NumberAsync("select count(*) from cases", Cancel) >= 6, TimeSpan.FromSeconds(60), Cancel);

        foreach (var node in cluster.Nodes)
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, await node.StopAsync(Cancel));
            Verdict.Print(FormattableString.Invariant($"stopped within {clock.Elapsed.TotalSeconds:0.0} s"));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, LongestStop);
            Assert.Equal(cluster.Nodes.Count - 1, await cluster.NumberAsync("select count(*) from nodes", Cancel));
            await node.StartAgainAsync(Cancel);
        }

        await noMoreCases.CancelAsync();
        await Verdict.UntilAllIsDoneAsync(cluster, Cancel);
        await stop.CancelAsync();
        await working;
        await Verdict.AssertAllIsDoneOnceAsync(cluster, workers, Cancel);
        var mails = await cluster.Mail.ReceivedAsync(Cancel);
        Assert.Equal(mails.Count, mails.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
    }
}
