using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;

namespace ProcessAutomation.Domain.Access;

/// <summary>Who looks. <paramref name="UnitIds"/>: the user's unit, for a leader of a region all units below it too; empty outside the service.</summary>
public sealed record Viewer(string UserId, ImmutableArray<string> Roles, ImmutableArray<string> UnitIds)
{
    /// <summary>Whether the viewer sees the cases of <see cref="UnitIds"/> by role, without a place in them.</summary>
    public bool SeesUnits => Is(UserRoles.UnitLeader) || Is(UserRoles.ContactOfficer) || Is(UserRoles.EnvironmentWorker);

    /// <summary>Whether the viewer looks after the installation: nodes, queues, housekeeping. That shows ids and codes, and no case.</summary>
    public bool LooksAfterOperations => Is(UserRoles.Supervisor) || Is(UserRoles.Administrator);

    /// <summary>Whether the user has the role.</summary>
    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);
}

/// <summary>What of a case may be seen or done. Not seen means not found, not counted, not suggested.</summary>
[Flags]
public enum CaseRights
{
    /// <summary>Nothing: for this user the case does not exist.</summary>
    None = 0,

    /// <summary>That it exists, its person, dates, roles, group and meeting times.</summary>
    SeeCase = 1,

    /// <summary>Needs, proposals, the plan, the measures and their log, changes and minutes.</summary>
    SeeNeeds = 2,

    /// <summary>The group's thread.</summary>
    SeeThread = 4,

    /// <summary>Notices and their delivery.</summary>
    SeeNotices = 8,

    /// <summary>The person's number in full and contact details.</summary>
    SeeIdentity = 16,

    /// <summary>Propose measures and document one's own.</summary>
    Contribute = 32,

    /// <summary>Hold talks, keep needs and plan, name and hand over roles.</summary>
    Keep = 64,

    /// <summary>Open cases of the unit and name the first contact officer.</summary>
    Lead = 128,
}

/// <summary>
/// Access: role × unit × place in the case × consent. Pure: the same case and viewer give the same rights.
/// </summary>
public static class CaseAccess
{
    private const CaseRights Inside = CaseRights.SeeCase | CaseRights.SeeNeeds | CaseRights.SeeThread | CaseRights.SeeNotices;

    /// <summary>
    /// What <paramref name="viewer"/> may see and do. Those who hold a role in the case keep it; colleagues at the case's unit may stand in;
    /// a leader leads the unit's cases. A group member sees the case from the day they join; one from outside sees needs only while they are
    /// shared with them. Process owners, operators, supervisors and administrators see no case by that role.
    /// </summary>
    public static CaseRights Of(Case @case, Viewer viewer)
    {
        var rights = CaseRights.None;
        var atUnit = viewer.UnitIds.Contains(@case.UnitId, StringComparer.Ordinal);
        if (viewer.Is(UserRoles.UnitLeader) && atUnit)
            rights |= Inside | CaseRights.SeeIdentity | CaseRights.Lead;
        if (viewer.Is(UserRoles.ContactOfficer) && atUnit)
            rights |= Inside | CaseRights.SeeIdentity | CaseRights.Keep;
        if (viewer.Is(UserRoles.EnvironmentWorker) && atUnit)
            rights |= Inside;
        foreach (var holding in @case.Roles.All.Where(holding => holding.To is null && holding.UserId == viewer.UserId && holding.MemberNumber is null))
            rights |= Inside | (holding.Role == CaseRoles.ContactOfficer ? CaseRights.SeeIdentity | CaseRights.Keep : CaseRights.None);
        return rights | OfMember(@case, viewer);
    }

    /// <summary>Whether the viewer, as the deliverer of an acute measure, sees that one measure without the rest.</summary>
    public static bool SeesMeasure(Case @case, Viewer viewer, int measureNumber) =>
        Of(@case, viewer).HasFlag(CaseRights.SeeNeeds)
        || (@case.Group.FindUser(viewer.UserId) is { } member && @case.Sharing.All.Any(sharing =>
            sharing.MemberNumber == member.Number && sharing is { Matter: SharedMatter.AcuteMeasure, StoppedAt: null } && sharing.MeasureNumber == measureNumber));

    private static CaseRights OfMember(Case @case, Viewer viewer)
    {
        if (@case.Status is CaseStatus.Closed or CaseStatus.Stopped || @case.Group.FindUser(viewer.UserId) is not { } member)
            return CaseRights.None;
        var rights = CaseRights.SeeCase | CaseRights.SeeThread;
        if (!member.IsExternal && !viewer.UnitIds.IsEmpty)
            rights |= CaseRights.SeeNeeds; // consent is for outsiders
        if (@case.Sharing.IsSharedWith(member.Number))
            rights |= CaseRights.SeeNeeds | CaseRights.Contribute;
        else if (@case.Measures.ActiveDeliverers.Contains(member.Number))
            rights |= CaseRights.Contribute;
        return rights;
    }
}
