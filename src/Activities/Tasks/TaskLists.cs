using System.Text;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Reads pages and counts of one viewer's lists at one instant: first which tasks stand on the page, from the indexes alone, then those tasks.</summary>
internal sealed class TaskLists
{
    private readonly CaseDbContext _database;
    private readonly StepBook _steps;
    private readonly Viewer _viewer;
    private readonly DateTimeOffset _now;
    private readonly TaskQueries _queries;

    private TaskLists(CaseDbContext database, StepBook steps, Viewer viewer, string[] ledUnits, DateTimeOffset now) =>
        (_database, _steps, _viewer, _now, _queries) = (database, steps, viewer, now, new TaskQueries(database, viewer, ledUnits, now));

    public static async Task<TaskLists> OfAsync(CaseDbContext database, StepBook steps, Viewer viewer, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(database, steps, viewer, await database.Set<Unit>().Where(unit => unit.LeaderId == viewer.UserId).Select(unit => unit.Id).ToArrayAsync(cancellationToken), now);

    public async Task<TaskPage> PageAsync(TaskList list, TaskFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        var parts = await NarrowedAsync(list, filter, cancellationToken);
        if (list != TaskList.Done && !string.IsNullOrWhiteSpace(filter.Text) && await FoundAsync(parts, cancellationToken) is { } found)
            return new TaskPage([.. await LinesAsync([.. found.Skip(skip).Take(take).Select(key => key.Id)], cancellationToken)], found.Count, found.Count(key => key.DueAt <= _now), found.Count > skip + take);
        var ids = await IdsAsync(parts, list, skip, take + 1, cancellationToken);
        var (total, overdue) = await CountWithOverdueAsync(parts, cancellationToken);
        if (list == TaskList.Done)
            overdue = 0;
        return new TaskPage([.. await LinesAsync(ids[..Math.Min(ids.Length, take)], cancellationToken)], total, overdue, ids.Length > take);
    }

    /// <summary>Those of the list that are asked for, in no order; what is not in it is left out.</summary>
    public async Task<IEnumerable<TaskLine>> OfAsync(TaskList list, IReadOnlyCollection<Guid> asked, CancellationToken cancellationToken)
    {
        var ids = asked.ToArray();
        var found = await _queries.Of(list).Select(part => part.Where(task => ids.Contains(task.Id)).Select(task => task.Id)).Aggregate((all, part) => all.Union(part)).ToArrayAsync(cancellationToken);
        return await LinesAsync(found, cancellationToken);
    }

    public async Task<TaskCounts> CountsAsync(CancellationToken cancellationToken) => new(
        await CountAsync(_queries.Of(TaskList.Mine), cancellationToken),
        await CountAsync(_queries.Of(TaskList.Group), cancellationToken),
        await CountAsync(_queries.Of(TaskList.Overdue), cancellationToken),
        await CountAsync(_queries.Of(TaskList.OnHold), cancellationToken),
        await CountAsync(_queries.Of(TaskList.Done), cancellationToken));

    /// <summary>The first task of the viewer's own list that is none of these; null: none.</summary>
    public async Task<TaskLine?> FirstAsync(Guid? except, Guid? ofCase, CancellationToken cancellationToken)
    {
        var mine = _queries.Of(TaskList.Mine).Select(part => part.Where(task => task.Id != except && (ofCase == null || task.CaseId == ofCase))).ToList();
        var first = await IdsAsync(mine, TaskList.Mine, 0, 1, cancellationToken);
        return first.Length == 0 ? null : (await LinesAsync(first, cancellationToken)).FirstOrDefault();
    }

    private async Task<List<IQueryable<HumanTask>>> NarrowedAsync(TaskList list, TaskFilter filter, CancellationToken cancellationToken)
    {
        var search = await new TaskSearch(_database, _steps, _viewer, _queries).PrepareAsync(Stored(filter.Text), list, cancellationToken);
        return [.. _queries.Of(list).Select(part => search(Chosen(part, filter)))];
    }

    // What a search finds is few among much that is looked at, so it is looked at once, for page and counts; null: more than are counted.
    private static async Task<List<TaskKey>?> FoundAsync(List<IQueryable<HumanTask>> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
            return [];
        var found = await Ordered(parts.Select(part => Keys(part).Take(TaskPage.CountLimit)).Aggregate((all, part) => all.Union(part))).Take(TaskPage.CountLimit).ToListAsync(cancellationToken);
        return found.Count < TaskPage.CountLimit ? found : null;
    }

    // What no database keeps, none can look for.
    private static string? Stored(string? text) => text is null ? null : string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)));

    private IQueryable<HumanTask> Chosen(IQueryable<HumanTask> tasks, TaskFilter filter)
    {
        var (step, unit, role, holder, now) = (Stored(filter.Step), Stored(filter.Unit), Stored(filter.Role), Stored(filter.Holder), _now);
        if (step is not null)
            tasks = tasks.Where(task => task.Step == step);
        if (unit is not null)
            tasks = tasks.Where(task => EF.Property<string?>(task, HumanTaskMapping.UnitId) == unit);
        if (role is not null)
            tasks = tasks.Where(task => task.Role == role || task.CandidateGroup == role);
        if (filter.DueWithinDays is { } days)
        {
            var last = Math.Min(NorwegianTime.DateOf(now).DayNumber + Math.Clamp(days, 0, 3650), DateLimits.Latest.DayNumber);
            var end = NorwegianTime.EndOf(DateOnly.FromDayNumber(last)).ToUniversalTime();
            tasks = tasks.Where(task => task.DueAt <= end);
        }

        return holder is null ? tasks : tasks.Where(task =>
            task.ClaimedBy == holder && (task.ClaimedUntil == null || task.ClaimedUntil > now)
            || ((task.ClaimedBy == null || task.ClaimedUntil <= now)
                && (task.Assignee == holder
                    || (task.Assignee == null && _database.Set<RoleHolding>().Any(held => EF.Property<Guid>(held, "CaseId") == task.CaseId && held.Role == task.Role && held.UserId == holder && held.To == null)))));
    }

    private static async Task<Guid[]> IdsAsync(List<IQueryable<HumanTask>> parts, TaskList list, int skip, int take, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
            return [];
        if (list == TaskList.Done)
            return await parts[0].OrderByDescending(task => task.CompletedAt).ThenByDescending(task => task.Id).Select(task => task.Id).Skip(skip).Take(take).ToArrayAsync(cancellationToken);
        if (parts.Count == 1)
            return await Keys(parts[0]).Select(key => key.Id).Skip(skip).Take(take).ToArrayAsync(cancellationToken);
        return await Ordered(parts.Select(part => Keys(part).Take(skip + take)).Aggregate((all, part) => all.Union(part)))
            .Select(key => key.Id).Skip(skip).Take(take).ToArrayAsync(cancellationToken);
    }

    private static IQueryable<TaskKey> Keys(IQueryable<HumanTask> tasks) => Ordered(tasks.Select(task => new TaskKey
    {
        Id = task.Id,
        HasNoDeadline = task.DueAt == null,
        DueAt = task.DueAt,
        Priority = task.Priority,
        CreatedAt = task.CreatedAt,
    }));

    private static IOrderedQueryable<TaskKey> Ordered(IQueryable<TaskKey> keys) =>
        keys.OrderBy(key => key.HasNoDeadline).ThenBy(key => key.DueAt).ThenByDescending(key => key.Priority).ThenBy(key => key.CreatedAt).ThenBy(key => key.Id);

    private static async Task<int> CountAsync(IReadOnlyList<IQueryable<HumanTask>> parts, CancellationToken cancellationToken) => parts.Count == 0
        ? 0
        : Math.Min(TaskPage.CountLimit, await parts.Select(part => part.Select(task => task.Id).Take(TaskPage.CountLimit)).Aggregate((all, part) => all.Union(part)).CountAsync(cancellationToken));

    // Both in one look while all are counted; of more than are counted, the overdue ones are counted by themselves.
    private async Task<(int Total, int Overdue)> CountWithOverdueAsync(List<IQueryable<HumanTask>> parts, CancellationToken cancellationToken)
    {
        var now = _now;
        if (parts.Count == 0)
            return (0, 0);
        var counted = await parts.Select(part => part.Select(task => new { task.Id, task.DueAt }).Take(TaskPage.CountLimit)).Aggregate((all, part) => all.Union(part))
            .GroupBy(_ => 1).Select(group => new { Total = group.Count(), Overdue = group.Count(task => task.DueAt <= now) }).FirstOrDefaultAsync(cancellationToken);
        if (counted is null || counted.Total < TaskPage.CountLimit)
            return (counted?.Total ?? 0, counted?.Overdue ?? 0);
        return (TaskPage.CountLimit, await CountAsync([.. parts.Select(part => part.Where(task => task.DueAt <= now))], cancellationToken));
    }

    private async Task<IEnumerable<TaskLine>> LinesAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
            return [];
        var rows = await (
            from task in _database.Tasks
            where ids.Contains(task.Id)
            join row in _database.Set<Case>().AsNoTracking() on task.CaseId equals row.Id into owners
            from owner in owners.DefaultIfEmpty()
            join human in _database.Set<Person>().AsNoTracking() on owner.PersonId equals human.Id into persons
            from person in persons.DefaultIfEmpty()
            select new { Task = task, Unit = (string?)owner.UnitId, Status = (CaseStatus?)owner.Status, Person = (Guid?)person.Id, Given = (string?)person.GivenName, Family = (string?)person.FamilyName }).ToDictionaryAsync(row => row.Task.Id, cancellationToken);
        var held = rows.Values.Where(row => row.Task.AsOf(_now).Status == HumanTaskStatus.OnHold).Select(row => row.Task.Id).ToArray();
        var reasons = held.Length == 0
            ? []
            : (await _database.Set<TaskEvent>().AsNoTracking().Where(row => held.Contains(row.TaskId) && row.Kind == TaskEventKind.Held).OrderBy(row => row.ActedAt).ThenBy(row => row.Id)
                .Select(row => new { row.TaskId, row.Reason }).ToListAsync(cancellationToken)).GroupBy(row => row.TaskId).ToDictionary(group => group.Key, group => group.Last().Reason);
        return ids.Where(rows.ContainsKey).Select(id => rows[id]).Select(row => new TaskLine
        {
            Task = row.Task.AsOf(_now),
            CaseReference = row.Task.CaseId is { } caseId ? CaseReference.Of(caseId) : "",
            UnitId = row.Unit,
            PersonName = row.Given is null ? null : $"{row.Given} {row.Family}",
            PersonId = row.Status is CaseStatus.Open or CaseStatus.Paused ? row.Person : null,
            IsOverdue = row.Task.IsUnfinished && row.Task.DueAt <= _now,
            IsBackFromHold = row.Task.IsBackFromHold(_now),
            HoldReason = reasons.GetValueOrDefault(row.Task.Id),
        });
    }

    // What tasks are ordered by.
    private sealed record TaskKey
    {
        public Guid Id { get; init; }

        public bool HasNoDeadline { get; init; }

        public DateTimeOffset? DueAt { get; init; }

        public int Priority { get; init; }

        public DateTimeOffset CreatedAt { get; init; }
    }
}
