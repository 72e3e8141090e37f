using System.Buffers;

namespace ProcessAutomation.Domain.Cases;

/// <summary>
/// Keys of the roles a case has. A task is bound to a key, and whoever holds the role gets it. External parties have
/// <c>member:</c> and the kind of service ("member:nav").
/// </summary>
public static class CaseRoles
{
    private static readonly SearchValues<char> KeyLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Owns the case from the first meeting (kontaktbetjent; in probation: saksbehandler).</summary>
    public const string ContactOfficer = "contact-officer";

    /// <summary>Supports the needs talk (miljøarbeider).</summary>
    public const string EnvironmentWorker = "environment-worker";

    /// <summary>Follows the deadlines of the unit. Held by the unit's leader unless the case names another.</summary>
    public const string UnitLeader = "unit-leader";

    /// <summary>What keys of responsibility group members begin with.</summary>
    public const string MemberPrefix = "member:";

    /// <summary>NAV in the responsibility group.</summary>
    public const string Nav = "member:nav";

    /// <summary>The home municipality.</summary>
    public const string Municipality = "member:municipality";

    /// <summary>Health services.</summary>
    public const string Health = "member:health";

    /// <summary>The school.</summary>
    public const string School = "member:school";

    /// <summary>Husbanken or the municipality's housing office.</summary>
    public const string Housing = "member:housing";

    /// <summary>A voluntary organisation.</summary>
    public const string Voluntary = "member:voluntary";

    /// <summary>The longest key.</summary>
    public const int MaxLength = 60;

    /// <summary>Whether the key is of the responsibility group.</summary>
    public static bool IsMember(string role) => role.StartsWith(MemberPrefix, StringComparison.Ordinal);

    /// <summary>Whether the text can be a role key: one of the three above, or <c>member:</c> with lower-case letters, digits and hyphens.</summary>
    public static bool IsValid(string role) =>
        role is ContactOfficer or EnvironmentWorker or UnitLeader
        || (IsMember(role) && role.Length is > 7 and <= MaxLength
            && role.AsSpan(MemberPrefix.Length).IndexOfAnyExcept(KeyLetters) < 0);
}
