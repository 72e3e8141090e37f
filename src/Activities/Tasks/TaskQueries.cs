using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// Which tasks a list holds for a viewer, in SQL; <see cref="TaskAccess"/> says the same of one task. A list is made of parts without overlap, each found
/// by an index of its own and read in the list's order, so that it costs what it shows and not what lies beside it.
/// </summary>
internal sealed class TaskQueries(CaseDbContext database, Viewer viewer, string[] ledUnits, DateTimeOffset now)
{
    private readonly string _me = viewer.UserId;
    private readonly bool _leads = viewer.Is(UserRoles.UnitLeader);

    // Units whose tasks the viewer may do standing in for others.
    private string[] StandsInAt => _leads || viewer.Is(UserRoles.ContactOfficer) ? [.. viewer.UnitIds.Distinct(StringComparer.Ordinal)] : [];

    private IQueryable<HumanTask> Unfinished =>
        database.Tasks.Where(task => task.Status == HumanTaskStatus.Open || task.Status == HumanTaskStatus.Claimed || task.Status == HumanTaskStatus.OnHold);

    // Nobody has it: it is open, or the claim is over and, if it was put on hold, the hold too.
    private IQueryable<HumanTask> Free => Unfinished.Where(task => task.Status == HumanTaskStatus.Open
        || (task.ClaimedUntil <= now && (task.Status == HumanTaskStatus.Claimed || task.HeldUntil <= now)));

    /// <summary>The parts of a list, in no order; a task may be in several.</summary>
    public IReadOnlyList<IQueryable<HumanTask>> Of(TaskList list) => list switch
    {
        TaskList.Mine => [NotHeld(Mine())],
        TaskList.Group => [.. Others(Unfinished, Unfinished).Select(NotHeld)],
        TaskList.Overdue => [.. Everything().Select(part => part.Where(task => task.DueAt <= now))],
        TaskList.OnHold => [MineOnHold(), .. Others(OnHold, HeldAmongUnfinished)],
        TaskList.Done => [Done()],
        _ => throw new ArgumentOutOfRangeException(nameof(list)),
    };

    /// <summary>Everything unfinished that the viewer may do.</summary>
    public IEnumerable<IQueryable<HumanTask>> Everything() => [Mine(), .. Others(Unfinished, Unfinished)];

    // What is on hold is few among what is unfinished, and few of a viewer's among the whole country's: the parts begin there, or the database reads all of it
    // to find the viewer's own.
    private IQueryable<HumanTask> OnHold => database.Tasks.Where(task => task.Status == HumanTaskStatus.OnHold && task.HeldUntil > now);

    // The same tasks, said so that the index of all that is on hold does not offer itself: where a viewer's cases are known, theirs are few.
    private IQueryable<HumanTask> HeldAmongUnfinished => Unfinished.Where(task => task.HeldUntil > now);

    // Whoever puts a task on hold keeps it; what is free or given to somebody is not on hold.
    private IQueryable<HumanTask> MineOnHold() => Visible(OnHold.Where(task => task.ClaimedBy == _me));

    private IQueryable<HumanTask> Mine()
    {
        var taken = Unfinished.Where(task => task.ClaimedBy == _me
            && ((task.Status == HumanTaskStatus.OnHold && task.HeldUntil > now) || (task.Status != HumanTaskStatus.Open && (task.ClaimedUntil == null || task.ClaimedUntil > now))));
        var given = Free.Where(task => task.Assignee == _me);
        var led = Free.Where(task => ledUnits.Contains(EF.Property<string?>(task, HumanTaskMapping.UnitId)) && task.Assignee == null && task.Role == CaseRoles.UnitLeader
            && !database.Set<RoleHolding>().Any(holding => EF.Property<Guid>(holding, "CaseId") == task.CaseId && holding.Role == task.Role && holding.To == null));
        var ids = taken.Select(task => task.Id).Union(given.Select(task => task.Id)).Union(OfMyRoles(Free).Select(task => task.Id));
        if (ledUnits.Length > 0)
            ids = ids.Union(led.Select(task => task.Id));
        return Visible(database.Tasks.Where(task => ids.Contains(task.Id)));
    }

    private IQueryable<HumanTask> OfMyRoles(IQueryable<HumanTask> tasks) =>
        from holding in database.Set<RoleHolding>()
        where holding.UserId == _me && holding.To == null
        from task in tasks
        where task.CaseId == EF.Property<Guid>(holding, "CaseId") && task.Role == holding.Role && task.Assignee == null
        select task;

