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
        tasks.MapGet("/{id:guid}", OpenAsync).WithName("GetTask");
        tasks.MapPost("/{id:guid}/claim", ClaimAsync).WithName("ClaimTask");
        tasks.MapPost("/{id:guid}/release", ReleaseAsync).WithName("ReleaseTask");
        tasks.MapPost("/{id:guid}/complete", CompleteAsync).WithName("CompleteTask");
        return api;
    }

    /// <summary>The caller's tasks (list=mine) or those of colleagues (list=group), earliest due first.</summary>
    private static async Task<Results<Ok<TaskListResource>, ProblemHttpResult>> ListAsync(
        TaskReads tasks, CurrentUser user, HttpContext context, CancellationToken cancellationToken, string list = "mine", int skip = 0, int take = PageSize)
    {
        TaskList? which = list switch { "mine" => TaskList.Mine, "group" => TaskList.Group, _ => null };
        if (which is not { } asked)
            return Problems.Invalid(context, "list", "list is mine or group.", [new FieldProblem("list", "mine or group")]);
        var page = await tasks.ListAsync(user.Viewer, asked, skip, take, cancellationToken);
        return TypedResults.Ok(new TaskListResource([.. page.Lines.Select(TaskResource.Of)], page.Total, page.HasNext));
    }

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
        return TypedResults.Ok(TaskResource.Of(done.Task, Activities.Cases.CaseReference.Of(done.Task.CaseId ?? Guid.Empty), null));
    }

    private static int? VersionOf(HttpContext context) => EntityTags.Read(context) is { } version ? (int)Math.Min(version, int.MaxValue) : null;
}
