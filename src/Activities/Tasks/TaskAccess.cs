using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Who may do a task. Pure; a task is judged as it stands now (<see cref="HumanTask.AsOf"/>). <see cref="TaskQueries"/> says the same in SQL for lists.</summary>
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

    /// <summary>Whether the viewer is one of the group that may take it. A task that somebody was given by name is no longer the group's.</summary>
    public static bool IsOfGroup(HumanTask task, Case? subject, Viewer viewer) =>
        subject is not null && task.Assignee is null && CandidateGroup.Includes(task.CandidateGroup, subject, viewer);

    /// <summary>
    /// Whether the viewer may do it: their own; their group's; and, standing in for others, a leader of the unit any, a contact officer of the unit any
    /// but the leaders'. So what a member says on the phone can be entered, and no task waits for one who is ill.
    /// </summary>
    public static bool MayDo(HumanTask task, Case? subject, Viewer viewer, bool isLeaderOfUnit)
    {
        if (subject is null)
            return IsOwn(task, subject, viewer, isLeaderOfUnit);
        var rights = CaseAccess.Of(subject, viewer);
        if (IsOwn(task, subject, viewer, isLeaderOfUnit))
            return rights != CaseRights.None || isLeaderOfUnit;
        return (rights != CaseRights.None && IsOfGroup(task, subject, viewer))
            || rights.HasFlag(CaseRights.Lead)
            || (rights.HasFlag(CaseRights.Keep) && !IsLeaders(task));
    }

    /// <summary>
    /// Whether a task may be handed over to the viewer: one who may do it anyway, or one who sees the case from inside the service. The leaders' tasks
    /// stay with leaders, and people from outside are given only what is theirs to do.
    /// </summary>
    public static bool MayReceive(HumanTask task, Case? subject, Viewer viewer, bool isLeaderOfUnit)
    {
        var unbound = task with { Assignee = null, ClaimedBy = null };
        return subject is not null
            && (MayDo(unbound, subject, viewer, isLeaderOfUnit) || (!IsLeaders(task) && CaseAccess.Of(subject, viewer).HasFlag(CaseRights.SeeNotices)));
    }

    private static bool IsLeaders(HumanTask task) => task.Role == CaseRoles.UnitLeader || task.CandidateGroup == CandidateGroup.UnitLeaders;
}
