using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What people have done with a task, beside the engine's rows because reasons are personal text.</summary>
public static class TaskHistory
{
    /// <summary>Notes an event in the unit's transaction.</summary>
    /// <param name="unit">The unit that changes the task.</param>
    /// <param name="task">The task.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="by">User id, or an actor's code.</param>
    /// <param name="reason">Why, at most <see cref="TaskEvent.MaxReason"/> characters; null: no reason given.</param>
    /// <param name="from">User id of who had it; null: nobody.</param>
    /// <param name="to">User id of who has it now; null: nobody.</param>
    /// <param name="until">When a hold ends; null for other kinds.</param>
    public static void Note(
        UnitOfWork unit, HumanTask task, TaskEventKind kind, string by, string? reason = null, string? from = null, string? to = null, DateTimeOffset? until = null) =>
        Note(unit.Services, unit.Now, task, kind, by, reason, from, to, until);

    internal static void Note(
        IServiceProvider services, DateTimeOffset now, HumanTask task, TaskEventKind kind, string by, string? reason = null, string? from = null, string? to = null, DateTimeOffset? until = null) =>
        services.GetRequiredService<CaseDbContext>().Add(new TaskEvent
        {
            Id = services.GetRequiredService<IdSource>().New(),
            TaskId = task.Id,
            CaseId = task.CaseId,
            Kind = kind,
            ActedAt = now,
            ActedBy = by,
            FromUser = from,
            ToUser = to,
            Until = until,
            Reason = reason,
        });

    /// <summary>The events of a task, oldest first. Who may see the task may see them.</summary>
    public static async Task<ImmutableArray<TaskEvent>> OfAsync(CaseDbContext database, Guid taskId, CancellationToken cancellationToken) =>
        [.. await database.Set<TaskEvent>().AsNoTracking().Where(row => row.TaskId == taskId).OrderBy(row => row.ActedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken)];
}
