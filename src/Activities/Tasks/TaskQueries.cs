using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>
/// Which tasks a list holds for a viewer, in SQL; <see cref="TaskAccess"/> says the same of one task. Each part is found by an index of its
/// own, so that a list costs what it holds and not what lies beside it.
/// </summary>
internal sealed class TaskQueries(CaseDbContext database)
{
    /// <summary>The tasks of a list, in no order.</summary>
    public IQueryable<HumanTask> Of(Viewer viewer, TaskList list) => list == TaskList.Mine ? Mine(viewer.UserId) : Group(viewer);

    private IQueryable<HumanTask> Mine(string me)
    {
        var claimed = database.Tasks.Where(task => task.Status == HumanTaskStatus.Claimed && task.ClaimedBy == me).Select(task => task.Id);
        var assigned = database.Tasks.Where(task => task.Status == HumanTaskStatus.Open && task.Assignee == me).Select(task => task.Id);
        var held =
            from holding in database.Set<RoleHolding>()
            where holding.UserId == me && holding.To == null
            from task in database.Tasks
            where task.CaseId == EF.Property<Guid>(holding, "CaseId") && task.Role == holding.Role && task.Status == HumanTaskStatus.Open && task.Assignee == null
            select task.Id;
        var led =
            from unit in database.Set<Unit>()
            where unit.LeaderId == me
            from task in database.Tasks
            where EF.Property<string?>(task, HumanTaskMapping.UnitId) == unit.Id && task.Status == HumanTaskStatus.Open && task.Assignee == null
                && task.Role == CaseRoles.UnitLeader
                && !database.Set<RoleHolding>().Any(holding => EF.Property<Guid>(holding, "CaseId") == task.CaseId && holding.Role == task.Role && holding.To == null)
            select task.Id;
        var ids = claimed.Union(assigned).Union(held).Union(led);
        return database.Tasks.Where(task => ids.Contains(task.Id));
    }

    private IQueryable<HumanTask> Group(Viewer viewer)
    {
        var me = viewer.UserId;
        var leads = viewer.Is(UserRoles.UnitLeader);
        var units = leads || viewer.Is(UserRoles.ContactOfficer) ? viewer.UnitIds.ToArray() : [];
        return database.Tasks.Where(task =>
            task.Status < HumanTaskStatus.Completed
            && units.Contains(EF.Property<string?>(task, HumanTaskMapping.UnitId))
            && task.ClaimedBy != me && task.Assignee != me
            && (leads || task.Role != CaseRoles.UnitLeader)
            && (task.Status == HumanTaskStatus.Claimed
                || task.Assignee != null
                || !(database.Set<RoleHolding>().Any(held => EF.Property<Guid>(held, "CaseId") == task.CaseId && held.Role == task.Role && held.UserId == me && held.To == null)
                    || (leads && task.Role == CaseRoles.UnitLeader))));
    }
}
