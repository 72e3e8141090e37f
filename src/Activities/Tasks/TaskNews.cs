using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// News wakes what is on hold. News is every change of the case by somebody else than the one who put the task on hold: a fact or date, a role, the group,
/// its thread, a completed task, a comment, a file, a notice that was answered or given up. Reminders and escalations are no news: the deadline goes on
/// meanwhile.
/// </summary>
public static class TaskNews
{
    /// <summary>The case has changed.</summary>
    public const string CaseChanged = "case-changed";

    /// <summary>Another task of the case was completed.</summary>
    public const string TaskCompleted = "task-completed";

    /// <summary>A notice of the case was given up.</summary>
    public const string NoticeFailed = "notice-failed";

    /// <summary>Somebody commented on a task of the case.</summary>
    public const string Comment = "comment";

    /// <summary>Somebody added a file to a task of the case.</summary>
    public const string Attachment = "attachment";

    /// <summary>A recipient answered a notice by its link.</summary>
    public const string NoticeAnswered = "notice-answered";

    /// <summary>Wakes every task of the case that is on hold by another than <paramref name="by"/>, in the unit's transaction.</summary>
    /// <param name="unit">The unit that brings the news.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="by">User id of who brings it, or an actor's code.</param>
    /// <param name="news">One of the codes of this class.</param>
    /// <param name="except">A task that the unit changes itself and that has no such event; null: none.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async ValueTask OfCaseAsync(UnitOfWork unit, Guid caseId, string by, string news, Guid? except, CancellationToken cancellationToken)
    {
        if (await FindAsync(unit.Services, unit.Now, caseId, by, news, except, cancellationToken) is { } wake)
            unit.WakeTasks(wake);
    }

    /// <summary>The same for who commits without a unit of work: the histories are noted in the scope's context, the wake is for the commit. Null: nothing is on hold.</summary>
    /// <param name="services">The scope that the commit belongs to.</param>
    /// <param name="now">Row time of the commit.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="by">User id of who brings it, or an actor's code.</param>
    /// <param name="news">One of the codes of this class.</param>
    /// <param name="except">A task that the commit changes itself and that has no such event; null: none.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async ValueTask<HumanTaskWake?> FindAsync(
        IServiceProvider services, DateTimeOffset now, Guid caseId, string by, string news, Guid? except, CancellationToken cancellationToken)
    {
        var held = await services.GetRequiredService<CaseDbContext>().Tasks
            .Where(task => task.CaseId == caseId && task.Status == HumanTaskStatus.OnHold && task.HeldUntil > now && task.ClaimedBy != by && task.Id != except)
            .OrderBy(task => task.Id).ToListAsync(cancellationToken);
        if (held.Count == 0)
            return null;
        foreach (var task in held)
            TaskHistory.Note(services, now, task, TaskEventKind.Woken, by, news, to: task.ClaimedBy);
        return new HumanTaskWake(caseId, by, services.GetRequiredService<IOptions<TaskOptions>>().Value.ReservationFrom(now));
    }
}
