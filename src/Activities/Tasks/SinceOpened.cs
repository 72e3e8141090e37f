using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What has become otherwise around a task while somebody was writing.</summary>
/// <param name="Changes">Of the case, oldest first; empty for who may not see its needs.</param>
/// <param name="Finished">Other tasks of the case that were finished, oldest first; for who may not see its needs those alone that they may do.</param>
public sealed record SinceOpened(ImmutableArray<Change> Changes, ImmutableArray<HumanTask> Finished)
{
    /// <summary>Nothing.</summary>
    public static SinceOpened None { get; } = new([], []);
}

/// <summary>Reads what is new around a task. Lives with its scope's database context.</summary>
public sealed class SinceOpenedReads(CaseDbContext database, IServiceProvider services)
{
    // Nobody reads more, and a case has few tasks.
    private const int MaxFinished = 20;

    /// <summary>
    /// What is new since an instant, but not from before the viewer first opened the task; nothing when there is no such task for this viewer, or it has no case.
    /// </summary>
    public async Task<SinceOpened> SinceAsync(Guid taskId, Viewer viewer, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is not { Case: { } subject })
            return SinceOpened.None;
        // When a page was opened is what its form says: it says no more than the audit knows.
        var (audit, me) = (TaskReads.AuditOf(taskId), viewer.UserId);
        var opened = await database.Set<CaseRead>().Where(row => row.CaseId == subject.Id && row.ReadBy == me && row.What == audit).MinAsync(row => (DateTimeOffset?)row.ReadAt, cancellationToken);
        if (opened is not { } first)
            return SinceOpened.None;
        if (since < first)
            since = first;
        var seesNeeds = CaseAccess.Of(subject, viewer).HasFlag(CaseRights.SeeNeeds);
        var leads = await TaskWork.LeadsAsync(database, subject, me, cancellationToken);
        var finished = await database.Tasks
            .Where(task => task.CaseId == subject.Id && task.Id != taskId && task.CompletedAt > since).OrderBy(task => task.CompletedAt).ToListAsync(cancellationToken);
        return new SinceOpened(
            seesNeeds ? [.. subject.Changes.All.Where(change => change.At > since)] : [],
            [.. finished.Where(task => seesNeeds || TaskAccess.MayDo(task, subject, viewer, leads)).Take(MaxFinished)]);
    }
}
