using Microsoft.AspNetCore.Http.HttpResults;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Api;

/// <summary>Tasks: list, open, claim, release, complete.</summary>
public static class TaskEndpoints
{
    private const int PageSize = 50;

    public static RouteGroupBuilder MapTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks");
        tasks.MapGet("", ListAsync).WithName("ListTasks");
        tasks.MapGet("/counts", CountAsync).WithName("CountTasks");
        tasks.MapGet("/{id:guid}", OpenAsync).WithName("GetTask");
        tasks.MapPost("/{id:guid}/claim", ClaimAsync).WithName("ClaimTask");
        tasks.MapPost("/{id:guid}/release", ReleaseAsync).WithName("ReleaseTask");
        tasks.MapPost("/{id:guid}/complete", CompleteAsync).WithName("CompleteTask");
        return api.MapTaskMoves().MapTaskFilters();
    }

    /// <summary>
    /// The caller's tasks (list=mine), those of their groups and of colleagues for whom they may stand in (group), of both those whose deadline is over (overdue) or
    /// that are on hold (on-hold), earliest due first; or what the caller completed lately (done). Everything beside list narrows it: search finds names,
    /// titles and case references, step and unit are keys, role is a role in the case or a candidate group, holder is a user.
    /// </summary>
    private static async Task<Results<Ok<TaskListResource>, ProblemHttpResult>> ListAsync(
        TaskReads tasks, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken, string list = "mine", string? search = null, string? step = null,
        string? unit = null, string? role = null, int? dueWithinDays = null, string? holder = null, int skip = 0, int take = PageSize)
    {
        TaskList? which = list switch { "mine" => TaskList.Mine, "group" => TaskList.Group, "overdue" => TaskList.Overdue, "on-hold" => TaskList.OnHold, "done" => TaskList.Done, _ => null };
        if (which is not { } asked)
            return Problems.Invalid(context, "list", "list is mine, group, overdue, on-hold or done.", [new FieldProblem("list", "mine, group, overdue, on-hold or done")]);
        var filter = new TaskFilter { Text = search, Step = step, Unit = unit, Role = role, DueWithinDays = dueWithinDays, Holder = holder };
        var page = await tasks.ListAsync(user.Viewer, asked, filter, skip, take, cancellationToken);
        return TypedResults.Ok(new TaskListResource([.. page.Lines.Select(line => TaskResource.Of(line, texts.Language))], page.Total, page.HasNext));
    }

    /// <summary>How many tasks each list holds for the caller; 1,000 stands for that many or more.</summary>
    private static async Task<Ok<TaskCounts>> CountAsync(TaskReads tasks, CurrentUser user, CancellationToken cancellationToken) =>
        TypedResults.Ok(await tasks.CountsAsync(user.Viewer, cancellationToken));

    private static async Task<Results<Ok<OpenedTaskResource>, ProblemHttpResult>> OpenAsync(
        Guid id, TaskReads tasks, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken)
    {
        if (await tasks.OpenAsync(id, user.Viewer, cancellationToken) is not { } view) return Problems.NotFound(context, "task");
        EntityTags.Write(context, view.Task.Version);
        return TypedResults.Ok(OpenedTaskResource.Of(view, texts));
    }

    private static async Task<Results<Ok<TaskResource>, ProblemHttpResult>> ClaimAsync(
        Guid id, TaskDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await desk.ClaimAsync(id, user.Viewer, VersionOf(context), cancellationToken), context, texts);

    private static async Task<Results<Ok<TaskResource>, ProblemHttpResult>> ReleaseAsync(
        Guid id, TaskDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await desk.ReleaseAsync(id, user.Viewer, VersionOf(context), cancellationToken), context, texts);

    private static async Task<Results<Ok<TaskResource>, ProblemHttpResult>> CompleteAsync(
        Guid id, CompleteTaskRequest request, TaskDesk desk, CurrentUser user, Texts texts, HttpContext context, CancellationToken cancellationToken) =>
        Answer(
            await desk.CompleteAsync(
                new TaskCompletion { TaskId = id, Viewer = user.Viewer, Version = VersionOf(context), Outcome = request.Outcome, Answers = request.Answers ?? [] },
                cancellationToken),
            context,
            texts);

    private static Results<Ok<TaskResource>, ProblemHttpResult> Answer(TaskResult result, HttpContext context, Texts texts)
    {
        if (result is not TaskResult.Done done) return RefusalProblems.Of(result, context, texts);
        EntityTags.Write(context, done.Task.Version);
        return TypedResults.Ok(TaskResource.Of(done.Task, Activities.Cases.CaseReference.Of(done.Task.CaseId ?? Guid.Empty), null, texts.Language));
    }

    private static int? VersionOf(HttpContext context) => EntityTags.Read(context) is { } version ? (int)Math.Min(version, int.MaxValue) : null;
}
