using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Year;

/// <summary>A task as a list shows it.</summary>
internal sealed record ListedTask(Guid Id, Guid? CaseId, string Step, string Title, string? Role, string? Assignee, string Status, string? ClaimedBy, DateTimeOffset? DueAt, bool IsOverdue, DateTimeOffset CreatedAt, int Version);

/// <summary>A case as a list shows it.</summary>
internal sealed record ListedCase(Guid Id, string Status, DateOnly? ReleaseDate);

/// <summary>What asking for something ended in. <paramref name="Codes"/>: why not; empty when it was done.</summary>
internal sealed record Reply(HttpStatusCode Status, IReadOnlyList<string> Codes, string Body)
{
    public bool IsDone => (int)Status < 300;

    /// <summary>The rules or the form said no.</summary>
    public bool IsRefused => Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict;
}

/// <summary>One user at the API.</summary>
internal sealed class Desk(HttpClient http, string user)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static long requests;

    public string User { get; } = user;

    /// <summary>Requests made by everybody, for the report.</summary>
    public static long Requests => Interlocked.Read(ref requests);

    public async Task<List<ListedTask>> TasksAsync(string list, bool onlyFirstPage, CancellationToken cancellationToken)
    {
        var tasks = new List<ListedTask>();
        while (true)
        {
            using var answer = await http.GetAsync($"/api/v1/tasks?list={list}&skip={tasks.Count}&take=200", cancellationToken);
            Interlocked.Increment(ref requests);
            answer.EnsureSuccessStatusCode();
            var page = (await answer.Content.ReadFromJsonAsync<TaskPage>(Json, cancellationToken))!;
            tasks.AddRange(page.Items);
            if (!page.HasNext || onlyFirstPage)
                return tasks;
        }
    }

    /// <summary>The cases the user sees.</summary>
    public async Task<List<ListedCase>> CasesAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        return (await http.GetFromJsonAsync<CasePage>("/api/v1/cases", Json, cancellationToken))!.Items;
    }

    /// <summary>Opens a task; null: it is not there for this user.</summary>
    public Task<JsonObject?> OpenTaskAsync(Guid id, CancellationToken cancellationToken) => GetAsync($"/api/v1/tasks/{id}", cancellationToken);

    /// <summary>Opens a case; null: it is not there for this user.</summary>
    public Task<JsonObject?> OpenCaseAsync(Guid id, CancellationToken cancellationToken) => GetAsync($"/api/v1/cases/{id}", cancellationToken);

    /// <summary>Sends a request with a body and says what came of it.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, JsonNode body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, cancellationToken);
        Interlocked.Increment(ref requests);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if ((int)answer.StatusCode >= 500)
            throw new InvalidOperationException($"{User}: {method} {path} was answered {(int)answer.StatusCode}: {text}");
        return new Reply(answer.StatusCode, answer.IsSuccessStatusCode ? [] : CodesOf(text), text);
    }

    private async Task<JsonObject?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(path, cancellationToken);
        Interlocked.Increment(ref requests);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonObject>(Json, cancellationToken);
    }

    private static List<string> CodesOf(string problem)
    {
        try
        {
            return JsonNode.Parse(problem) is not JsonObject document ? [problem]
                : document["codes"] is JsonArray codes ? [.. codes.Select(code => $"{code}")]
                : [document["type"]?.GetValue<string>() ?? problem];
        }
        catch (JsonException)
        {
            return [problem];
        }
    }

    private sealed record CasePage(List<ListedCase> Items);

    private sealed record TaskPage(List<ListedTask> Items, int Total, bool HasNext);
}
