using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Tests.Instances;

/// <summary>The same instances as the Studio asks for them: what supervisors do with them, and whose values are seen by whom.</summary>
public abstract partial class InstanceApiSuite
{
    private const string Studio = "/elsa/api";

    // A workflow input, a variable, an activity that copies one into the other, and one that waits.
    private const string Holding = """
        {"definitionId":"holding","name":"holding","variables":[{"id":"p","name":"Person","typeName":"String"},{"id":"c","name":"Copy","typeName":"String"}],
         "inputs":[{"type":"String","name":"Who"}],"outputs":[{"type":"String","name":"Answer"}],
         "root":{"id":"root","type":"Elsa.Flowchart","version":1,"activities":[
           {"id":"set","type":"Elsa.SetVariable","version":1,"variable":{"id":"p","name":"Person","typeName":"String"},"value":{"typeName":"Object","expression":{"type":"CSharp","value":"Inputs.Who"}}},
           {"id":"copy","type":"Elsa.SetVariable","version":1,"variable":{"id":"c","name":"Copy","typeName":"String"},"value":{"typeName":"Object","expression":{"type":"CSharp","value":"Variables.Person"}}},
           {"id":"answer","type":"Elsa.SetOutput","version":1,"outputName":{"typeName":"String","expression":{"type":"Literal","value":"Answer"}},"outputValue":{"typeName":"Object","expression":{"type":"CSharp","value":"Variables.Copy"}}},
           {"id":"wait","type":"Elsa.Event","version":1,"eventName":{"typeName":"String","expression":{"type":"Literal","value":"holding-wait"}}}],
          "connections":[{"source":{"activity":"set","port":"Done"},"target":{"activity":"copy","port":"In"}},{"source":{"activity":"copy","port":"Done"},"target":{"activity":"answer","port":"In"}},
            {"source":{"activity":"answer","port":"Done"},"target":{"activity":"wait","port":"In"}}]}}
        """;

