using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Access;

/// <summary>What of a workflow instance may be seen and done. Pure.</summary>
public static class InstanceAccess
{
    /// <summary>Whether the viewer may look at instances and alter them.</summary>
    public static bool MayAlter(Viewer viewer) => viewer.Is(UserRoles.Supervisor);

    /// <summary>
    /// Whether the values of an instance's variables may be shown: they may be about the person. For an instance of a case the viewer must be
    /// allowed to see that case's needs as well.
    /// </summary>
    /// <param name="case">The instance's case; null: it has none.</param>
    /// <param name="viewer">Who looks.</param>
    public static bool MaySeeValues(Case? @case, Viewer viewer) =>
        MayAlter(viewer) && (@case is null || CaseAccess.Of(@case, viewer).HasFlag(CaseRights.SeeNeeds));
}
