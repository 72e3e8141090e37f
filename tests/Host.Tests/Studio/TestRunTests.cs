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

    [Fact]
    public async Task One_activity_is_tried_by_itself_with_its_inputs_outcomes_and_error()
    {
        using var eva = host.As("eva", UserRoles.ProcessOwner);
        var draft = JsonNode.Parse("""
            {"definitionId": "tried", "name": "Tried", "variables": [{"id": "d", "name": "Divisor", "typeName": "Int32", "value": "0"}, {"id": "r", "name": "Result", "typeName": "Int32"}],
             "root": {"id": "root", "type": "Elsa.Flowchart", "version": 1, "connections": [], "activities": [
              {"id": "divide", "type": "Elsa.SetVariable", "version": 1, "variable": {"id": "r", "name": "Result", "typeName": "Int32"}, "value": {"typeName": "Object", "expression": {"type": "CSharp", "value": "100 / Variables.Divisor"}}},
              {"id": "ask", "type": "Elsa.FlowDecision", "version": 1, "condition": {"typeName": "Boolean", "expression": {"type": "CSharp", "value": "Variables.Divisor == 0"}}},
              {"id": "wrong", "type": "Elsa.SetVariable", "version": 1, "value": {"typeName": "Object", "expression": {"type": "CSharp", "value": "Variables.Nobody"}}}]}}
            """)!;
        Assert.Equal("Faulted", (string?)(await TryAsync(eva, draft, "divide"))["status"]);
        Assert.Contains("DivideByZero", (string?)(await TryAsync(eva, draft, "divide"))["exception"]!["message"], StringComparison.Ordinal);
        var decided = await TryAsync(eva, draft, "ask");
        Assert.Equal(("Completed", "True", "true"), ((string?)decided["status"], (string?)decided["payload"]!["Outcomes"]![0], decided["activityState"]!["Condition"]!.ToJsonString()));
        Assert.Contains("Nobody", (string?)(await TryAsync(eva, draft, "wrong"))["exception"]!["message"], StringComparison.Ordinal);
        Assert.Contains("ikke i den lagrede flyten", (string?)(await TryAsync(eva, draft, "nothing"))["exception"]!["message"], StringComparison.Ordinal);

        draft["customProperties"] = JsonNode.Parse("""{"VariableTestValues": {"d": "5"}}""");
        var divided = await TryAsync(eva, draft, "divide");
        Assert.Equal(("Completed", "20"), ((string?)divided["status"], divided["activityState"]!["Value"]!.ToJsonString()));
        Assert.Null(divided["exception"]);
        await using var scope = host.Services.CreateAsyncScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Instances.AnyAsync(Cancel));
    }

    private static async Task<JsonObject> TryAsync(HttpClient owner, JsonNode draft, string activity)
    {
        using var saved = await owner.PostAsJsonAsync($"{Api}/workflow-definitions", new JsonObject { ["model"] = draft.DeepClone(), ["publish"] = false }, Cancel);
        var version = (string?)(await saved.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["workflowDefinition"]!["id"];
        using var tried = await owner.PostAsJsonAsync(
            $"{Api}/tests/activities", new { workflowDefinitionHandle = new { definitionVersionId = version }, activityHandle = new { activityNodeId = $"Workflow1:root:{activity}" } }, Cancel);
        Assert.Equal(HttpStatusCode.OK, tried.StatusCode);
        return (await tried.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
    }
}
