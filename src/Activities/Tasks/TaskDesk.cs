using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// What people do with tasks. Completing one is a single transaction: the task, what it does to the case, and the flow's burst to its next wait. Of two
/// who complete the same task one is told who was first. Thread-safe.
/// </summary>
public sealed class TaskDesk(WorkflowRuntime runtime, TaskJudge judge)
{
    /// <summary>Takes a task. Taking what one has already changes nothing.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="viewer">Who takes it.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<TaskResult> ClaimAsync(Guid taskId, Viewer viewer, int? version, CancellationToken cancellationToken) =>
        WithTaskAsync(taskId, viewer, version, (unit, found, _) => ValueTask.FromResult<TaskResult>(found.Task.Status == HumanTaskStatus.Claimed
            ? Unchanged(unit, found.Task)
            : Changed(unit, found.Task with { Status = HumanTaskStatus.Claimed, ClaimedBy = viewer.UserId, ClaimedAt = unit.Now })), cancellationToken);

    /// <summary>Gives a task back, so that whoever holds its role sees it as open. Giving back what nobody has changes nothing.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="viewer">Who gives it back.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<TaskResult> ReleaseAsync(Guid taskId, Viewer viewer, int? version, CancellationToken cancellationToken) =>
        WithTaskAsync(taskId, viewer, version, (unit, found, _) => ValueTask.FromResult<TaskResult>(found.Task.Status == HumanTaskStatus.Open
            ? Unchanged(unit, found.Task)
            : Changed(unit, found.Task with { Status = HumanTaskStatus.Open, ClaimedBy = null, ClaimedAt = null })), cancellationToken);

    /// <summary>Completes a task with its answers. A refusal of the form or the case changes nothing and names every fault.</summary>
    public Task<TaskResult> CompleteAsync(TaskCompletion completion, CancellationToken cancellationToken) =>
        WithTaskAsync(completion.TaskId, completion.Viewer, completion.Version, (unit, found, token) => CompleteAsync(unit, found, completion, token), cancellationToken);

    private async ValueTask<TaskResult> CompleteAsync(UnitOfWork unit, Found found, TaskCompletion completion, CancellationToken cancellationToken)
    {
        var verdict = await judge.JudgeAsync(unit.Services, found.Task, found.Case, completion, unit.Now, cancellationToken);
        if (verdict is TaskVerdict.Refused refused)
            return Abandon(unit, new TaskResult.Refused(refused.Refusals));
        var outcome = ((TaskVerdict.Accepted)verdict).Outcome;
        var done = found.Task with { Status = HumanTaskStatus.Completed, CompletedBy = completion.Viewer.UserId, CompletedAt = unit.Now, Outcome = outcome };
        unit.ChangeTask(new HumanTaskChange(done));
        var database = unit.Services.GetRequiredService<CaseDbContext>();
        if (judge.NameOf(found.Task) is null && completion.Answers.Count > 0)
            database.Add(new TaskAnswers { TaskId = done.Id, CaseId = done.CaseId, Answers = completion.Answers.ToJsonString(), GivenBy = completion.Viewer.UserId, GivenAt = unit.Now });
        if (found.Case is { } subject)
            await DeadlineFollowing.FollowAsync(subject, done.Id, database, unit.Now, unit.Rearm, unit.ChangeTask, cancellationToken);
        if (done.InstanceId is { } instance)
            unit.Deliver(StimulusOf(done, instance, outcome, unit.Now));
        return new TaskResult.Done(done with { Version = done.Version + 1 });
    }

    private static Stimulus StimulusOf(HumanTask task, Guid instance, string outcome, DateTimeOffset now) => new()
    {
        InstanceId = instance,
        Key = $"task:{task.Id:D}",
        Name = AssignTask.BookmarkName,
        BookmarkKey = task.Id.ToString("D"),
        BookmarkId = task.BookmarkId,
        PayloadJson = new JsonObject { ["outcome"] = outcome }.ToJsonString(),
        CreatedAt = now,
    };

    // Everybody who acts on a task meets the same questions first: is it there for them, is it still to be done, have they read it as it is.
    private Task<TaskResult> WithTaskAsync(
        Guid taskId, Viewer viewer, int? version, Func<UnitOfWork, Found, CancellationToken, ValueTask<TaskResult>> act, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync(
            async (unit, token) =>
            {
                if (await FindAsync(unit, taskId, viewer, token) is not { } found)
                    return Abandon(unit, TaskResult.NotFound.Instance);
                var task = found.Task;
                if (task.Status is HumanTaskStatus.Completed or HumanTaskStatus.Cancelled)
                    return Abandon(unit, new TaskResult.Taken(task.Status, task.CompletedBy, task.CompletedAt));
                if (task.Status == HumanTaskStatus.Claimed && task.ClaimedBy != viewer.UserId)
                    return Abandon(unit, new TaskResult.Taken(task.Status, task.ClaimedBy, task.ClaimedAt));
                return version is { } read && read != task.Version
                    ? Abandon(unit, new TaskResult.Stale(task.Version))
                    : await act(unit, found, token);
            },
            cancellationToken);

    private static async ValueTask<Found?> FindAsync(UnitOfWork unit, Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        var database = unit.Services.GetRequiredService<CaseDbContext>();
        if (await database.Tasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) is not { } task)
            return null;
        var subject = task.CaseId is { } caseId ? await unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken) : null;
        var leads = subject is not null && await database.Set<Unit>().AnyAsync(row => row.Id == subject.UnitId && row.LeaderId == viewer.UserId, cancellationToken);
        return TaskAccess.MayDo(task, subject, viewer, leads) ? new Found(task, subject) : null;
    }

    private static TaskResult.Done Changed(UnitOfWork unit, HumanTask after)
    {
        unit.ChangeTask(new HumanTaskChange(after));
        return new TaskResult.Done(after with { Version = after.Version + 1 });
    }

    private static TaskResult Unchanged(UnitOfWork unit, HumanTask task) => Abandon(unit, new TaskResult.Done(task));

    private static TaskResult Abandon(UnitOfWork unit, TaskResult result)
    {
        unit.Abandon();
        return result;
    }

    private sealed record Found(HumanTask Task, Case? Case);
}
