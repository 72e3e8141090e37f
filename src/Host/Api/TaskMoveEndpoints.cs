using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Handing a task over.</summary>
/// <param name="To">User id of who gets it.</param>
/// <param name="Reason">Why.</param>
public sealed record HandOverTaskRequest(string? To = null, string? Reason = null);

/// <summary>Putting a task on hold.</summary>
/// <param name="ReturnOn">The day it comes back.</param>
/// <param name="Reason">What is waited for.</param>
public sealed record HoldTaskRequest(DateOnly? ReturnOn = null, string? Reason = null);

/// <summary>Handing several tasks over, each for itself.</summary>
/// <param name="Tasks">At most 200.</param>
/// <param name="To">User id of who gets them.</param>
/// <param name="Reason">Why.</param>
public sealed record HandOverTasksRequest(ImmutableArray<TaskVersion> Tasks = default, string? To = null, string? Reason = null);

/// <summary>A task as it was read.</summary>
/// <param name="Id">The task.</param>
/// <param name="Version">What was read; null or missing: whatever it is.</param>
public sealed record TaskVersion(Guid Id, int? Version = null);

/// <summary>What became of each task, in the order given.</summary>
public sealed record MovedTasksResource(ImmutableArray<MovedTaskResource> Items);

/// <summary>What became of one of several tasks.</summary>
/// <param name="Id">The task.</param>
/// <param name="Result"><c>done</c>, <c>not-found</c>, <c>taken</c>, <c>changed</c> or <c>refused</c>.</param>
/// <param name="By">With <c>taken</c>: user id of who was first.</param>
/// <param name="Version">With <c>done</c> and <c>changed</c>: the version it has now.</param>
/// <param name="Codes">With <c>refused</c>: the refusals' codes.</param>
/// <param name="Detail">With <c>refused</c>: in words.</param>
public sealed record MovedTaskResource(Guid Id, string Result, string? By, int? Version, ImmutableArray<string> Codes, string? Detail)
{
    internal static MovedTaskResource Of(TaskMoved moved, Texts texts) => moved.Result switch
    {
        TaskResult.Done done => new(moved.TaskId, "done", null, done.Task.Version, [], null),
        TaskResult.NotFound => new(moved.TaskId, "not-found", null, null, [], null),
        TaskResult.Taken taken => new(moved.TaskId, "taken", taken.By, null, [], null),
        TaskResult.Stale stale => new(moved.TaskId, "changed", null, stale.Version, [], null),
        TaskResult.Refused refused => new(moved.TaskId, "refused", null, null, [.. refused.Refusals.Select(r => r.Code)], string.Join(' ', texts.Explain(refused.Refusals).Select(p => p.Message))),
        _ => throw new UnreachableException(),
    };
}

/// <summary>Tasks: hand over, put on hold, bring back.</summary>
public static class TaskMoveEndpoints
{
    public static RouteGroupBuilder MapTaskMoves(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks");
        tasks.MapPost("/{id:guid}/hand-over", HandOverAsync).WithName("HandOverTask");
        tasks.MapPost("/{id:guid}/hold", HoldAsync).WithName("HoldTask");
        tasks.MapPost("/{id:guid}/wake", WakeAsync).WithName("WakeTask");
        tasks.MapPost("/hand-over", HandOverManyAsync).WithName("HandOverTasks");
        return api;
    }

    /// <summary>Gives the task to a named person who may do it, with a reason. Its role stays: a later holder of the role inherits the task.</summary>
    private static async Task<Results<Ok<TaskResource>, ProblemHttpResult>> HandOverAsync(
        Guid id, HandOverTaskRequest request, TaskMoves moves, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await moves.HandOverAsync(id, request.To ?? "", request.Reason ?? "", user.Viewer, VersionOf(context), cancellationToken), context, texts);

    /// <summary>Puts the task on hold until a day, on which it comes back by itself; news in the case brings it back earlier. The deadline goes on meanwhile.</summary>
    private static async Task<Results<Ok<TaskResource>, ProblemHttpResult>> HoldAsync(
        Guid id, HoldTaskRequest request, TaskMoves moves, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await moves.HoldAsync(id, request.ReturnOn ?? default, request.Reason ?? "", user.Viewer, VersionOf(context), cancellationToken), context, texts);

    /// <summary>Brings the task back from hold at once.</summary>
    private static async Task<Results<Ok<TaskResource>, ProblemHttpResult>> WakeAsync(
        Guid id, TaskMoves moves, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await moves.WakeAsync(id, user.Viewer, VersionOf(context), cancellationToken), context, texts);

    /// <summary>Hands over several tasks, each for itself: one result for each, and what is refused for one does not hold up the others.</summary>
    private static async Task<Results<Ok<MovedTasksResource>, ProblemHttpResult>> HandOverManyAsync(
        HandOverTasksRequest request, TaskMoves moves, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Tasks.IsDefaultOrEmpty || request.Tasks.Length > TaskMoves.MaxBulk || request.Tasks.Any(task => task is null))
            return Problems.Invalid(context, "tasks", $"tasks are 1 to {TaskMoves.MaxBulk}.", [new FieldProblem("tasks", $"1 to {TaskMoves.MaxBulk}")]);
        var moved = await moves.HandOverAsync(request.Tasks.Select(task => (task.Id, task.Version)), request.To ?? "", request.Reason ?? "", user.Viewer, cancellationToken);
        return TypedResults.Ok(new MovedTasksResource([.. moved.Select(one => MovedTaskResource.Of(one, texts))]));
    }

    private static Results<Ok<TaskResource>, ProblemHttpResult> Answer(TaskResult result, HttpContext context, Texts texts)
    {
        if (result is not TaskResult.Done done) return RefusalProblems.Of(result, context, texts);
        EntityTags.Write(context, done.Task.Version);
        return TypedResults.Ok(TaskResource.Of(done.Task, CaseReference.Of(done.Task.CaseId ?? Guid.Empty), null, texts.Language));
    }

    private static int? VersionOf(HttpContext context) => EntityTags.Read(context) is { } version ? (int)Math.Min(version, int.MaxValue) : null;
}
