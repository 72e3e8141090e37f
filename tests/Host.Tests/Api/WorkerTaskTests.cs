using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;

namespace ProcessAutomation.Host.Tests.Api;

/// <summary>A worker outside fetches a flow's task, keeps it and gives the result back.</summary>
public sealed class WorkerTaskTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_claims_keeps_and_completes_a_task_and_the_second_completion_finds_none()
    {
        var task = await WaitingAsync("scan");
        using var worker = host.As("scanner", "worker");
        using var other = host.As("other", "worker");
        var claimed = await AnswerAsync(await worker.PostAsJsonAsync("/api/v1/engine-tasks/claim", new { names = new[] { "scan" }, leaseSeconds = 30 }, Cancel));
        var item = Assert.Single(claimed.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetGuid() == task);
        Assert.Equal(("scanner", "p-1"), (item.GetProperty("claimedBy").GetString(), item.GetProperty("payload").GetProperty("page").GetString()));
        var nothing = await AnswerAsync(await other.PostAsJsonAsync("/api/v1/engine-tasks/claim", new { names = new[] { "scan" } }, Cancel));
        Assert.Empty(nothing.GetProperty("items").EnumerateArray());
        await ProblemTests.AssertProblemAsync(await other.PostAsJsonAsync($"/api/v1/engine-tasks/{task}/extend", new { leaseSeconds = 30 }, Cancel), HttpStatusCode.Conflict, "not-claimed");
        Assert.Equal(HttpStatusCode.NoContent, (await worker.PostAsJsonAsync($"/api/v1/engine-tasks/{task}/extend", new { leaseSeconds = 60 }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await worker.PostAsJsonAsync($"/api/v1/engine-tasks/{task}/complete", new { result = new { pages = 3 } }, Cancel)).StatusCode);
        await ProblemTests.AssertProblemAsync(await worker.PostAsJsonAsync($"/api/v1/engine-tasks/{task}/complete", new { }, Cancel), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Who_is_no_worker_sees_none_and_a_wrong_number_is_named()
    {
        await WaitingAsync("secret");
        using var officer = host.As("kari", "contact-officer");
        await ProblemTests.AssertProblemAsync(await officer.GetAsync("/api/v1/engine-tasks", Cancel), HttpStatusCode.Forbidden, "forbidden");
        using var admin = host.As("anne", "administrator");
        var list = await AnswerAsync(await admin.GetAsync("/api/v1/engine-tasks?name=secret", Cancel));
        Assert.Single(list.GetProperty("items").EnumerateArray());
        var problem = await ProblemTests.AssertProblemAsync(await admin.PostAsJsonAsync("/api/v1/engine-tasks/claim", new { max = 0 }, Cancel), HttpStatusCode.BadRequest, "out-of-range");
        Assert.True(problem.GetProperty("errors").TryGetProperty("max", out _));
    }

    private async Task<Guid> WaitingAsync(string name)
    {
        var published = await host.Services.GetRequiredService<DefinitionPublisher>().PublishTextAsync(
            $$$"""
            {"definitionId":"{{{name}}}","name":"{{{name}}}","root":{"id":"t","type":"Elsa.RunTask","version":1,
             "taskName":{"expression":{"type":"Literal","value":"{{{name}}}"}},
             "payload":{"expression":{"type":"Object","value":"{\"page\":\"p-1\"}"}} }}
            """,
            DateTimeOffset.UnixEpoch, Cancel);
        Assert.IsType<PublishResult.Published>(published);
        await host.Services.GetRequiredService<WorkflowRuntime>().StartAsync(new StartRequest { DefinitionId = name }, Cancel);
        using var admin = host.As("anne", "administrator");
        var list = await AnswerAsync(await admin.GetAsync($"/api/v1/engine-tasks?name={name}", Cancel));
        return Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
