using System.Collections.Frozen;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Units;

namespace ProcessAutomation.Host.Simulation;

/// <summary>The made-up people of a simulation. They live in its database only.</summary>
internal static class SimulatedPeople
{
    public const string Prison = "simulert-fengsel";
    public const string OtherPrison = "simulert-fengsel-2";
    public const string Officer = "sim-kontaktbetjent";
    public const string NewOfficer = "sim-kontaktbetjent-2";
    public const string Leader = "sim-leder";
    public const string Nav = "sim-nav";
    public const string Municipality = "sim-kommune";
    public const string Health = "sim-helse";

    /// <summary>From the tax authority's test series.</summary>
    public const string PersonNumber = "15859010099";

    /// <summary>The one case of every simulation, so that notices have the same reference in all and can be compared.</summary>
    public static Guid CaseId { get; } = new("51d00000-0000-7000-8000-000051d0ca5e");

    private static readonly FrozenDictionary<string, Viewer> Viewers = new Viewer[]
    {
        new(Officer, [UserRoles.ContactOfficer], [Prison]),
        new(NewOfficer, [UserRoles.ContactOfficer], [Prison, OtherPrison]),
        new(Leader, [UserRoles.UnitLeader], [Prison, OtherPrison]),
        new(Nav, [UserRoles.GroupMember], []),
        new(Municipality, [UserRoles.GroupMember], []),
        new(Health, [UserRoles.GroupMember], []),
    }.ToFrozenDictionary(viewer => viewer.UserId, StringComparer.Ordinal);

    /// <summary>Somebody of the simulation; whoever is not known is played by the unit's leader, who may stand in for all.</summary>
    public static Viewer Viewer(string? userId) => userId is not null && Viewers.TryGetValue(userId, out var viewer) ? viewer : Viewers[Leader];

    /// <summary>Whether a user is a member of the responsibility group.</summary>
    public static bool IsMember(string userId) => userId is Nav or Municipality or Health;

    /// <summary>The directory to write before the case begins.</summary>
    public static IEnumerable<object> Directory()
    {
        yield return new Unit(Prison, "Simulert fengsel", UnitKind.Prison, null, Leader);
        yield return new Unit(OtherPrison, "Et annet simulert fengsel", UnitKind.Prison, null, Leader);
        yield return new Agency("sim-nav-kontor", "Simulert NAV-kontor", CaseRoles.Nav, ContactChannel.Email, Address("nav"));
        yield return Account(Officer, "Simulert kontaktbetjent", UserRoles.ContactOfficer, Prison);
        yield return Account(NewOfficer, "Ny simulert kontaktbetjent", UserRoles.ContactOfficer, OtherPrison);
        yield return Account(Leader, "Simulert enhetsleder", UserRoles.UnitLeader, Prison);
        yield return Account(Nav, "Simulert NAV", UserRoles.GroupMember, null);
        yield return Account(Municipality, "Simulert kommune", UserRoles.GroupMember, null);
        yield return Account(Health, "Simulert helsetjeneste", UserRoles.GroupMember, null);
    }

    /// <summary>An address that reaches nobody.</summary>
    public static string Address(string name) => $"{name}@simulering.example";

    private static UserAccount Account(string id, string name, string role, string? unit) => new(id, name, [role], unit, null, Address(id));
}
