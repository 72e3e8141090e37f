using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Api;
using ProcessAutomation.Host.Housekeeping;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Operations;

/// <summary><c>/api/v1/operations</c>: the installation at this moment, and its housekeeping jobs. For who looks after it.</summary>
public static class OperationsEndpoints
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OperationsDesk>();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, OperationsJson.Default));
        return builder;
    }

    public static WebApplication MapOperations(this WebApplication app)
    {
        var operations = app.MapGroup("/api/v1/operations").RequireAuthorization().DisableAntiforgery().WithTags("Operations");
        operations.MapGet("", ReadAsync).WithName("GetOperations");
        operations.MapPost("/jobs/{name}/run", RunAsync).WithName("RunHousekeepingJob");
        return app;
    }

    private static async Task<Results<Ok<OperationsResource>, ProblemHttpResult>> ReadAsync(OperationsDesk desk, CurrentUser user, HttpContext context, CancellationToken cancellationToken) =>
        user.Viewer.LooksAfterOperations
            ? TypedResults.Ok(OperationsResource.Of(await desk.ReadAsync(cancellationToken)))
            : Problems.Forbidden(context);

    /// <summary>Answers when the run is asked for, not when it has ended.</summary>
    private static async Task<Results<AcceptedAtRoute, ProblemHttpResult>> RunAsync(
        string name, HousekeepingScheduler scheduler, CurrentUser user, HttpContext context, CancellationToken cancellationToken)
    {
        if (!user.Viewer.LooksAfterOperations)
            return Problems.Forbidden(context);
        return await scheduler.RunNowAsync(name, user.Id, cancellationToken) switch
        {
            RunRequest.Accepted => TypedResults.AcceptedAtRoute(routeName: "GetOperations"),
            RunRequest.Underway => Problems.Conflict(context, "job-underway", "The job runs already, or has just been asked for."),
            RunRequest.Unknown => Problems.NotFound(context, "job"),
            RunRequest.Unavailable => Problems.Unavailable(context, StorageFailure.Unreachable),
            _ => throw new UnreachableException(),
        };
    }
}
