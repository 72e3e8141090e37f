using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Who may do a task. Pure. <see cref="TaskReads"/> says the same in SQL for lists.</summary>
public static class TaskAccess
{
    /// <summary>
    /// Whether the task is the viewer's own: claimed by them, assigned to them, or of a role they hold.
    /// <paramref name="isLeaderOfUnit"/>: the viewer leads the case's unit, and so holds the unit leader's role where the case names nobody.
    /// </summary>
    public static bool IsOwn(HumanTask task, Case? subject, Viewer viewer, bool isLeaderOfUnit)
    {
        if (task.ClaimedBy == viewer.UserId || task.Assignee == viewer.UserId)
            return true;
        if (task.Assignee is not null || subject is null || task.Role is null)
            return false;
        return subject.Roles.Holders(task.Role).Any(holding => holding.UserId == viewer.UserId)
            || (task.Role == CaseRoles.UnitLeader && isLeaderOfUnit && subject.Roles.Responsible(CaseRoles.UnitLeader) is null);
    }

    /// <summary>
    /// Whether the viewer may do it: their own; and, standing in for others, a leader of the unit any, a contact officer of the unit any but
    /// the leader's. So what a member says on the phone can be entered, and no task waits for one who is ill.
    /// </summary>
    public static bool MayDo(HumanTask task, Case? subject, Viewer viewer, bool isLeaderOfUnit)
    {
        if (IsOwn(task, subject, viewer, isLeaderOfUnit))
            return subject is null || CaseAccess.Of(subject, viewer) != CaseRights.None || isLeaderOfUnit;
        if (subject is null)
            return false;
        var rights = CaseAccess.Of(subject, viewer);
        return rights.HasFlag(CaseRights.Lead) || (rights.HasFlag(CaseRights.Keep) && task.Role != CaseRoles.UnitLeader);
    }
}
