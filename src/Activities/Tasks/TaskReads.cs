using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Lists and opens tasks. A task the viewer may not do is not found and not counted. Lives with its scope's database context.</summary>
public sealed class TaskReads(CaseDbContext database, CaseStore cases, CaseReads reads, TaskJudge judge, StepBook steps, EngineClocks clocks, IServiceProvider services)
{
    /// <summary>Most lines of one page.</summary>
    public const int MaxPage = 200;

    /// <summary>Most lines of the pages before; nobody looks further.</summary>
    public const int MaxSkip = 1_000_000;

    /// <summary>One page of a list: earliest due first, then highest priority, then oldest.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="list">Which tasks.</param>
    /// <param name="skip">Lines of the pages before, from 0.</param>
    /// <param name="take">1–<see cref="MaxPage"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<TaskPage> ListAsync(Viewer viewer, TaskList list, int skip, int take, CancellationToken cancellationToken) =>
        ListAsync(viewer, list, TaskFilter.None, skip, take, cancellationToken);

    /// <summary>One page of a list that is narrowed; the counts are of what is left.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="list">Which tasks.</param>
    /// <param name="filter">What the list is narrowed to.</param>
    /// <param name="skip">Lines of the pages before, from 0.</param>
    /// <param name="take">1–<see cref="MaxPage"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<TaskPage> ListAsync(Viewer viewer, TaskList list, TaskFilter filter, int skip, int take, CancellationToken cancellationToken) =>
        await (await ListsAsync(viewer, cancellationToken)).PageAsync(list, filter, Math.Clamp(skip, 0, MaxSkip), Math.Clamp(take, 1, MaxPage), cancellationToken);

    /// <summary>Tasks of a list by id, e.g. those somebody has chosen in it; what is not in the viewer's list is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, TaskLine>> LinesAsync(Viewer viewer, TaskList list, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? new Dictionary<Guid, TaskLine>() : (await (await ListsAsync(viewer, cancellationToken)).OfAsync(list, ids, cancellationToken)).ToDictionary(line => line.Task.Id);

    /// <summary>How many tasks each list holds for the viewer.</summary>
    public async Task<TaskCounts> CountsAsync(Viewer viewer, CancellationToken cancellationToken) =>
        await (await ListsAsync(viewer, cancellationToken)).CountsAsync(cancellationToken);

    /// <summary>
    /// The viewer's task to do after another: the first of the same case's, else the first of all; null: there is none. What is on hold is not offered.
    /// </summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="afterTask">The task they come from; null: from nowhere.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<TaskLine?> NextAsync(Viewer viewer, Guid? afterTask, CancellationToken cancellationToken)
    {
        var lists = await ListsAsync(viewer, cancellationToken);
        var caseId = afterTask is null ? null : await database.Tasks.Where(row => row.Id == afterTask).Select(row => row.CaseId).SingleOrDefaultAsync(cancellationToken);
        return (caseId is null ? null : await lists.FirstAsync(afterTask, caseId, cancellationToken)) ?? await lists.FirstAsync(afterTask, null, cancellationToken);
    }

    private Task<TaskLists> ListsAsync(Viewer viewer, CancellationToken cancellationToken) => TaskLists.OfAsync(database, steps, viewer, clocks.Now, cancellationToken);

    /// <summary>What the audit row of a case says when somebody opens this task of it.</summary>
    public static string AuditOf(Guid taskId) => $"task:{taskId:N}";

    /// <summary>A task with its form as the case stands now; null: there is none for this viewer. Leaves an audit row of the case.</summary>
    public async Task<TaskView?> OpenAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await database.Tasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) is not { } stored)
            return null;
        var task = stored.AsOf(clocks.Now);
        var subject = task.CaseId is { } caseId ? await cases.LoadAsync(caseId, cancellationToken) : null;
        var leads = await TaskWork.LeadsAsync(database, subject, viewer.UserId, cancellationToken);
        if (!TaskAccess.MayDo(task, subject, viewer, leads))
            return null;
        if (subject is not null)
            await reads.NoteAsync(subject.Id, viewer.UserId, AuditOf(task.Id), cancellationToken);
        var person = subject is null ? null : await database.Set<Person>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == subject.PersonId, cancellationToken);
        var deadline = await database.Set<CaseDeadline>().AsNoTracking().FirstOrDefaultAsync(row => row.TaskId == taskId, cancellationToken);
        return new TaskView
        {
            Task = task,
            Form = await judge.FormAsync(services, task, subject, viewer.UserId, clocks.Now, cancellationToken),
            Outcomes = judge.ChoicesOf(task),
            Step = judge.NameOf(task),
            CaseReference = ReferenceOf(task.CaseId),
            PersonName = person?.Name,
            PersonId = person?.Id,
            Deadline = deadline is null || subject is null ? null : InFull(deadline, subject, await ToldAsync(deadline, subject, task, cancellationToken)),
            MayReassign = task.IsUnfinished && (leads || (subject is not null && CaseAccess.Of(subject, viewer).HasFlag(CaseRights.Lead))),
            IsMine = task.Status is HumanTaskStatus.Open or HumanTaskStatus.OnHold || (task.Status == HumanTaskStatus.Claimed && task.ClaimedBy == viewer.UserId),
        };
    }

    // As what those are told whom an escalation to a role really goes to: whoever has the task is not the one who is told that it is late.
    private async Task<Dictionary<string, string>> ToldAsync(CaseDeadline deadline, Case subject, HumanTask task, CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var role in deadline.Rungs.Where(rung => rung.Kind == RungKind.Escalate).Select(rung => rung.ToRole).Distinct(StringComparer.Ordinal))
            told[role] = (await EscalationLine.ToldAsync(subject, task, role, database, cancellationToken)) is [{ Role: { } asRole }, ..] ? asRole : role;
        return told;
    }

    private TaskDeadline InFull(CaseDeadline deadline, Case subject, Dictionary<string, string> told)
    {
        var computed = deadline.Rule.BaseDate(subject.Facts, deadline.ArmedAt) is { } from ? Deadline.Compute(deadline.Rule, from, deadline.Pauses, deadline.ArmedAt) : null;
        var rungs = computed is null
            ? deadline.Rungs.Select(rung => new TaskRung(null, rung.Kind == RungKind.Escalate, told.GetValueOrDefault(rung.ToRole, rung.ToRole), false))
            : computed.Rungs.Select(rung => new TaskRung(rung.FiresAt, rung.Rung.Kind == RungKind.Escalate, told.GetValueOrDefault(rung.Rung.ToRole, rung.Rung.ToRole), deadline.Fired.Contains(rung.Index)));
        return new TaskDeadline(deadline.Date, DeadlineWords.Of(deadline.Fact, deadline.Offset, deadline.Unit), [.. rungs], deadline.DueAt <= clocks.Now)
        {
            OriginalDate = computed?.OriginalDate,
            Pauses = deadline.Pauses.Pauses,
        };
    }

    private static string ReferenceOf(Guid? caseId) => caseId is { } id ? CaseReference.Of(id) : "";
}
