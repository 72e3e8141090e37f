using System.Text.Json;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// What every activity that asks people has in common: it gives tasks, follows their deadlines with reminders and escalations, each once, and
/// goes on when they are done; after the last rung a task stays open. Those that do more say what happens when one task is done and when their
/// own wait is over.
/// </summary>
public abstract class TaskActivity : Activity
{
    /// <summary>Name of the bookmarks that completing a task resumes; their key is the task's id.</summary>
    public const string BookmarkName = "HumanTask";

    /// <inheritdoc/>
    public sealed override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        await BeginAsync(context, await CaseOfFlow.LoadAsync(context, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public sealed override async ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        var assignments = TaskAssignments.Of(context);
        var bookmark = resumption.Bookmark.Id;
        if (assignments.Tasks.FirstOrDefault(task => task.TimerBookmark == bookmark) is { } late)
        {
            await DeadlineClerk.FireAsync(context, await CaseOfFlow.LoadAsync(context, cancellationToken), late.TaskId, bookmark, cancellationToken);
        }
        else if (assignments.Wait == bookmark)
        {
            var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
            if (await DeadlineClerk.HasComeAsync(context, subject, bookmark, cancellationToken))
                await WaitIsOverAsync(context, subject, assignments, cancellationToken);
        }
        else if (assignments.News == bookmark)
        {
            await HasNewsAsync(context, await CaseOfFlow.LoadAsync(context, cancellationToken), assignments, cancellationToken);
        }
        else
        {
            var done = assignments.Tasks.First(task => task.TaskBookmark == bookmark);
            await TaskClerk.FinishAsync(context, done, cancellationToken);
            var left = assignments.Finish(done);
            left.Keep(context);
            await TaskIsDoneAsync(context, left, done, OutcomeOf(resumption), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public sealed override async ValueTask CancelAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.State(TaskAssignmentJson.Default.TaskAssignments) is { } assignments)
            await DropAsync(context, assignments, cancellationToken);
    }

    /// <summary>Gives the tasks, or completes.</summary>
    internal abstract ValueTask BeginAsync(ActivityContext context, Case subject, CancellationToken cancellationToken);

    /// <summary>One task is done, the rest are in <paramref name="left"/>. Default: completes when all are, with the outcome of the one there is.</summary>
    internal virtual ValueTask TaskIsDoneAsync(ActivityContext context, TaskAssignments left, TaskAssignment done, string outcome, CancellationToken cancellationToken)
    {
        if (left.AreDone)
            context.Complete(left.Tasks.Length == 1 ? outcome : Outcomes.DoneName);
        return ValueTask.CompletedTask;
    }

    /// <summary>The activity's own wait is over; its deadline has ended.</summary>
    internal virtual ValueTask WaitIsOverAsync(ActivityContext context, Case subject, TaskAssignments assignments, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>What the activity listens for has happened in the case.</summary>
    internal virtual ValueTask HasNewsAsync(ActivityContext context, Case subject, TaskAssignments assignments, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Ends the deadlines of whatever is left.</summary>
    internal static async ValueTask DropAsync(ActivityContext context, TaskAssignments assignments, CancellationToken cancellationToken)
    {
        await TaskClerk.DropAsync(context, assignments.Tasks, cancellationToken);
        if (assignments.Wait is { } wait)
            await DeadlineClerk.EndTimerAsync(context, wait, cancellationToken);
    }

    private static string OutcomeOf(Resumption resumption) =>
        resumption.Payload is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty("outcome", out var outcome) && outcome.GetString() is { Length: > 0 } chosen
            ? chosen
            : Outcomes.DoneName;
}
