using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Domain.Access;

/// <summary>
/// Words for those who may all take a task of a case, whichever of them comes first: <c>unit:environment-worker</c> is everybody with that user role at
/// the unit that has the case now, <c>agency:nav-oslo</c> everybody of that agency who is in the case's responsibility group. Pure.
/// </summary>
public static class CandidateGroup
{
    /// <summary>What the keys of a unit's people begin with.</summary>
    public const string UnitPrefix = "unit:";

    /// <summary>What the keys of an agency's people begin with.</summary>
    public const string AgencyPrefix = "agency:";

    /// <summary>The longest key.</summary>
    public const int MaxLength = 80;

    /// <summary>User roles that make a group of a unit.</summary>
    public static ImmutableArray<string> UnitRoles { get; } = [UserRoles.ContactOfficer, UserRoles.EnvironmentWorker, UserRoles.UnitLeader];

    /// <summary>The unit's leaders, whose tasks contact officers do not do for them.</summary>
    public static string UnitLeaders { get; } = OfUnit(UserRoles.UnitLeader);

    /// <summary>Everybody with the user role at the case's unit.</summary>
    public static string OfUnit(string userRole) => UnitPrefix + userRole;

    /// <summary>Everybody of the agency in the case's group.</summary>
    public static string OfAgency(string agencyId) => AgencyPrefix + agencyId;

    /// <summary>Whether the text can be a key.</summary>
    public static bool IsValid(string key) => key.Length <= MaxLength && (
        (key.StartsWith(UnitPrefix, StringComparison.Ordinal) && UnitRoles.Contains(key[UnitPrefix.Length..], StringComparer.Ordinal))
        || (key.StartsWith(AgencyPrefix, StringComparison.Ordinal) && key.Length > AgencyPrefix.Length && !key.Any(char.IsWhiteSpace)));

    /// <summary>Whether the viewer is one of them in this case. A key that is none stands for nobody.</summary>
    public static bool Includes(string? key, Case @case, Viewer viewer)
    {
        if (key is null || !IsValid(key))
            return false;
        return key.StartsWith(UnitPrefix, StringComparison.Ordinal)
            ? viewer.Is(key[UnitPrefix.Length..]) && viewer.UnitIds.Contains(@case.UnitId, StringComparer.Ordinal)
            : @case.Group.FindUser(viewer.UserId) is { AgencyId: { } agency } && key == OfAgency(agency);
    }
}