    [Fact]
    public async Task Supervisors_cancel_and_delete_runs_and_others_are_told_whom_to_ask()
    {
        host.Require();
        await AlteredFlow.PublishAsync(host, "studio-runs", "first -> wait");
        var (loose, ofCase) = (await AlteredFlow.StartAsync(host, "studio-runs", null), await AlteredFlow.StartAsync(host, "studio-runs", host.CaseId));
        using var sissel = Sissel();
        using var eva = host.Host.As("eva", "process-owner");
        using var kari = host.Kari();
        foreach (var (user, status) in new[] { (eva, HttpStatusCode.Forbidden), (kari, HttpStatusCode.NotFound) })
        {
            Assert.Equal(status, (await user.PostAsync($"{Studio}/cancel/workflow-instances/{loose}", null, Cancel)).StatusCode);
            Assert.Equal(status, (await user.DeleteAsync($"{Studio}/workflow-instances/{loose}", Cancel)).StatusCode);
            Assert.Equal(status, (await user.PostAsJsonAsync($"{Studio}/bulk-actions/cancel/workflow-instances", new { ids = new[] { loose } }, Cancel)).StatusCode);
        }

        Assert.Contains("Avbryt den først", await RefusedAsync(await sissel.DeleteAsync($"{Studio}/workflow-instances/{loose}", Cancel)), StringComparison.Ordinal);
        var before = await ReadsAsync();
        foreach (var id in new[] { loose, ofCase })
            Assert.Equal(HttpStatusCode.NoContent, (await sissel.PostAsync($"{Studio}/cancel/workflow-instances/{id}", null, Cancel)).StatusCode);
        Assert.Equal("Cancelled", (string?)(await sissel.GetFromJsonAsync<JsonNode>($"{Studio}/workflow-instances/{loose}/execution-state", Cancel))!["subStatus"]);
        Assert.NotEmpty(await RefusedAsync(await sissel.PostAsync($"{Studio}/cancel/workflow-instances/{loose}", null, Cancel)));

        Assert.Equal(HttpStatusCode.NoContent, (await sissel.DeleteAsync($"{Studio}/workflow-instances/{loose}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sissel.GetAsync($"{Studio}/workflow-instances/{loose}", Cancel)).StatusCode);
        Assert.Equal(["delete sissel"], await AlterationsAsync(loose));
        Assert.Contains("når saken er avsluttet", await RefusedAsync(await sissel.DeleteAsync($"{Studio}/workflow-instances/{ofCase}", Cancel)), StringComparison.Ordinal);
        Assert.Equal(["sissel instance-altered", "sissel instance-removal"], (await ReadsAsync()).Skip(before.Length));
        Assert.Equal(HttpStatusCode.Forbidden, (await sissel.GetAsync($"{Studio}/workflow-instances/{ofCase}/export", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Of_many_runs_each_has_its_own_result_in_words()
    {
        host.Require();
        await AlteredFlow.PublishAsync(host, "studio-bulk", "first -> wait");
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
            ids.Add(await AlteredFlow.StartAsync(host, "studio-bulk", i == 1 ? host.CaseId : null));
        using var sissel = Sissel();
        var cancelled = await JsonAsync(await sissel.PostAsJsonAsync($"{Studio}/bulk-actions/cancel/workflow-instances", new { ids = new[] { ids[0], ids[1], Guid.CreateVersion7() } }, Cancel));
        Assert.Equal(["200", "200", "404"], cancelled["results"]!.AsArray().Select(result => result!["status"]!.ToString()));
        Assert.StartsWith("2 av 3 er avbrutt.", (string?)cancelled["words"], StringComparison.Ordinal);

        var deleted = await JsonAsync(await sissel.PostAsJsonAsync($"{Studio}/bulk-actions/delete/workflow-instances/by-id", new { ids = ids.Take(3) }, Cancel));
        Assert.Equal(["200", "409", "409"], deleted["results"]!.AsArray().Select(result => result!["status"]!.ToString()));
        Assert.Equal(1, (int)deleted["deleted"]!);
        Assert.StartsWith("1 av 3 er slettet.", (string?)deleted["words"], StringComparison.Ordinal);

        var all = await JsonAsync(await sissel.PostAsJsonAsync($"{Studio}/bulk-actions/cancel/workflow-instances", new { ids = (Guid[]?)null, definitionId = "studio-bulk" }, Cancel));
        Assert.Equal(2, (int)all["cancelled"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await sissel.PostAsJsonAsync($"{Studio}/bulk-actions/delete/workflow-instances/by-id", new { ids = Enumerable.Range(0, 201).Select(_ => Guid.CreateVersion7()) }, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Values_of_a_run_are_masked_but_for_a_supervisor_who_may_see_the_case_and_each_look_leaves_a_row()
    {
        host.Require();
        var id = await HoldAsync();
        using var eva = host.Host.As("eva", "process-owner");
        using var sissel = Sissel();
        using var both = host.Host.As("kari", "contact-officer", "supervisor");
        var before = await ReadsAsync();
        foreach (var masked in new[] { eva, sissel })
        {
            var seen = await LookAsync(masked, id);
            Assert.Equal((HttpStatusCode.OK, false, true), (seen.Status, seen.Text.Contains("Torgunn", StringComparison.Ordinal), seen.Text.Contains("\\u2022", StringComparison.Ordinal)));
            await LookAsync(masked, id); // the same look goes on
        }

        Assert.Equal(
            ["eva instance", "eva instance-executions", "eva instance-journal", "eva instance-variables", "sissel instance", "sissel instance-executions", "sissel instance-journal", "sissel instance-variables"],
            (await ReadsAsync()).Skip(before.Length).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2 * (2 + 3), (await ReadsAsync()).Length - before.Length); // opened twice, the rest once

        var shown = await LookAsync(both, id);
        Assert.Contains("kari instance-values", await ReadsAsync());
        Assert.DoesNotContain("\\u2022", shown.Text, StringComparison.Ordinal);
        var variables = (await both.GetFromJsonAsync<JsonNode>($"{Studio}/workflow-instances/{id}/variables", Cancel))!["items"]!.AsArray();
        Assert.Equal(["Torgunn", "Torgunn"], variables.Select(variable => (string?)variable!["value"]));
        var state = (await both.GetFromJsonAsync<JsonNode>($"{Studio}/workflow-instances/{id}", Cancel))!["workflowState"]!;
        Assert.Equal(("Torgunn", "Torgunn"), ((string?)state["input"]!["Who"], (string?)state["output"]!["Answer"]));
        Assert.Equal("Torgunn", (string?)shown.Execution["activityState"]!["Value"]);
        Assert.Equal("Workflow1:root:copy", (string?)shown.Execution["activityNodeId"]);

        using var knut = host.Host.As("knut", "group-member");
        using var kari = host.Kari();
        foreach (var other in new[] { knut, kari })
            Assert.Equal(HttpStatusCode.NotFound, (await LookAsync(other, id)).Status);
    }

    [Fact]
    public async Task Who_watches_a_run_hears_that_it_moved_and_no_value_of_it()
    {
        host.Require();
        var id = await HoldAsync();
        using var eva = await WatchAsync("eva", "process-owner", id);
        Assert.Contains("\"activityNodeId\":\"Workflow1:root:wait\"", await HearAsync(eva, "ActivityExecutionLogUpdatedAsync", Cancel), StringComparison.Ordinal);
        using var knut = await WatchAsync("knut", "group-member", id);
        using var sissel = Sissel();
        await sissel.PostAsync($"{Studio}/cancel/workflow-instances/{id}", null, Cancel);
        var heard = await HearAsync(eva, "WorkflowInstanceUpdatedAsync", Cancel);
        Assert.Contains(id.ToString(), heard, StringComparison.Ordinal);
        Assert.DoesNotContain("Torgunn", heard, StringComparison.Ordinal);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HearAsync(knut, "Updated", patience.Token));
    }

    private async Task<Guid> HoldAsync()
    {
        var results = await host.Host.Services.GetRequiredService<DefinitionPublisher>().PublishAllAsync([Holding], DateTimeOffset.UnixEpoch, Cancel);
        Assert.Empty(results.OfType<PublishResult.Refused>().SelectMany(refused => refused.Problems));
        return await host.Host.Services.GetRequiredService<WorkflowRuntime>().StartAsync(
            new StartRequest { DefinitionId = "holding", CorrelationId = host.CaseId.ToString("D"), Input = new Dictionary<string, object?> { ["Who"] = "Torgunn" } }, Cancel);
    }

    // All that the viewer asks for: the text of all answers, and the execution of "copy".
    private static async Task<(HttpStatusCode Status, string Text, JsonNode Execution)> LookAsync(HttpClient user, Guid id)
    {
        var text = new StringBuilder();
        async Task<HttpResponseMessage> AskAsync(Task<HttpResponseMessage> request)
        {
            var answer = await request;
            text.AppendLine(await answer.Content.ReadAsStringAsync(Cancel));
            return answer;
        }

        var opened = await AskAsync(user.GetAsync($"{Studio}/workflow-instances/{id}", Cancel));
        var others = new List<HttpResponseMessage>
        {
            await AskAsync(user.GetAsync($"{Studio}/workflow-instances/{id}/variables", Cancel)),
            await AskAsync(user.PostAsJsonAsync($"{Studio}/workflow-instances/{id}/journal?take=100", new JsonObject(), Cancel)),
            await AskAsync(user.GetAsync($"{Studio}/activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:copy", Cancel)),
            await AskAsync(user.PostAsJsonAsync($"{Studio}/activity-executions/report", new { workflowInstanceId = id, activityNodeIds = new[] { "Workflow1:root:set", "Workflow1:root:copy" } }, Cancel)),
        };
        var listed = await AskAsync(user.GetAsync($"{Studio}/activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:copy", Cancel));
        Assert.All(others.Append(listed), answer => Assert.Equal(opened.StatusCode, answer.StatusCode));
        if (opened.StatusCode != HttpStatusCode.OK) return (opened.StatusCode, text.ToString(), new JsonObject());
        var execution = Assert.Single((await JsonAsync(listed))["items"]!.AsArray())!;
        var one = await AskAsync(user.GetAsync($"{Studio}/activity-executions/by-id?id={execution["id"]}", Cancel));
        Assert.True(JsonNode.DeepEquals(execution, await JsonAsync(one)));
        return (opened.StatusCode, text.ToString(), execution);
    }

    private async Task<ClientWebSocket> WatchAsync(string user, string role, Guid id)
    {
        using var anyone = host.Host.Anonymous();
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {host.Host.Token(user, role)}");
        await socket.ConnectAsync(new UriBuilder(anyone.BaseAddress!) { Scheme = "ws", Path = "/elsa/hubs/workflow-instance" }.Uri, Cancel);
        foreach (var message in new[] { """{"protocol":"json","version":1}""", $$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{id}}"]}""" })
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + "\u001e"), WebSocketMessageType.Text, endOfMessage: true, Cancel);
        await HearAsync(socket, "\"invocationId\":\"1\"", Cancel);
        return socket;
    }

    private static async Task<string> HearAsync(ClientWebSocket socket, string until, CancellationToken cancellationToken)
    {
        var (heard, buffer) = (new StringBuilder(), new byte[65_536]);
        while (!heard.ToString().Contains(until, StringComparison.Ordinal))
        {
            var part = await socket.ReceiveAsync(buffer, cancellationToken);
            heard.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }

        return heard.ToString();
    }

    private static async Task<string> RefusedAsync(HttpResponseMessage response)
    {
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return (string)(await JsonAsync(response))["errors"]!["generalErrors"]![0]!;
    }

    private async Task<string[]> AlterationsAsync(Guid id)
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Alterations.Where(row => row.InstanceId == id).OrderBy(row => row.Id).ToListAsync(Cancel);
        return [.. rows.Select(row => $"{row.Kind} {row.AlteredBy}")];
    }
}
