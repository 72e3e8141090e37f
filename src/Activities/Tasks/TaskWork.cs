using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>A task that somebody acts on, as it stands now.</summary>
/// <param name="Task">With the version that is stored.</param>
/// <param name="Case">Its case; null: none.</param>
/// <param name="MayReassign">The viewer leads the unit, and may hand over what a colleague has claimed.</param>
internal sealed record FoundTask(HumanTask Task, Case? Case, bool MayReassign);

/// <summary>Everybody who acts on a task meets the same questions first: is it there for them, is it still to be done, have they read it as it is.</summary>
internal static class TaskWork
{
    /// <summary>Runs an act on a task as one unit of work.</summary>
    /// <param name="runtime">Where units run.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="viewer">Who acts.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="overrides">Whether a leader's act goes before a colleague's claim.</param>
    /// <param name="act">Returns what it ended in; everything but <see cref="TaskResult.Done"/> must have abandoned the unit.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public static Task<TaskResult> WithTaskAsync(
        WorkflowRuntime runtime, Guid taskId, Viewer viewer, int? version, bool overrides,
        Func<UnitOfWork, FoundTask, CancellationToken, ValueTask<TaskResult>> act, CancellationToken cancellationToken) =>
        runtime.ExecuteAsync(
            async (unit, token) =>
            {
                if (await FindAsync(unit, taskId, viewer, token) is not { } found)
                    return Abandon(unit, TaskResult.NotFound.Instance);
                var task = found.Task;
                if (!task.IsUnfinished)
                    return Abandon(unit, new TaskResult.Taken(task.Status, task.CompletedBy, task.CompletedAt));
                if (task.Status == HumanTaskStatus.Claimed && task.ClaimedBy != viewer.UserId && !(overrides && found.MayReassign))
                    return Abandon(unit, new TaskResult.Taken(task.Status, task.ClaimedBy, task.ClaimedAt));
                return version is { } read && read != task.Version
                    ? Abandon(unit, new TaskResult.Stale(task.Version))
                    : await act(unit, found, token);
            },
            cancellationToken);

    /// <summary>The task is written as given.</summary>
    public static TaskResult Changed(UnitOfWork unit, HumanTask after)
    {
        unit.ChangeTask(new HumanTaskChange(after));
        return new TaskResult.Done(after with { Version = after.Version + 1 });
    }

    /// <summary>Done, and nothing had to be written.</summary>
    public static TaskResult Unchanged(UnitOfWork unit, HumanTask task) => Abandon(unit, new TaskResult.Done(task));

    /// <summary>Nothing is written.</summary>
    public static TaskResult Abandon(UnitOfWork unit, TaskResult result)
    {
        unit.Abandon();
        return result;
    }

    private static async ValueTask<FoundTask?> FindAsync(UnitOfWork unit, Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        var database = unit.Services.GetRequiredService<CaseDbContext>();
        if (await database.Tasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) is not { } stored)
            return null;
        var task = stored.AsOf(unit.Now);
        var subject = task.CaseId is { } caseId ? await unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken) : null;
        var leads = await LeadsAsync(database, subject, viewer.UserId, cancellationToken);
        return TaskAccess.MayDo(task, subject, viewer, leads)
            ? new FoundTask(task, subject, leads || (subject is not null && CaseAccess.Of(subject, viewer).HasFlag(CaseRights.Lead)))
            : null;
    }

    /// <summary>Whether the user leads the unit that has the case.</summary>
    public static async ValueTask<bool> LeadsAsync(CaseDbContext database, Case? subject, string userId, CancellationToken cancellationToken) =>
        subject is not null && await database.Set<Unit>().AnyAsync(row => row.Id == subject.UnitId && row.LeaderId == userId, cancellationToken);
}
