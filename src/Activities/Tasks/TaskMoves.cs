using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Hands tasks over, puts them on hold and takes them back. Each is one transaction and a line in the task's history. Thread-safe.</summary>
public sealed class TaskMoves(WorkflowRuntime runtime, IOptions<TaskOptions> options)
{
    /// <summary>Most tasks of one bulk.</summary>
    public const int MaxBulk = 200;

    /// <summary>
    /// Gives a task to a named person who may do it. Its role stays: whoever gets the role later inherits the task. What a colleague has claimed, only a
    /// leader of the unit hands over.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="toUser">User id of who gets it.</param>
    /// <param name="reason">Why; required.</param>
    /// <param name="viewer">Who hands it over.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<TaskResult> HandOverAsync(Guid taskId, string toUser, string reason, Viewer viewer, int? version, CancellationToken cancellationToken) =>
        TaskWork.WithTaskAsync(runtime, taskId, viewer, version, overrides: true, async (unit, found, token) =>
        {
            var task = found.Task;
            var refusals = ReasonFaults(reason);
            if (await ReceiverFaultAsync(unit, found, toUser, token) is { } fault)
                refusals = refusals.Add(fault);
            if (!refusals.IsEmpty)
                return TaskWork.Abandon(unit, new TaskResult.Refused(refusals));
            TaskHistory.Note(unit, task, TaskEventKind.HandedOver, viewer.UserId, TextLimits.WithLineFeeds(reason).Trim(), task.ClaimedBy ?? task.Assignee, toUser.Trim());
            return TaskWork.Changed(unit, task with
            {
                Status = HumanTaskStatus.Open,
                Assignee = toUser.Trim(),
                ClaimedBy = null,
                ClaimedAt = null,
                ClaimedUntil = null,
                HeldUntil = null,
            });
        }, cancellationToken);

    /// <summary>
    /// Hands over several tasks, each for itself: what is refused for one does not hold up the others. One result for each task, in the order given.
    /// </summary>
    /// <param name="tasks">Tasks and the versions read, at most <see cref="MaxBulk"/>; what is more is left out.</param>
    /// <param name="toUser">User id of who gets them.</param>
    /// <param name="reason">Why; required.</param>
    /// <param name="viewer">Who hands them over.</param>
    /// <param name="cancellationToken">Stops before the next commit.</param>
    public async Task<ImmutableArray<TaskMoved>> HandOverAsync(
        IEnumerable<(Guid Id, int? Version)> tasks, string toUser, string reason, Viewer viewer, CancellationToken cancellationToken)
    {
        var moved = ImmutableArray.CreateBuilder<TaskMoved>();
        foreach (var (id, version) in tasks.DistinctBy(task => task.Id).Take(MaxBulk))
            moved.Add(new TaskMoved(id, await HandOverAsync(id, toUser, reason, viewer, version, cancellationToken)));
        return moved.DrainToImmutable();
    }

    /// <summary>
    /// Puts a task on hold until a day, on which it comes back by itself; news in the case brings it back earlier. Its deadline goes on meanwhile. On hold
    /// it stays with who did this, but nobody is locked out: whoever may do it may take it.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="returnOn">The day it comes back, in Norway, from midnight; after today.</param>
    /// <param name="reason">What is waited for; required.</param>
    /// <param name="viewer">Who puts it on hold.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<TaskResult> HoldAsync(Guid taskId, DateOnly returnOn, string reason, Viewer viewer, int? version, CancellationToken cancellationToken) =>
        TaskWork.WithTaskAsync(runtime, taskId, viewer, version, overrides: false, (unit, found, _) =>
        {
            var task = found.Task;
            var today = NorwegianTime.DateOf(unit.Now);
            var refusals = ReasonFaults(reason);
            if (returnOn <= today)
                refusals = refusals.Insert(0, Refusal.Of(RefusalCodes.TaskReturnNotLater, "returnOn", today));
            else if (returnOn.DayNumber - today.DayNumber > options.Value.LongestHoldDays)
                refusals = refusals.Insert(0, Refusal.Of(RefusalCodes.TaskReturnTooLate, "returnOn", $"{options.Value.LongestHoldDays}"));
            if (!refusals.IsEmpty)
                return ValueTask.FromResult(TaskWork.Abandon(unit, new TaskResult.Refused(refusals)));
            var until = NorwegianTime.StartOf(returnOn).ToUniversalTime();
            TaskHistory.Note(unit, task, TaskEventKind.Held, viewer.UserId, TextLimits.WithLineFeeds(reason).Trim(), until: until);
            return ValueTask.FromResult(TaskWork.Changed(unit, task with
            {
                Status = HumanTaskStatus.OnHold,
                ClaimedBy = viewer.UserId,
                ClaimedAt = unit.Now,
                ClaimedUntil = options.Value.ReservationFrom(until),
                HeldUntil = until,
            }));
        }, cancellationToken);

