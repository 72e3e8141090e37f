using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Cases;

/// <summary>Stops and starts the deadlines of a case with it.</summary>
internal static class DeadlinePauses
{
    /// <summary>What a deadline is told: why the case stands still is said in the case, and nowhere beside the engine's rows.</summary>
    public const string Reason = "case.paused";

    /// <summary>Every open deadline rests; its timer is disarmed.</summary>
    public static async ValueTask PauseAsync(CaseChange work, CancellationToken cancellationToken)
    {
        foreach (var deadline in await OpenAsync(work, cancellationToken))
        {
            deadline.Pause(Reason, work.Unit.Now);
            work.Unit.Rearm(deadline.BookmarkId, null);
        }
    }

    /// <summary>Every deadline that rests goes on, later by the days lost; its timer and its task's due instant move with it.</summary>
    public static async ValueTask ResumeAsync(CaseChange work, CancellationToken cancellationToken)
    {
        var facts = work.Case.Facts;
        foreach (var deadline in (await OpenAsync(work, cancellationToken)).Where(deadline => deadline.Pauses.IsPaused))
        {
            deadline.Resume(facts, work.Unit.Now);
            work.Unit.Rearm(deadline.BookmarkId, deadline.NextAt);
            if (deadline.TaskId is { } taskId
                && await work.Database.Tasks.SingleOrDefaultAsync(task => task.Id == taskId, cancellationToken) is { IsUnfinished: true } task)
            {
                work.Unit.ChangeTask(new HumanTaskChange(task with { DueAt = deadline.DueAt }));
            }
        }
    }

    private static Task<List<CaseDeadline>> OpenAsync(CaseChange work, CancellationToken cancellationToken)
    {
        var caseId = work.Case.Id;
        return work.Database.Set<CaseDeadline>().Where(deadline => deadline.CaseId == caseId && deadline.EndedAt == null).ToListAsync(cancellationToken);
    }
}
