using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.TestSupport.Hosts;
using ProcessAutomation.TestSupport.People;

namespace ProcessAutomation.Nodes.Tests.Load;

/// <summary>
/// People at work: some open cases, some do the tasks, each request at whichever node answers. Who gets no answer asks again, as people
/// do; nobody knows which node died.
/// </summary>
internal sealed class Caseworkers(Cluster cluster, TimeSpan pause)
{
    private const string Officer = "kari";
    private const int MostWaiting = 60;
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<HostProcess, HttpClient> clients = cluster.Nodes.ToDictionary(node => node, node => cluster.Client(node, Officer, "contact-officer"));
    private readonly ConcurrentDictionary<string, int> answers = new(StringComparer.Ordinal);

    /// <summary>Numbers of persons whose case was confirmed to be open.</summary>
    public ConcurrentBag<string> Opened { get; } = [];

    /// <summary>Answers that no caller should get: 500s, and refusals of what is right.</summary>
    public ConcurrentQueue<string> Wrong { get; } = [];

    /// <summary>The last problem document of an outage; empty: there was none.</summary>
    public string LastOutage { get; private set; } = "";

    /// <summary>How often each status or fault came.</summary>
    public string Answers => string.Join(", ", answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => $"{answer.Key}: {answer.Value}"));

    /// <summary>Works until told; opening ends first.</summary>
    public Task WorkAsync(int openers, int clerks, CancellationToken noMoreCases, CancellationToken stop) => Task.WhenAll(
        Enumerable.Range(0, openers).Select(_ => Task.Run(() => OpenCasesAsync(noMoreCases, stop), CancellationToken.None))
            .Concat(Enumerable.Range(0, clerks).Select(k => Task.Run(() => DoTasksAsync(k, clerks, stop), CancellationToken.None))));

    /// <summary>Opens one case, asking until there is an answer.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => OpenAsync(null, cancellationToken);

    /// <summary>The same at one node only.</summary>
    public async Task OpenAsync(HostProcess? at, CancellationToken cancellationToken)
    {
        var number = SyntheticNumbers.Next();
        var body = new
        {
            person = new { nationalNumber = number, givenName = "Prøve", familyName = "Person", email = $"p{number}@example.test" },
            unitId = "oslo",
            startDate = DateTime.UtcNow.AddDays(60).ToString("yyyy-MM-dd"),
            releaseDate = DateTime.UtcNow.AddDays(200).ToString("yyyy-MM-dd"),
            contactOfficer = Officer,
        };
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            var (status, text) = await AskAsync((client, token) => client.PostAsJsonAsync("/api/v1/cases", body, token), cancellationToken, at);
            if (status == HttpStatusCode.Created || (attempt > 1 && text.Contains("open-case", StringComparison.Ordinal)))
            {
                Opened.Add(number); // the second: an earlier request has arrived, its answer has not
                return;
            }

            if ((int?)status is >= 400 and < 500)
                Wrong.Enqueue($"open: {(int)status!} {text}");
            await Task.Delay(ShortPause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Publishes an event for a case, asking until there is an answer.</summary>
    public async Task TellAsync(Guid caseId, string eventName, CancellationToken cancellationToken)
    {
        while ((await AskAsync((client, token) => client.PostAsJsonAsync($"/api/v1/cases/{caseId}/events", new { name = eventName }, token), cancellationToken)).Status is not { } status || (int)status >= 300)
            await Task.Delay(ShortPause, cancellationToken);
    }

    // A slow machine gets as much as it can do, not a queue of mails that grows as long as the load lasts.
    private async Task<bool> HasRoomAsync()
    {
        try
        {
            return await cluster.NumberAsync("select count(*) from outbox where status = 0", CancellationToken.None) < MostWaiting;
        }
        catch (DbException)
        {
            return true; // an outage is part of the test
        }
    }

    private async Task OpenCasesAsync(CancellationToken noMoreCases, CancellationToken stop)
    {
        while (!noMoreCases.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            await OpenAsync(stop);
            await Task.Delay(await HasRoomAsync() ? pause : LongPause, noMoreCases).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DoTasksAsync(int clerk, int clerks, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (status, text) = await AskAsync((client, token) => client.GetAsync("/api/v1/tasks?list=mine&take=100", token), stop);
            var mine = status == HttpStatusCode.OK
                ? JsonNode.Parse(text)!["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()).Where(id => (uint)id.GetHashCode() % clerks == clerk).ToList()
                : [];
            foreach (var id in mine)
            {
                await AskAsync((client, token) => client.PostAsync($"/api/v1/tasks/{id}/claim", null, token), stop);
                await AskAsync((client, token) => client.PostAsJsonAsync($"/api/v1/tasks/{id}/complete", new { }, token), stop);
            }

            if (mine.Count == 0)
                await Task.Delay(ShortPause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One request at any node. No status: it did not answer.
    private async Task<(HttpStatusCode? Status, string Text)> AskAsync(Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> ask, CancellationToken cancellationToken, HostProcess? at = null)
    {
        var node = at ?? cluster.Nodes[Random.Shared.Next(cluster.Nodes.Count)];
        try
        {
            using var response = await ask(clients[node], cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            Count($"{(int)response.StatusCode}");
            if ((int)response.StatusCode is 503 or 507)
                LastOutage = text;
            if ((int)response.StatusCode is 500 || ((int)response.StatusCode is 503 or 507 && (response.Headers.RetryAfter is null || !text.Contains("urn:processautomation:problem:storage", StringComparison.Ordinal))))
                Wrong.Enqueue($"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}: {(int)response.StatusCode} {text}");
            return (response.StatusCode, text);
        }
        catch (HttpRequestException failure)
        {
            Count(failure.HttpRequestError.ToString());
        }
        catch (OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested)
                Count("no answer in time");
        }

        return (null, "");
    }

    private void Count(string what) => answers.AddOrUpdate(what, 1, (_, known) => known + 1);
}
