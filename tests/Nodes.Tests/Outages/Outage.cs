using System.Net;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Nodes.Tests.Load;
using ProcessAutomation.TestSupport.Hosts;

namespace ProcessAutomation.Nodes.Tests.Outages;

/// <summary>An outage of the database as people, machines and operators meet it, and its end. The same for all kinds.</summary>
internal sealed record Outage
{
    public required StorageFailure Failure { get; init; }

    public required HttpStatusCode Status { get; init; }

    /// <summary>Last word of the problem's type.</summary>
    public required string Problem { get; init; }

    public required Func<Task> Begin { get; init; }

    public required Func<Task> End { get; init; }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>Load, the outage, what everybody is told, its end, and that everything has gone on by itself.</summary>
    public async Task LiveThroughAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var node = cluster.Nodes[0];
        using var noMoreCases = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var user = new PageUser(node);
        await user.SignInAsync(cancellationToken);
        var typed = await user.FillInAsync(cancellationToken);
        var workers = new Caseworkers(cluster, pause: TimeSpan.FromMilliseconds(300));
        var working = workers.WorkAsync(openers: 2, clerks: 2, noMoreCases.Token, stop.Token);
        await cluster.UntilAsync("five cases are open", async () => await cluster.NumberAsync("select count(*) from cases", cancellationToken) >= 5, Patience, cancellationToken);

        await Begin();
        await cluster.UntilAsync("requests are told", () => Task.FromResult(workers.Answers.Contains($"{(int)Status}:", StringComparison.Ordinal)), Patience, cancellationToken);
        Assert.Contains($"urn:processautomation:problem:{Problem}\"", workers.LastOutage, StringComparison.Ordinal);
        var (address, kept, savedBefore) = await TypedIsKeptAsync(cluster, user, typed, cancellationToken);
        await cluster.UntilAsync("/health/ready says so", async () => await ReadyAsync(node, cancellationToken) is (HttpStatusCode.ServiceUnavailable, var text) && text.Contains(Failure.ToString(), StringComparison.Ordinal), Patience, cancellationToken);
        await Task.Delay(StorageWatch.Quiet, cancellationToken); // some rounds of every loop

        await End();
        await cluster.UntilAsync("every node is ready again", async () => (await Task.WhenAll(cluster.Nodes.Select(each => ReadyAsync(each, cancellationToken)))).All(ready => ready.Status == HttpStatusCode.OK), Patience, cancellationToken);
        var (status, page, _) = await user.SendAsync(address, kept, cancellationToken);
        Assert.True(status == HttpStatusCode.Redirect, $"What was kept was answered with {status}: {page}");
        Assert.Equal(savedBefore + 1, await cluster.NumberAsync($"select count(*) from persons where given_name = '{PageUser.Typed}'", cancellationToken));

        await noMoreCases.CancelAsync();
        await Verdict.UntilAllIsDoneAsync(cluster, cancellationToken);
        await stop.CancelAsync();
        await working;
        foreach (var each in cluster.Nodes)
            AssertLogIsCalm(each);
        await Verdict.AssertAllIsDoneOnceAsync(cluster, workers, cancellationToken);
    }

    // A disk that is full may still take a case or two, in pages of the database that are not.
    private async Task<(string Address, IReadOnlyList<KeyValuePair<string, string>> Kept, int SavedBefore)> TypedIsKeptAsync(
        Cluster cluster, PageUser user, IReadOnlyList<KeyValuePair<string, string>> typed, CancellationToken cancellationToken)
    {
        var (status, page, retryAfter, saved) = (HttpStatusCode.OK, "", (string?)null, 0);
        await cluster.UntilAsync(
            $"a posted form is answered with {(int)Status}",
            async () =>
            {
                (status, page, retryAfter) = await user.SendAsync("/saker/ny", typed, cancellationToken);
                if (status == HttpStatusCode.Redirect)
                    (typed, saved) = (await user.FillInAsync(cancellationToken), saved + 1);
                else
                    Assert.True(status == Status, $"A posted form was answered with {status}: {page}");
                return status == Status;
            },
            Patience,
            cancellationToken);
        Assert.NotNull(retryAfter);
        var (address, kept) = PageUser.KeptIn(page);
        Assert.Equal("/saker/ny", address);
        Assert.All(typed.Where(field => field.Key != "__RequestVerificationToken"), field => Assert.Contains(field, kept));
        return (address, kept, saved);
    }

    // An outage begins and ends, each once, and nothing in between is a surprise.
    private void AssertLogIsCalm(HostProcess node)
    {
        var begins = node.Output.Split("Nothing can be stored (").Length - 1;
        Assert.True(begins is 1 or 2, $"An outage was logged {begins} times:{Environment.NewLine}{node.Output}");
        Assert.Contains($"Nothing can be stored ({Failure})", node.Output, StringComparison.Ordinal);
        Assert.Contains("The database works again", node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unhandled exception", node.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadyAsync(HostProcess node, CancellationToken cancellationToken)
    {
        using var answer = await node.Http.GetAsync("/health/ready", cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }
}
