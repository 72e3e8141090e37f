using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Tasks;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>A task somebody added, with the human task that carries it.</summary>
/// <param name="Task">What was typed, and for whom.</param>
/// <param name="Carrier">The task in the inbox; null: not made yet.</param>
/// <param name="Answer">What was written when it was done; null: nothing, or not done.</param>
public sealed record ExtraTaskLine(ExtraTask Task, HumanTask? Carrier, string? Answer)
{
    /// <summary>Whether it waits for somebody.</summary>
    public bool IsOpen => Task.CancelledAt is null && Carrier is not { Status: HumanTaskStatus.Completed or HumanTaskStatus.Cancelled };
}

/// <summary>Tasks outside the flow: added to a case by those who keep or lead it, and taken back with a reason. Thread-safe.</summary>
public sealed class ExtraTaskDesk(CaseChanges changes, IdSource ids)
{
    /// <summary>Why the human task is closed when the extra one is taken back; a code that pages put into words. What was typed stays on the case.</summary>
    public const string Cancelled = "extra-task.cancelled";

    /// <summary>The field of its form, and the answer's.</summary>
    public const string CommentField = "comment";

    /// <summary>
    /// Adds a task; it appears with whoever it is for at once. Refused when nobody in the case would see it. The id is the task's when the result is Done.
    /// </summary>
    public async Task<(CaseResult Result, Guid Id)> AddAsync(Guid caseId, NewExtraTask wish, Viewer viewer, long? version, CancellationToken cancellationToken)
    {
        var (id, instance) = (ids.New(), ids.New());
        var result = await changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, async (work, token) =>
        {
            var made = ExtraTask.Make(id, caseId, instance, wish, viewer.UserId, work.Unit.Now, work.Entry.Today);
            if (made is ExtraTaskMaking.Refused refused)
                return [refused.Refusal];
            var task = ((ExtraTaskMaking.Made)made).Task;
            if ((work.Case.EndedAt is null ? null : Refusal.Of(RefusalCodes.CaseEnded)) is { } ended)
                return [ended];
            if (await ReachesNobodyAsync(work, task, token) is { } nobody)
                return [nobody];
            work.Database.Add(task);
            work.Unit.Start(new StartRequest { DefinitionId = SideFlows.ExtraTask, InstanceId = instance, CorrelationId = caseId.ToString("D"), Input = InputOf(task, work.Entry.Today) });
            return ImmutableArray<Refusal>.Empty;
        }, cancellationToken);
        return (result, id);
    }

    /// <summary>Takes a task back. Refused without a reason, and when it is done.</summary>
    public Task<CaseResult> CancelAsync(Guid caseId, Guid taskId, string reason, Viewer viewer, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, null, async (work, token) =>
        {
            var task = await work.Database.Set<ExtraTask>().SingleOrDefaultAsync(row => row.Id == taskId && row.CaseId == caseId, token);
            if (task is null || await work.Database.Tasks.AnyAsync(row => row.InstanceId == task.InstanceId && row.Status == HumanTaskStatus.Completed, token))
                return [Refusal.Of(RefusalCodes.ExtraTaskOver, "task")];
            if (task.Cancel(reason, viewer.UserId, work.Unit.Now) is { } refusal)
                return [refusal];
            work.Unit.Cancel(task.InstanceId, Cancelled);
            return ImmutableArray<Refusal>.Empty;
        }, cancellationToken);

    /// <summary>What was typed for a human task, for whoever may open that task; null: it carries no extra task.</summary>
    public static async Task<ExtraTask?> OfAsync(CaseDbContext database, HumanTask task, CancellationToken cancellationToken) =>
        task.InstanceId is { } instance ? await database.Set<ExtraTask>().AsNoTracking().SingleOrDefaultAsync(row => row.InstanceId == instance, cancellationToken) : null;

    // Those inside see them all; a member from outside those alone that are theirs, also after consent.
    internal static async Task<ImmutableArray<ExtraTaskLine>> OfCaseAsync(
        CaseDbContext database, Case subject, Viewer viewer, CaseRights rights, ImmutableArray<HumanTask> tasks, CancellationToken cancellationToken)
    {
        var rows = await database.Set<ExtraTask>().AsNoTracking().Where(row => row.CaseId == subject.Id).OrderByDescending(row => row.MadeAt).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return [];
        var carriers = tasks.Where(task => task.InstanceId is not null).ToLookup(task => task.InstanceId!.Value); // just asked for
        var seen = rows.Select(row => (Row: row, Carrier: carriers[row.InstanceId].FirstOrDefault()))
            .Where(item => rights.HasFlag(CaseRights.SeeNotices) || (item.Carrier is { } carrier && TaskAccess.MayDo(carrier, subject, viewer, isLeaderOfUnit: false))).ToList();
        var done = seen.Where(item => item.Carrier?.Status == HumanTaskStatus.Completed).Select(item => item.Carrier!.Id).ToArray();
        var answers = await database.Set<TaskAnswers>().AsNoTracking().Where(row => done.Contains(row.TaskId)).ToDictionaryAsync(row => row.TaskId, row => row.Answers, cancellationToken);
        return [.. seen.Select(item => new ExtraTaskLine(item.Row, item.Carrier, item.Carrier is { } carrier && answers.TryGetValue(carrier.Id, out var json) ? CommentOf(json) : null))];
    }

    private static string? CommentOf(string json) =>
        System.Text.Json.Nodes.JsonNode.Parse(json)?[CommentField]?.ToString() is { Length: > 0 } comment ? comment : null;

    private static async ValueTask<Refusal?> ReachesNobodyAsync(CaseChange work, ExtraTask task, CancellationToken cancellationToken)
    {
        if (task.Role is { } role)
        {
            if (!CaseRoles.IsValid(role))
                return Refusal.Of(RefusalCodes.RoleUnknown, "role", role);
            return work.Case.Roles.Holders(role).Any() || role == CaseRoles.UnitLeader ? null : Refusal.Of(RefusalCodes.ExtraTaskRoleEmpty, "role", role);
        }

        var user = await work.Database.Set<UserAccount>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == task.Assignee, cancellationToken);
        var place = user is null ? CaseRights.None : CaseAccess.Of(work.Case, new Viewer(user.Id, user.Roles, user.UnitId is { } unit ? [unit] : []));
        return place == CaseRights.None ? Refusal.Of(RefusalCodes.ExtraTaskUserOutside, "assignee") : null;
    }

    private static Dictionary<string, object?> InputOf(ExtraTask task, DateOnly today) => new(StringComparer.Ordinal)
    {
        ["Role"] = task.Role,
        ["Person"] = task.Assignee,
        ["DueFact"] = task.DueOn is null ? "" : Domain.Deadlines.DeadlineRule.TaskCreated,
        ["DueDays"] = task.DueOn is { } due ? due.DayNumber - today.DayNumber : 0,
    };
}
