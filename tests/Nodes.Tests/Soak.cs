using System.Diagnostics;
using System.Globalization;
using ProcessAutomation.Nodes.Tests.Load;
using ProcessAutomation.TestSupport.Databases;
using ProcessAutomation.TestSupport.Hosts;
using ProcessAutomation.TestSupport.Mail;

namespace ProcessAutomation.Nodes.Tests;

/// <summary>
/// Three Hosts under load; one after the other is killed and started again, and connections are cut. <c>.ci/long soak</c> sets
/// <c>PROCESSAUTOMATION_SOAK</c> to ten minutes.
/// </summary>
public sealed class Soak(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Startup = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_done_twice_while_nodes_die_and_connections_break()
    {
        database.Require();
        var cancellationToken = TestContext.Current.CancellationToken;
        var duration = Environment.GetEnvironmentVariable("PROCESSAUTOMATION_SOAK") is { Length: > 0 } wish ? TimeSpan.Parse(wish, CultureInfo.InvariantCulture) : Short;
        var (betweenKills, betweenCuts) = duration > Short ? (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(45)) : (TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var cluster = await Cluster.StartAsync(database.ConnectionString!, SoakFlows.Texts, [[], [], []], new SmtpFaults(), cancellationToken);

        using var noMoreCases = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = new Caseworkers(cluster, pause: TimeSpan.FromMilliseconds(300));
        var working = workers.WorkAsync(openers: 3, clerks: 4, noMoreCases.Token, stop.Token);
        var clock = Stopwatch.StartNew();
        var starting = cluster.Nodes.ToDictionary(node => node, _ => Task.CompletedTask);
        var (kills, cuts, nextKill, nextCut) = (0, 0, betweenKills, betweenCuts);
        while (clock.Elapsed < duration)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
            if (clock.Elapsed > nextCut)
            {
                await cluster.CutAsync(all: random.Next(2) == 0, cancellationToken);
                cuts++;
                nextCut = clock.Elapsed + betweenCuts;
            }

            // At least one lives: what is tried here is taking over, not an outage.
            if (clock.Elapsed > nextKill && starting.Keys.Where(node => starting[node].IsCompleted).ToArray() is { Length: > 1 } alive)
            {
                var victim = alive[random.Next(alive.Length)];
                starting[victim] = KillAndStartAgainAsync(victim, cancellationToken);
                kills++;
                nextKill = clock.Elapsed + betweenKills;
            }
        }

        await Task.WhenAll(starting.Values);
        await noMoreCases.CancelAsync();
        await Verdict.UntilAllIsDoneAsync(cluster, cancellationToken);
        await stop.CancelAsync();
        await working;
        Verdict.Print(FormattableString.Invariant($"""
            seed               {seed}
            load               {duration}, in all {clock.Elapsed:hh\:mm\:ss}
            nodes killed       {kills}
            connections cut    {cuts} times
            """));
        await Verdict.AssertAllIsDoneOnceAsync(cluster, workers, cancellationToken);
        Assert.True(kills >= 2 && cuts >= 2, $"Only {kills} kills and {cuts} cuts.");
    }

    private static async Task KillAndStartAgainAsync(HostProcess node, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Startup);
        await node.KillAsync(patience.Token);
        await node.StartAgainAsync(patience.Token);
    }
}
