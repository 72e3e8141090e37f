using System.Collections.Immutable;

namespace ProcessAutomation.Domain.Units;

/// <summary>
/// A user as the directory knows them: who works where, or for which agency. Sign-in is the identity provider's; this says whom cases
/// and tasks mean by an id.
/// </summary>
public sealed class UserAccount
{
    private UserAccount()
    {
    }

    /// <summary>A user. One of <paramref name="unitId"/> and <paramref name="agencyId"/> is null; both are for users of the directorate.</summary>
    public UserAccount(string id, string displayName, ImmutableArray<string> roles, string? unitId, string? agencyId, string? email) =>
        (Id, DisplayName, Roles, UnitId, AgencyId, Email) = (id, displayName, roles, unitId, agencyId, email);

    /// <summary>The id in tokens and cases ("kari").</summary>
    public string Id { get; private set; } = "";

    /// <summary>Name as shown.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>User roles, see <see cref="Access.UserRoles"/>.</summary>
    public ImmutableArray<string> Roles { get; private set; } = [];

    /// <summary>The unit they work at; null: outside the service or in the directorate.</summary>
    public string? UnitId { get; private set; }

    /// <summary>The agency they work for; null: inside the service.</summary>
    public string? AgencyId { get; private set; }

    /// <summary>Where notices to them go; null: none, only the inbox.</summary>
    public string? Email { get; private set; }
}
