using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.WorkerTasks;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Tasks that flows give to programs outside (<c>Elsa.RunTask</c>): list, claim, keep, complete. For workers and administrators.</summary>
public static class WorkerTaskEndpoints
{
    private const int MaxPage = 100;
    private const int MaxLeaseSeconds = 3600;

    public static RouteGroupBuilder MapWorkerTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/engine-tasks").WithTags("Engine tasks")
            .RequireAuthorization(policy => policy.RequireRole(UserRoles.Worker, UserRoles.Administrator));
        tasks.MapGet("", ListAsync).WithName("ListEngineTasks");
        tasks.MapPost("/claim", ClaimAsync).WithName("ClaimEngineTasks");
        tasks.MapPost("/{taskId:guid}/extend", ExtendAsync).WithName("ExtendEngineTask");
        tasks.MapPost("/{taskId:guid}/complete", CompleteAsync).WithName("CompleteEngineTask");
        return api;
    }

    /// <summary>Tasks that wait, oldest first, claimed or not.</summary>
    private static async Task<Results<Ok<WorkerTaskListResource>, ProblemHttpResult>> ListAsync(
        IWorkerTaskStore store, HttpContext context, CancellationToken cancellationToken, string? name = null, Guid? after = null, int take = MaxPage)
    {
        if (take is < 1 or > MaxPage)
            return OutOfRange(context, "take", 1, MaxPage);
        if (name is not null && (name.Length > WorkerTask.MaxNameLength || name.Contains('\0', StringComparison.Ordinal)))
            return Problems.Invalid(context, "name", "No task has such a name.", [new FieldProblem("name", $"at most {WorkerTask.MaxNameLength} characters")]);
        var tasks = await store.ListAsync(name, after, take, cancellationToken);
        return TypedResults.Ok(new WorkerTaskListResource([.. tasks.Select(WorkerTaskResource.Of)], tasks.Length == take ? tasks[^1].Task.Id : null));
    }

    /// <summary>Leases tasks nobody has to the caller. Ask again from time to time; an empty list means there is no work.</summary>
    private static async Task<Results<Ok<WorkerTaskListResource>, ProblemHttpResult>> ClaimAsync(
        ClaimWorkerTasksRequest request, IWorkerTaskStore store, CurrentUser user, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Max is < 1 or > MaxPage)
            return OutOfRange(context, "max", 1, MaxPage);
        if (request.LeaseSeconds is < 1 or > MaxLeaseSeconds)
            return OutOfRange(context, "leaseSeconds", 1, MaxLeaseSeconds);
        if (request.Names is { Length: > MaxPage })
            return Problems.Invalid(context, "names", "There are too many names.", [new FieldProblem("names", $"at most {MaxPage}")]);
        var tasks = await store.ClaimAsync(request.Names ?? [], request.Max, TimeSpan.FromSeconds(request.LeaseSeconds), user.Id, cancellationToken);
        return TypedResults.Ok(new WorkerTaskListResource([.. tasks.Select(WorkerTaskResource.Of)]));
    }

    /// <summary>Keeps a task the caller has, or gives it back (0 seconds).</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ExtendAsync(
        Guid taskId, ExtendWorkerTaskRequest request, IWorkerTaskStore store, CurrentUser user, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.LeaseSeconds is < 0 or > MaxLeaseSeconds)
            return OutOfRange(context, "leaseSeconds", 0, MaxLeaseSeconds);
        if (await store.ExtendAsync(taskId, TimeSpan.FromSeconds(request.LeaseSeconds), user.Id, cancellationToken))
            return TypedResults.NoContent();
        return await store.FindAsync(taskId, cancellationToken) is null
            ? Problems.NotFound(context, "task")
            : Problems.Conflict(context, "not-claimed", "You do not have this task: it was never claimed by you, or its lease has ended.");
    }

    /// <summary>Gives back the result; the flow goes on. 404 also when somebody else was first, or the flow does not need it any more.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> CompleteAsync(
        Guid taskId, CompleteWorkerTaskRequest request, WorkerTaskDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Result is { } result && !IsStorable(result))
            return Problems.Invalid(context, "result", "The result holds text that is none.", [new FieldProblem("result", "no U+0000 and no half characters")]);
        return await desk.CompleteAsync(taskId, request.Result?.GetRawText(), cancellationToken) ? TypedResults.NoContent() : Problems.NotFound(context, "task");
    }

    // The flow reads these texts later, where nobody could be told any more. The depth of a body is limited.
    private static bool IsStorable(JsonElement json)
    {
        try
        {
            return HoldsTexts(json);
        }
        catch (InvalidOperationException)
        {
            return false; // half of a surrogate pair
        }
    }

    private static bool HoldsTexts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(static member => IsText(member.Name) && HoldsTexts(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(HoldsTexts),
        JsonValueKind.String => IsText(json.GetString()!), // a string element has a string
        _ => true,
    };

    private static bool IsText(string text) => !text.Contains('\0', StringComparison.Ordinal);

    private static ProblemHttpResult OutOfRange(HttpContext context, string field, int from, int to) =>
        Problems.Invalid(context, "out-of-range", $"{field} is from {from} to {to}.", [new FieldProblem(field, $"{from} to {to}")]);
}
