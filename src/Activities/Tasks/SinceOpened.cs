using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What has become otherwise around a task while somebody was writing.</summary>
/// <param name="Changes">Of the case, oldest first; empty for who may not see its needs.</param>
/// <param name="Finished">Other tasks of the case that were finished, oldest first.</param>
public sealed record SinceOpened(ImmutableArray<Change> Changes, ImmutableArray<HumanTask> Finished)
{
    /// <summary>Nothing.</summary>
    public static SinceOpened None { get; } = new([], []);
}

/// <summary>Reads what is new around a task. Lives with its scope's database context.</summary>
public sealed class SinceOpenedReads(CaseDbContext database, IServiceProvider services)
{
    /// <summary>What is new since an instant; nothing when there is no such task for this viewer, or it has no case.</summary>
    public async Task<SinceOpened> SinceAsync(Guid taskId, Viewer viewer, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is not { Case: { } subject })
            return SinceOpened.None;
        var rights = CaseAccess.Of(subject, viewer);
        var finished = rights == CaseRights.None ? [] : await database.Tasks
            .Where(task => task.CaseId == subject.Id && task.Id != taskId && task.CompletedAt > since).OrderBy(task => task.CompletedAt).Take(20).ToListAsync(cancellationToken);
        return new SinceOpened(rights.HasFlag(CaseRights.SeeNeeds) ? [.. subject.Changes.All.Where(change => change.At > since)] : [], [.. finished]);
    }
}
