using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Deadlines;

/// <summary>Whatever changes a fact of a case calls this in the same unit of work: every open deadline is computed again, its timer and its task's due instant moved.</summary>
internal static class DeadlineFollowing
{
    /// <summary>Computes all open deadlines of the case again.</summary>
    /// <param name="subject">The case, already changed.</param>
    /// <param name="except">A task whose deadline ends in this unit anyway; null: none.</param>
    /// <param name="database">The unit's context.</param>
    /// <param name="now">Business clock, UTC.</param>
    /// <param name="rearm">Moves a timer.</param>
    /// <param name="change">Changes a task.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async ValueTask FollowAsync(
        Case subject, Guid? except, CaseDbContext database, DateTimeOffset now,
        Action<Guid, DateTimeOffset?> rearm, Action<HumanTaskChange> change, CancellationToken cancellationToken)
    {
        var facts = subject.Facts;
        var open = await database.Set<CaseDeadline>().Where(deadline => deadline.CaseId == subject.Id && deadline.EndedAt == null).ToListAsync(cancellationToken);
        foreach (var deadline in open)
        {
            if (deadline.EndedAt is not null || (deadline.TaskId is not null && deadline.TaskId == except))
                continue;
            var dueBefore = deadline.DueAt;
            if (!deadline.Follow(facts, now))
                continue;
            rearm(deadline.BookmarkId, deadline.NextAt);
            if (deadline.TaskId is { } taskId && deadline.DueAt != dueBefore
                && await database.Tasks.SingleOrDefaultAsync(task => task.Id == taskId, cancellationToken) is { IsUnfinished: true } task)
            {
                change(new HumanTaskChange(task with { DueAt = deadline.DueAt }));
            }
        }
    }
}
