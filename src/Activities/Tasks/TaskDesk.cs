using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Comments;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// What people do with tasks. Completing one is a single transaction: the task, what it does to the case, and the flow's burst to its next wait. Of two
/// who complete the same task one is told who was first. Thread-safe.
/// </summary>
public sealed class TaskDesk(WorkflowRuntime runtime, TaskJudge judge, IOptions<TaskOptions> options)
{
    /// <summary>What refuses the comment of a completion; no field of a form is called so.</summary>
    public const string CommentField = "#comment";

    /// <summary>Takes a task until the reservation ends. Taking what one has already makes the reservation new.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="viewer">Who takes it.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<TaskResult> ClaimAsync(Guid taskId, Viewer viewer, int? version, CancellationToken cancellationToken) =>
        TaskWork.WithTaskAsync(runtime, taskId, viewer, version, overrides: false, (unit, found, _) =>
        {
            var (task, until) = (found.Task, options.Value.ReservationFrom(unit.Now));
            if (task.Status == HumanTaskStatus.Claimed && task.ClaimedUntil >= until)
                return ValueTask.FromResult(TaskWork.Unchanged(unit, task));
            if (task.Status != HumanTaskStatus.Claimed)
                TaskHistory.Note(unit, task, TaskEventKind.Claimed, viewer.UserId, from: task.ClaimedBy == viewer.UserId ? null : task.ClaimedBy, to: viewer.UserId);
            return ValueTask.FromResult(TaskWork.Changed(unit, task with
            {
                Status = HumanTaskStatus.Claimed,
                ClaimedBy = viewer.UserId,
                ClaimedAt = unit.Now,
                ClaimedUntil = until,
                HeldUntil = null,
            }));
        }, cancellationToken);

    /// <summary>
    /// Gives a task back, so that whoever holds its role sees it as open; what one was given by name goes back to the role or group too. Giving back what
    /// nobody has changes nothing.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="viewer">Who gives it back.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<TaskResult> ReleaseAsync(Guid taskId, Viewer viewer, int? version, CancellationToken cancellationToken) =>
        TaskWork.WithTaskAsync(runtime, taskId, viewer, version, overrides: false, (unit, found, _) =>
        {
            var task = found.Task;
            var isGiven = task.Assignee == viewer.UserId && (task.Role is not null || task.CandidateGroup is not null);
            if (task.Status == HumanTaskStatus.Open && !isGiven)
                return ValueTask.FromResult(TaskWork.Unchanged(unit, task));
            TaskHistory.Note(unit, task, TaskEventKind.Released, viewer.UserId, from: task.ClaimedBy ?? task.Assignee);
            return ValueTask.FromResult(TaskWork.Changed(unit, task with
            {
                Status = HumanTaskStatus.Open,
                Assignee = isGiven ? null : task.Assignee,
                ClaimedBy = null,
                ClaimedAt = null,
                ClaimedUntil = null,
                HeldUntil = null,
            }));
        }, cancellationToken);

    /// <summary>Completes a task with its answers and what is said of it. A refusal of the form, the case or the comment changes nothing and names every fault.</summary>
    public Task<TaskResult> CompleteAsync(TaskCompletion completion, CancellationToken cancellationToken) =>
        TaskWork.WithTaskAsync(
            runtime, completion.TaskId, completion.Viewer, completion.Version, overrides: false,
            (unit, found, token) => CompleteAsync(unit, found, completion, token), cancellationToken);

    private async ValueTask<TaskResult> CompleteAsync(UnitOfWork unit, FoundTask found, TaskCompletion completion, CancellationToken cancellationToken)
    {
        var isLate = found.Case?.Consent.IsLate ?? false;
        var municipality = found.Case?.HomeMunicipality;
        var meetings = found.Case is { } before ? MeetingNotices.Before(before) : null;
        var verdict = await judge.JudgeAsync(unit.Services, found.Task, found.Case, completion, unit.Now, cancellationToken);
        var comment = string.IsNullOrWhiteSpace(completion.Comment)
            ? null
            : await CommentDesk.AddAsync(unit, unit.Services.GetRequiredService<IdSource>().New(), found.Task, completion.Comment, completion.Viewer.UserId, cancellationToken);
        var said = comment is null ? ImmutableArray<Refusal>.Empty : [comment.Under(CommentField)];
        if (verdict is TaskVerdict.Refused refused)
            return TaskWork.Abandon(unit, new TaskResult.Refused(refused.Refusals.AddRange(said)));
        if (!said.IsEmpty)
            return TaskWork.Abandon(unit, new TaskResult.Refused(said));
        var accepted = (TaskVerdict.Accepted)verdict;
        var outcome = accepted.Outcome;
        var done = found.Task with { Status = HumanTaskStatus.Completed, CompletedBy = completion.Viewer.UserId, CompletedAt = unit.Now, Outcome = outcome, HeldUntil = null };
        unit.ChangeTask(new HumanTaskChange(done));
        var database = unit.Services.GetRequiredService<CaseDbContext>();
        if (judge.NameOf(found.Task) is null && accepted.Kept is { Count: > 0 } kept)
            database.Add(new TaskAnswers { TaskId = done.Id, CaseId = done.CaseId, Answers = kept.ToJsonString(), GivenBy = completion.Viewer.UserId, GivenAt = unit.Now });
        if (accepted.Satisfaction is { } satisfaction)
            await satisfaction.KeepAsync(database, unit.Now, cancellationToken);
        TaskHistory.Note(unit, done, TaskEventKind.Completed, completion.Viewer.UserId, from: found.Task.ClaimedBy ?? found.Task.Assignee);
        await DraftDesk.EndAsync(database, done.Id, completion.Viewer.UserId, cancellationToken);
        if (found.Case is { } subject)
        {
            await DutyNotices.TellMunicipalityAsync(unit, subject, municipality, $"{done.Id:N}", cancellationToken);
            await meetings!.TellAsync(unit, subject, $"{done.Id:N}:{done.Version}", judge.BookedIn(done, outcome), cancellationToken); // there with the case
            await DeadlineFollowing.FollowAsync(subject, done.Id, database, unit.Now, unit.Rearm, unit.ChangeTask, cancellationToken);
            await TaskNews.OfCaseAsync(unit, subject.Id, completion.Viewer.UserId, TaskNews.TaskCompleted, done.Id, cancellationToken);
        }

        if (isLate && found.Case is { Consent.IsGiven: true } given)
            unit.Publish(CaseEvents.ConsentGiven, given.Id.ToString("D"), null); // the flows went on without it, and may wait for it
        if (done.InstanceId is { } instance)
            unit.Deliver(StimulusOf(done, instance, outcome, unit.Now));
        if (found.Case is { EndedAt: not null } over)
            await SideFlows.EndAsync(unit, database, over.Id, cancellationToken);
        return new TaskResult.Done(done with { Version = done.Version + 1 });
    }

    private static Stimulus StimulusOf(HumanTask task, Guid instance, string outcome, DateTimeOffset now) => new()
    {
        InstanceId = instance,
        Key = $"task:{task.Id:D}",
        Name = TaskActivity.BookmarkName,
        BookmarkKey = task.Id.ToString("D"),
        BookmarkId = task.BookmarkId,
        PayloadJson = new JsonObject { ["outcome"] = outcome }.ToJsonString(),
        CreatedAt = now,
    };
}
