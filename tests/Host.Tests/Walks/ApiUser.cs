using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Tests.Walks;

/// <summary>One user with a bearer token who does their work through the API alone.</summary>
internal sealed class ApiUser(HostUnderTest host, string name, string role) : IDisposable
{
    private readonly HttpClient client = host.As(name, role);

    public string Name => name;

    /// <summary>Readings of the case this user has done, each of which must leave an audit row.</summary>
    public int Readings { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The steps of the user's open tasks, alphabetically.</summary>
    public async Task<string[]> InboxAsync() => [.. (await TasksAsync()).Select(task => task["step"]!.GetValue<string>()).Order(StringComparer.Ordinal)];

    /// <summary>Finds the task of a step in the inbox, opens it, claims it and completes it on the strength of the version read.</summary>
    public async Task CompleteAsync(string step, string answers)
    {
        var id = await FindAsync(step);
        await OpenTaskAsync(id);
        var claimed = await SendAsync(HttpMethod.Post, $"tasks/{id}/claim", null, null);
        await SendAsync(HttpMethod.Post, $"tasks/{id}/complete", $$"""{"answers":{{answers}}}""", claimed.Headers.ETag);
    }

    /// <summary>The id of the one open task of a step.</summary>
    public async Task<Guid> FindAsync(string step)
    {
        var found = (await TasksAsync()).Where(task => task["step"]!.GetValue<string>() == step).ToList();
        Assert.True(found.Count == 1, $"{name} has {found.Count} tasks of {step}.");
        return found[0]["id"]!.GetValue<Guid>();
    }

    public async Task<JsonNode> OpenTaskAsync(Guid id)
    {
        var task = await GetAsync($"tasks/{id}");
        Readings++;
        Assert.True(task["isMine"]!.GetValue<bool>());
        return task;
    }

    public async Task<JsonNode> OpenCaseAsync(Guid id)
    {
        Readings++;
        return await GetAsync($"cases/{id}");
    }

    public async Task<JsonNode> DeliveriesAsync(Guid id)
    {
        Readings++;
        return await GetAsync($"cases/{id}/deliveries");
    }

    /// <summary>Sends a body under <c>/api/v1</c> and expects it to be taken.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, EntityTagHeaderValue? ifMatch)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (json is not null) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        if (ifMatch is not null) request.Headers.IfMatch.Add(ifMatch);
        var response = await client.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{name}: {method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancel)}");
        return response;
    }

    public void Dispose() => client.Dispose();

    private async Task<IReadOnlyList<JsonNode>> TasksAsync()
    {
        var page = await GetAsync("tasks?list=mine");
        var items = page["items"]!.AsArray();
        Assert.Equal(items.Count, page["total"]!.GetValue<int>());
        return [.. items.Select(item => item!)];
    }

    private async Task<JsonNode> GetAsync(string path) =>
        await client.GetFromJsonAsync<JsonNode>("/api/v1/" + path, Cancel) ?? throw new InvalidOperationException("An empty answer.");
}
