using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Nodes.Tests.Load;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Nodes.Tests;

public sealed class When_a_node_dies(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    // Where each dies, at which pass of it, and what it then held.
    private static readonly (CrashPoint Point, int Pass, string Holding)[] Deaths =
        [(CrashPoint.AfterTimerClaim, 4, "timer"), (CrashPoint.AfterOutboxClaim, 6, "mail"), (CrashPoint.BeforeCommit, 25, "")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_had_claimed_is_done_by_others_within_ten_seconds()
    {
        database.Require();
        (string, string)[] healthy = [];
        await using var cluster = await Cluster.StartAsync(
            database.ConnectionString!, SoakFlows.Texts,
            [healthy, .. Deaths.Select(death => new[] { ("PROCESSAUTOMATION_CRASH_AT", FormattableString.Invariant($"{death.Point}:{death.Pass}")) })],
            new SmtpFaults(), Cancel);
        using var noMoreCases = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var workers = new Caseworkers(cluster, pause: TimeSpan.FromMilliseconds(300));
        var working = workers.WorkAsync(openers: 2, clerks: 2, noMoreCases.Token, stop.Token);

        var times = await Task.WhenAll(Deaths.Select((death, i) => MeasureAsync(cluster, i + 1, death.Holding)));
        await noMoreCases.CancelAsync();
        await Verdict.UntilAllIsDoneAsync(cluster, Cancel);
        await stop.CancelAsync();
        await working;
        for (var i = 0; i < Deaths.Length; i++)
            Verdict.Print(FormattableString.Invariant($"died at {Deaths[i].Point}: {times[i].Held} claims were open, the last was done {times[i].After.TotalSeconds:0.0} s later"));
        await Verdict.AssertAllIsDoneOnceAsync(cluster, workers, Cancel);
        Assert.All(times, time => Assert.InRange(time.After, TimeSpan.Zero, Takeover.Limit));
    }

    private static async Task<(int Held, TimeSpan After)> MeasureAsync(Cluster cluster, int node, string holding)
    {
        Assert.Equal(137, await cluster.Nodes[node].EndedAsync(Cancel));
        var takeover = await Takeover.FromNowAsync(cluster, Cancel);
        Assert.Contains(takeover.Held, claim => claim.StartsWith(holding, StringComparison.Ordinal));
        return (takeover.Held.Count, await takeover.DoneAfterAsync(cluster, Cancel));
    }
}
