using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Which tasks a list shows.</summary>
public enum TaskList
{
    /// <summary>Claimed by or assigned to the viewer, or of a role the viewer holds.</summary>
    Mine = 0,

    /// <summary>Those of others at the viewer's units for whom the viewer may stand in.</summary>
    Group = 1,
}

/// <summary>Lists and opens tasks. A task the viewer may not do is not found and not counted. Lives with its scope's database context.</summary>
public sealed class TaskReads(CaseDbContext database, CaseStore cases, CaseReads reads, TaskJudge judge, EngineClocks clocks, IServiceProvider services)
{
    /// <summary>Most lines of one page.</summary>
    public const int MaxPage = 200;

    /// <summary>One page of a list: earliest due first, then highest priority, then oldest.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="list">Which tasks.</param>
    /// <param name="skip">Lines of the pages before, from 0.</param>
    /// <param name="take">1–<see cref="MaxPage"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<TaskPage> ListAsync(Viewer viewer, TaskList list, int skip, int take, CancellationToken cancellationToken)
    {
        var lines = Math.Clamp(take, 1, MaxPage);
        var found = new TaskQueries(database).Of(viewer, list);
        var now = clocks.Now;
        var total = await found.Take(TaskPage.CountLimit).CountAsync(cancellationToken);
        var overdue = await found.Where(task => task.DueAt <= now).Take(TaskPage.CountLimit).CountAsync(cancellationToken);
        var rows = await (
            from task in found
            join row in database.Set<Case>().AsNoTracking() on task.CaseId equals row.Id into owners
            from owner in owners.DefaultIfEmpty()
            join human in database.Set<Person>().AsNoTracking() on owner.PersonId equals human.Id into persons
            from person in persons.DefaultIfEmpty()
            orderby task.DueAt == null, task.DueAt, task.Priority descending, task.CreatedAt, task.Id
            select new { Task = task, Unit = (string?)owner.UnitId, Given = (string?)person.GivenName, Family = (string?)person.FamilyName })
            .Skip(Math.Max(skip, 0)).Take(lines + 1).ToListAsync(cancellationToken);
        return new TaskPage([.. rows.Take(lines).Select(row => new TaskLine
        {
            Task = row.Task,
            CaseReference = ReferenceOf(row.Task.CaseId),
            UnitId = row.Unit,
            PersonName = row.Given is null ? null : $"{row.Given} {row.Family}",
            IsOverdue = row.Task.DueAt <= now,
        })], total, overdue, rows.Count > lines);
    }

    /// <summary>A task with its form as the case stands now; null: there is none for this viewer. Leaves an audit row of the case.</summary>
    public async Task<TaskView?> OpenAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await database.Tasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) is not { } task)
            return null;
        var subject = task.CaseId is { } caseId ? await cases.LoadAsync(caseId, cancellationToken) : null;
        var leads = subject is not null && await database.Set<Unit>().AnyAsync(row => row.Id == subject.UnitId && row.LeaderId == viewer.UserId, cancellationToken);
        if (!TaskAccess.MayDo(task, subject, viewer, leads))
            return null;
        if (subject is not null)
            await reads.NoteAsync(subject.Id, viewer.UserId, "task", cancellationToken);
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
            Deadline = deadline is null || subject is null ? null : InFull(deadline, subject),
            IsMine = task.Status == HumanTaskStatus.Open || (task.Status == HumanTaskStatus.Claimed && task.ClaimedBy == viewer.UserId),
        };
    }

    private TaskDeadline InFull(CaseDeadline deadline, Case subject)
    {
        var armed = deadline.Rule.BaseDate(subject.Facts, deadline.ArmedAt) is { } from
            ? Deadline.Compute(deadline.Rule, from, deadline.Pauses, deadline.ArmedAt).Rungs
            : [];
        var rungs = armed.IsEmpty
            ? deadline.Rungs.Select(rung => new TaskRung(null, rung.Kind == RungKind.Escalate, rung.ToRole, false))
            : armed.Select(rung => new TaskRung(rung.FiresAt, rung.Rung.Kind == RungKind.Escalate, rung.Rung.ToRole, deadline.Fired.Contains(rung.Index)));
        return new TaskDeadline(deadline.Date, DeadlineWords.Of(deadline.Fact, deadline.Offset, deadline.Unit), [.. rungs], deadline.DueAt <= clocks.Now);
    }

    private static string ReferenceOf(Guid? caseId) => caseId is { } id ? CaseReference.Of(id) : "";
}
