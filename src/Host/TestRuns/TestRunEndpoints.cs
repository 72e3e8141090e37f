using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;
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
        builder.Services.AddScoped<TestRunView>();
        return builder;
    }

    public static RouteGroupBuilder MapTestRuns(this RouteGroupBuilder studio)
    {
        studio.MapPost("/workflow-definitions/{definitionId}/execute", ExecuteAsync);
        return studio;
    }

    private static async Task<IResult> ExecuteAsync(
        string definitionId, HttpRequest request, TestRunner runner, IDefinitionStore definitions, DefinitionFaults faults, CurrentUser user, CancellationToken cancellationToken)
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
                return StudioErrors.Of(StatusCodes.Status404NotFound, "There is no such workflow definition.");
        }
    }
}
