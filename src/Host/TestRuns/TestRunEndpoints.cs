using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Host.Studio;

namespace ProcessAutomation.Host.TestRuns;

/// <summary><em>Run</em> in the Studio's editor: a test run, whose instance the viewer then shows.</summary>
internal static class TestRunEndpoints
{
    private const string InstanceHeader = "x-elsa-workflow-instance-id";
    private const string RefusedHeader = "x-elsa-workflow-cannot-start";

    public static WebApplicationBuilder AddTestRuns(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TestRunner>();
        builder.Services.AddSingleton<ActivityTester>();
        builder.Services.AddScoped<TestRunView>();
        return builder;
    }

    public static RouteGroupBuilder MapTestRuns(this RouteGroupBuilder studio)
    {
        studio.MapPost("/workflow-definitions/{definitionId}/execute", ExecuteAsync);
        studio.MapPost("/tests/activities", TryAsync);
        return studio;
    }

    private static async Task<IResult> ExecuteAsync(
        string definitionId, HttpRequest request, TestRunner runner, IDefinitionStore definitions, DefinitionFaults faults, CurrentUser user, Texts texts, CancellationToken cancellationToken)
    {
        var body = await StudioBody.ReadAsync(request, cancellationToken);
        switch (await runner.RunAsync(definitionId, body?["input"] as JsonObject, user.Id, cancellationToken))
        {
            case TestRunResult.Ran ran:
                request.HttpContext.Response.Headers[InstanceHeader] = ran.InstanceId.ToString();
                request.HttpContext.Response.Headers[RefusedHeader] = bool.FalseString;
                return CatalogueEndpoints.Json(new JsonObject { ["workflowState"] = new JsonObject { ["id"] = ran.InstanceId.ToString(), ["definitionId"] = definitionId } }.ToJsonString());
            case TestRunResult.Faulty faulty:
                return faults.Refusal(faulty.Problems, (await definitions.FindLatestAsync(definitionId, cancellationToken))?.Json);
            default:
                return StudioErrors.Of(StatusCodes.Status404NotFound, texts.Format("publishing.no-flow", definitionId));
        }
    }

    // What went wrong stands in the answer, where the Studio shows it: it has no words for a refusal here.
    private static async Task<IResult> TryAsync(HttpRequest request, ActivityTester tester, DefinitionFaults faults, Texts texts, CancellationToken cancellationToken)
    {
        var body = await StudioBody.ReadAsync(request, cancellationToken) ?? [];
        if (body["workflowDefinitionHandle"] is not JsonObject flow || StudioDefinitions.TextOf(flow, "definitionVersionId") is not { } versionId
            || body["activityHandle"] is not JsonObject activity || StudioDefinitions.TextOf(activity, "activityNodeId") is not { } nodeId)
            return StudioErrors.Of(StatusCodes.Status400BadRequest, "definitionVersionId and activityNodeId are missing.");
        return CatalogueEndpoints.Json((await tester.TestAsync(versionId, nodeId, cancellationToken) switch
        {
            ActivityTest.Ran ran => Answer(
                ran.Run.Standing, StudioInstances.Named(ran.Values.Inputs.Select(value => value.Name), ran.Values.Inputs), StudioInstances.Named(ran.Values.Outputs.Select(value => value.Name), ran.Values.Outputs),
                ran.Run.Outcomes, ran.Incident is { } incident ? (incident.Code, $"{incident.Code}: {incident.Message}") : null),
            ActivityTest.Faulty faulty => Answer(ExecutionStanding.Faulted, [], [], [], ("definition", string.Join(Environment.NewLine, faults.InWords(faulty.Problems, faulty.Json)))),
            _ => Answer(ExecutionStanding.Faulted, [], [], [], ("missing", texts["publishing.activity-missing"])),
        }).ToJsonString());
    }

    private static JsonObject Answer(ExecutionStanding standing, JsonObject inputs, JsonObject outputs, ImmutableArray<string> outcomes, (string Type, string Message)? error) => new()
    {
        ["activityState"] = inputs,
        ["outputs"] = outputs,
        ["payload"] = new JsonObject { ["Outcomes"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode)outcome)]) },
        ["exception"] = error is { } fault ? new JsonObject { ["type"] = fault.Type, ["message"] = fault.Message, ["stackTrace"] = null, ["innerException"] = null } : null,
        ["status"] = standing.ToString(),
    };
}