    /// <summary>Brings a task back from hold at once; it is with who put it on hold.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="viewer">Who wants it back.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<TaskResult> WakeAsync(Guid taskId, Viewer viewer, int? version, CancellationToken cancellationToken) =>
        TaskWork.WithTaskAsync(runtime, taskId, viewer, version, overrides: true, (unit, found, _) =>
        {
            var task = found.Task;
            if (task.Status != HumanTaskStatus.OnHold)
                return ValueTask.FromResult(TaskWork.Abandon(unit, new TaskResult.Refused([Refusal.Of(RefusalCodes.TaskNotOnHold)])));
            TaskHistory.Note(unit, task, TaskEventKind.Woken, viewer.UserId, to: task.ClaimedBy);
            return ValueTask.FromResult(TaskWork.Changed(unit, task with
            {
                Status = HumanTaskStatus.Claimed,
                ClaimedUntil = options.Value.ReservationFrom(unit.Now),
                HeldUntil = null,
            }));
        }, cancellationToken);

    private static ImmutableArray<Refusal> ReasonFaults(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? [Refusal.Of(RefusalCodes.ReasonMissing, "reason")]
        : TextLimits.WithLineFeeds(reason).Trim().Length > TaskEvent.MaxReason ? [Refusal.Of(RefusalCodes.TextTooLong, "reason", $"{TaskEvent.MaxReason}")]
        : [];

    private static async ValueTask<Refusal?> ReceiverFaultAsync(UnitOfWork unit, FoundTask found, string toUser, CancellationToken cancellationToken)
    {
        var id = toUser.Trim();
        if (id.Length == 0)
            return Refusal.Of(RefusalCodes.UserMissing, "to");
        var database = unit.Services.GetRequiredService<CaseDbContext>();
        if (await DirectoryViewer.OfAsync(database, id, cancellationToken) is not { } receiver)
            return Refusal.Of(RefusalCodes.UserMissing, "to");
        if (id == (found.Task.ClaimedBy ?? found.Task.Assignee))
            return Refusal.Of(RefusalCodes.TaskReceiverHasIt, "to");
        return TaskAccess.MayReceive(found.Task, found.Case, receiver, await TaskWork.LeadsAsync(database, found.Case, id, cancellationToken))
            ? null
            : Refusal.Of(RefusalCodes.TaskReceiverMayNot, "to", id);
    }
}

/// <summary>What moving one task of several ended in.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Result">As for a task alone.</param>
public sealed record TaskMoved(Guid TaskId, TaskResult Result);

/// <summary>A user as the directory knows them, where they are not signed in: units and roles as on their next sign-in.</summary>
internal static class DirectoryViewer
{
    /// <summary>Null: the directory does not know them.</summary>
    public static async ValueTask<Viewer?> OfAsync(CaseDbContext database, string userId, CancellationToken cancellationToken)
    {
        if (await database.Set<UserAccount>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == userId, cancellationToken) is not { } account)
            return null;
        ImmutableArray<string> units = account.UnitId is { } own
            ? [own, .. await database.Set<Unit>().Where(row => row.RegionId == own).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken)]
            : [];
        return new Viewer(account.Id, account.Roles, units);
    }
}
