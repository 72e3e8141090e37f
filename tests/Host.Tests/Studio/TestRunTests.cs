using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Tests.Studio;

public sealed class TestRunTests(HostUnderTest host) : IClassFixture<HostUnderTest>
{
    private const string Api = "/elsa/api";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_runs_without_a_real_task_or_mail_and_the_viewer_shows_what_happened()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var model = (await eva.GetFromJsonAsync<JsonObject>($"{Api}/workflow-definitions/by-definition-id/preparations?versionOptions=Latest", Cancel))!;
        using var ran = await eva.PostAsJsonAsync($"{Api}/workflow-definitions/preparations/execute", new JsonObject { ["versionOptions"] = "Latest" }, Cancel);
        Assert.True(ran.IsSuccessStatusCode, await ran.Content.ReadAsStringAsync(Cancel));
        var id = ran.Headers.GetValues("x-elsa-workflow-instance-id").Single();

        var instance = (await eva.GetFromJsonAsync<JsonObject>($"{Api}/workflow-instances/{id}", Cancel))!;
        Assert.Equal(("Running", (string?)model["id"]), ((string?)instance["status"], (string?)instance["definitionVersionId"]));
        Assert.NotEmpty(instance["workflowState"]!["bookmarks"]!.AsArray());
        using var journal = await eva.PostAsJsonAsync($"{Api}/workflow-instances/{id}/journal", new JsonObject(), Cancel);
        Assert.NotEmpty((await journal.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["items"]!.AsArray());
        var variables = (await eva.GetFromJsonAsync<JsonObject>($"{Api}/workflow-instances/{id}/variables", Cancel))!["items"]!.AsArray();
        Assert.Contains(variables, variable => (string?)variable!["name"] == "SummonsDaysBefore" && variable["value"]!.ToString() == "28"); // made-up values are shown

        await using var scope = host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        Assert.False(await database.Tasks.AnyAsync(Cancel));
        Assert.False(await database.Outbox.AnyAsync(Cancel));
        Assert.False(await database.Instances.AnyAsync(Cancel));
    }

    [Fact]
    public async Task A_draft_with_faults_is_not_run_and_only_process_owners_run_any()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var draft = JsonNode.Parse("""
            {"definitionId": "faulty-run", "name": "Faulty", "root": {"id": "root", "type": "Elsa.Flowchart", "version": 1, "activities": [
              {"id": "a", "type": "Elsa.SetVariable", "version": 1, "value": {"typeName": "Object", "expression": {"type": "CSharp", "value": "Variables.Nobody + 1"}}}], "connections": []}}
            """);
        using (var saved = await eva.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = draft, ["publish"] = false }, Cancel))
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancel));
        using (var refused = await eva.PostAsJsonAsync($"{Api}/workflow-definitions/faulty-run/execute", new JsonObject(), Cancel))
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using (var unknown = await eva.PostAsJsonAsync($"{Api}/workflow-definitions/nowhere/execute", new JsonObject(), Cancel))
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var lise = host.As("lise", UserRoles.UnitLeader);
        using var forbidden = await lise.PostAsJsonAsync($"{Api}/workflow-definitions/preparations/execute", new JsonObject(), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }
}