    // A task that somebody was given, or has claimed, in a case that they may no longer see is not theirs.
    private IQueryable<HumanTask> Visible(IQueryable<HumanTask> tasks)
    {
        var units = viewer.SeesUnits ? viewer.UnitIds.Union(ledUnits, StringComparer.Ordinal).ToArray() : ledUnits;
        return tasks.Where(task => task.CaseId == null
            || units.Contains(EF.Property<string?>(task, HumanTaskMapping.UnitId))
            || database.Set<RoleHolding>().Any(held => EF.Property<Guid>(held, "CaseId") == task.CaseId && held.To == null && held.UserId == _me && held.MemberNumber == null)
            || (database.Set<GroupMember>().Any(member => EF.Property<Guid>(member, "CaseId") == task.CaseId && member.LeftOn == null && member.UserId == _me)
                && database.Set<Case>().Any(row => row.Id == task.CaseId && (row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused))));
    }

    // What the viewer may do and is not their own: of the units where they stand in for others, one part a unit so that each is read in order; and of
    // the groups that may take it. unfinished: all of that, or what of it is asked for; ofCases: the same, found by the viewer's cases.
    private IEnumerable<IQueryable<HumanTask>> Others(IQueryable<HumanTask> unfinished, IQueryable<HumanTask> ofCases)
    {
        var standsInAt = StandsInAt;
        foreach (var unit in standsInAt)
        {
            yield return NotMine(unfinished.Where(task => EF.Property<string?>(task, HumanTaskMapping.UnitId) == unit
                && (_leads || (task.Role != CaseRoles.UnitLeader && task.CandidateGroup != CandidateGroup.UnitLeaders))));
        }

        if (viewer.Is(UserRoles.EnvironmentWorker))
        {
            var group = CandidateGroup.OfUnit(UserRoles.EnvironmentWorker);
            foreach (var unit in viewer.UnitIds.Except(standsInAt, StringComparer.Ordinal))
                yield return NotMine(unfinished.Where(task => EF.Property<string?>(task, HumanTaskMapping.UnitId) == unit && task.CandidateGroup == group && task.Assignee == null));
        }

        if (viewer.Is(UserRoles.GroupMember))
            yield return NotMine(OfMyAgencies(ofCases));

        // What would be the viewer's own if somebody else were not at work with it.
        var taken = ofCases.Where(task => task.ClaimedBy != null);
        var ids = taken.Where(task => task.Assignee == _me).Select(task => task.Id).Union(OfMyRoles(taken).Select(task => task.Id));
        yield return NotMine(Visible(database.Tasks.Where(task => ids.Contains(task.Id))));
    }

    private IQueryable<HumanTask> OfMyAgencies(IQueryable<HumanTask> unfinished)
    {
        var ids =
            from member in database.Set<GroupMember>()
            where member.UserId == _me && member.LeftOn == null && member.AgencyId != null
            from task in unfinished
            where task.CaseId == EF.Property<Guid>(member, "CaseId") && task.CandidateGroup == CandidateGroup.AgencyPrefix + member.AgencyId && task.Assignee == null
                && database.Set<Case>().Any(row => row.Id == task.CaseId && (row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused))
            select task.Id;
        return database.Tasks.Where(task => ids.Contains(task.Id));
    }

    // Taken by somebody else, or free and not the viewer's by name or role.
    private IQueryable<HumanTask> NotMine(IQueryable<HumanTask> tasks) => tasks.Where(task =>
        (task.ClaimedBy != _me && task.ClaimedBy != null
            && ((task.Status == HumanTaskStatus.OnHold && task.HeldUntil > now) || (task.Status != HumanTaskStatus.Open && (task.ClaimedUntil == null || task.ClaimedUntil > now))))
        || ((task.Status == HumanTaskStatus.Open || (task.ClaimedUntil <= now && (task.Status == HumanTaskStatus.Claimed || task.HeldUntil <= now)))
            && task.Assignee != _me
            && (task.Assignee != null
                || !(database.Set<RoleHolding>().Any(held => EF.Property<Guid>(held, "CaseId") == task.CaseId && held.Role == task.Role && held.UserId == _me && held.To == null)
                    || (task.Role == CaseRoles.UnitLeader && ledUnits.Contains(EF.Property<string?>(task, HumanTaskMapping.UnitId))
                        && !database.Set<RoleHolding>().Any(held => EF.Property<Guid>(held, "CaseId") == task.CaseId && held.Role == task.Role && held.To == null))))));

    private IQueryable<HumanTask> NotHeld(IQueryable<HumanTask> tasks) => tasks.Where(task => task.Status != HumanTaskStatus.OnHold || task.HeldUntil <= now);

    // What somebody has completed in a case that they may no longer see is not shown to them either.
    private IQueryable<HumanTask> Done()
    {
        var since = now - TaskPage.DoneLately;
        return Visible(database.Tasks.Where(task => task.Status == HumanTaskStatus.Completed && task.CompletedBy == _me && task.CompletedAt > since));
    }
}
