using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Gives the tasks of an activity with their deadlines and takes them back. All activities that ask people do it here.</summary>
internal static class TaskClerk
{
    /// <summary>Gives one task to each.</summary>
    public static ImmutableArray<TaskAssignment> Give(ActivityContext context, Case subject, TaskOrder order, IEnumerable<Assignee> recipients) =>
        [.. recipients.Select(recipient => Give(context, subject, order, recipient))];

    /// <summary>A task is done: its deadline ends and its timer goes.</summary>
    public static async ValueTask FinishAsync(ActivityContext context, TaskAssignment done, CancellationToken cancellationToken)
    {
        await DeadlineClerk.EndAsync(context, done.TaskId, cancellationToken);
        if (done.TimerBookmark is { } timer)
            context.Remove(timer);
    }

    /// <summary>The tasks are no longer wanted: the engine closes them and their bookmarks; the deadlines are the case's and end here.</summary>
    public static async ValueTask DropAsync(ActivityContext context, IEnumerable<TaskAssignment> tasks, CancellationToken cancellationToken)
    {
        foreach (var task in tasks.Where(task => !task.IsDone))
            await DeadlineClerk.EndAsync(context, task.TaskId, cancellationToken);
    }

    private static TaskAssignment Give(ActivityContext context, Case subject, TaskOrder order, Assignee assignee)
    {
        var taskId = order.TaskId ?? context.Services.GetRequiredService<IdSource>().New();
        var bookmark = context.Wait(TaskActivity.BookmarkName, taskId.ToString("D"));
        var deadline = order.Deadline(assignee.Role ?? CaseRoles.ContactOfficer) is { } rule ? DeadlineClerk.Arm(context, subject, taskId, rule) : null;
        var held = order.HeldUntil(subject.Facts) is { } until && until > context.Now ? until : (DateTimeOffset?)null;
        context.AddTask(new HumanTask
        {
            Id = taskId,
            BookmarkId = bookmark.Id,
            CaseId = subject.Id,
            Step = order.Step,
            Title = order.Title.Bokmal,
            Text = order.Text.Bokmal,
            Role = assignee.Role,
            Assignee = assignee.Person,
            CandidateGroup = order.CandidateGroup,
            Priority = order.Priority,
            Status = held is null ? HumanTaskStatus.Open : HumanTaskStatus.OnHold,
            HeldUntil = held,
            DueAt = deadline?.DueAt,
            FormJson = order.FormJson,
            OutcomesJson = order.OutcomesJson,
            CreatedAt = context.Now,
        }.Saying(order.Title, order.Text, deadline is null ? null : DeadlineWords.Of(deadline.Fact, deadline.Offset, deadline.Unit)));
        return new TaskAssignment(taskId, bookmark.Id, deadline?.BookmarkId, Part: order.Part, Member: assignee.Member);
    }
}
