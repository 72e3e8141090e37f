using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Deadlines;

/// <summary>Arms, fires and ends the deadlines of a flow. The rule is the domain's; here is what it means for timers and notices.</summary>
internal static class DeadlineClerk
{
    /// <summary>Name of the bookmarks that carry the timers; their key is the deadline's id.</summary>
    public const string BookmarkName = "Deadline";

    /// <summary>
    /// Arms a deadline and its timer. Reminders that lie in the past already when the wait begins are passed over: whoever has just
    /// got a task is not reminded of it.
    /// </summary>
    public static CaseDeadline Arm(ActivityContext context, Case subject, Guid? taskId, DeadlineRule rule)
    {
        var id = context.Services.GetRequiredService<IdSource>().New();
        var timer = context.Wait(BookmarkName, id.ToString("D"));
        var deadline = new CaseDeadline(id, subject.Id, context.InstanceId, timer.Id, taskId, rule, subject.Facts, context.Now);
        if (subject.Status == CaseStatus.Paused)
            deadline.Pause(DeadlinePauses.Reason, context.Now);
        if (taskId is not null && deadline.NextAt <= context.Now)
            JournalSkipped(context, deadline, deadline.TakeDue(subject.Facts, context.Now).All());
        var database = context.Services.GetRequiredService<CaseDbContext>();
        database.Add(deadline);
        database.Guard(subject.Id, subject.Version); // whoever moves the fact at this moment does not see the new row: one of the two must run again
        context.Rearm(timer.Id, deadline.NextAt);
        return deadline;
    }

    /// <summary>The timer of a task's deadline has gone off: the highest overdue rung goes out, the next is armed. The task stays as it is.</summary>
    public static async ValueTask FireAsync(ActivityContext context, Case subject, Guid taskId, Guid timer, CancellationToken cancellationToken)
    {
        var database = context.Services.GetRequiredService<CaseDbContext>();
        if (await OfTimerAsync(database, timer, cancellationToken) is not { } deadline)
            return;
        var due = deadline.TakeDue(subject.Facts, context.Now);
        JournalSkipped(context, deadline, due.Skipped);
        if (due.Fires is { } rung)
            await TellAsync(context, subject, deadline, rung, taskId, cancellationToken);

        // The bookmark is kept also when nothing is left to fire: a date that moves arms it again.
        context.Rearm(timer, deadline.NextAt);
    }

    /// <summary>The wait without a task: true when its time has come; else the timer is armed again.</summary>
    public static async ValueTask<bool> HasComeAsync(ActivityContext context, Case subject, Guid timer, CancellationToken cancellationToken)
    {
        if (await OfTimerAsync(context.Services.GetRequiredService<CaseDbContext>(), timer, cancellationToken) is not { } deadline)
            return true;
        if (deadline.TakeDue(subject.Facts, context.Now).Fires is not null)
        {
            deadline.End(context.Now);
            return true;
        }

        context.Rearm(timer, deadline.NextAt);
        return false;
    }

    /// <summary>The task is done or no longer wanted.</summary>
    public static async ValueTask EndAsync(ActivityContext context, Guid taskId, CancellationToken cancellationToken)
    {
        var deadline = await OfTaskAsync(context.Services.GetRequiredService<CaseDbContext>(), taskId, cancellationToken);
        deadline?.End(context.Now);
    }

    /// <summary>The wait without a task is over.</summary>
    public static async ValueTask EndTimerAsync(ActivityContext context, Guid timer, CancellationToken cancellationToken)
    {
        var deadline = await OfTimerAsync(context.Services.GetRequiredService<CaseDbContext>(), timer, cancellationToken);
        deadline?.End(context.Now);
    }

    private static async ValueTask TellAsync(ActivityContext context, Case subject, CaseDeadline deadline, ArmedRung rung, Guid taskId, CancellationToken cancellationToken)
    {
        var database = context.Services.GetRequiredService<CaseDbContext>();
        var task = await database.Tasks.SingleAsync(row => row.Id == taskId, cancellationToken);
        var isReminder = rung.Rung.Kind == RungKind.Remind;
        var told = !isReminder ? await EscalationLine.ToldAsync(subject, task, rung.Rung.ToRole, database, cancellationToken)
            : (task.ClaimedBy ?? task.Assignee) is { } holder ? [Recipients.OfUser(holder, task.Role)]
            : await Recipients.OfRoleAsync(subject, rung.Rung.ToRole, database, cancellationToken);
        if (told.IsEmpty)
            told = await Recipients.OfRoleAsync(subject, CaseRoles.UnitLeader, database, cancellationToken);
        context.Journal(isReminder ? "Reminded" : "Escalated", Words(deadline, rung));
        if (told.IsEmpty)
            context.Journal("Nobody", $"Nobody holds {rung.Rung.ToRole}, and the unit has no leader.");
        foreach (var addressee in told)
            context.Enqueue(MessageOf(context, subject, deadline, rung, task, addressee));
    }

    private static Engine.Outbox.OutboxMessage MessageOf(ActivityContext context, Case subject, CaseDeadline deadline, ArmedRung rung, HumanTask task, Addressee addressee) =>
        NoticeQueue.Message(
            context.Services.GetRequiredService<IdSource>(),
            string.Create(CultureInfo.InvariantCulture, $"{context.IdempotencyKey}:{task.Id:N}:{rung.Index}:{deadline.Date:yyyyMMdd}"),
            subject.Id,
            new NoticePayload
            {
                Template = rung.Rung.Kind == RungKind.Remind ? "reminder" : "escalation",
                To = addressee.Recipient,
                Basis = NoticeBasis.Service,
                TaskId = task.Id,
                Date = deadline.Date,
                Role = task.Role,
                AsRole = addressee.Role,
            },
            context.Now);

    private static void JournalSkipped(ActivityContext context, CaseDeadline deadline, IEnumerable<ArmedRung> skipped)
    {
        foreach (var rung in skipped)
            context.Journal("Skipped", Words(deadline, rung));
    }

    private static string Words(CaseDeadline deadline, ArmedRung rung) =>
        string.Create(CultureInfo.InvariantCulture, $"Deadline {deadline.Id:D}, rung {rung.Index + 1} of {deadline.Rungs.Length}, due {deadline.Date:yyyy-MM-dd}.");

    private static System.Collections.Immutable.ImmutableArray<ArmedRung> All(this DueRungs due) => due.Fires is { } fires ? due.Skipped.Add(fires) : due.Skipped;

    // What this unit of work has added or loaded is looked at first: a new row is not in the database yet. Each test stands twice, as compiling the query's
    // would take longer than the query.
    private static async ValueTask<CaseDeadline?> OfTimerAsync(CaseDbContext database, Guid timer, CancellationToken cancellationToken) =>
        database.Set<CaseDeadline>().Local.FirstOrDefault(deadline => deadline.BookmarkId == timer)
        ?? await database.Set<CaseDeadline>().FirstOrDefaultAsync(deadline => deadline.BookmarkId == timer, cancellationToken);

    private static async ValueTask<CaseDeadline?> OfTaskAsync(CaseDbContext database, Guid taskId, CancellationToken cancellationToken) =>
        database.Set<CaseDeadline>().Local.FirstOrDefault(deadline => deadline.TaskId == taskId)
        ?? await database.Set<CaseDeadline>().FirstOrDefaultAsync(deadline => deadline.TaskId == taskId, cancellationToken);
}
