using System.Collections.Immutable;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.SignIn;

/// <summary>A made-up user of the Development environment.</summary>
/// <param name="Id">What tasks and roles name the user by.</param>
/// <param name="Name">For people to read.</param>
/// <param name="Role">One of <see cref="Domain.Access.UserRoles"/>.</param>
/// <param name="Unit">The unit the user works in; null for people of other agencies and of the whole service.</param>
/// <param name="Party">For group members: the party they come from; else null.</param>
public sealed record DemoUser(string Id, string Name, string Role, string? Unit = null, string? Party = null)
{
    /// <summary>Units the user leads besides their own.</summary>
    public ImmutableArray<string> Leads { get; init; } = [];
}

/// <summary>The users the demo sign-in offers. They exist in Development only.</summary>
public static class DemoUsers
{
    public const string EastUnit = "oslo";
    public const string WestUnit = "bergen";
    public const string ProbationOffice = "oslo-friomsorg";

    public static ImmutableArray<DemoUser> All { get; } =
    [
        new("kari", "Kari Nordvik", UserRoles.ContactOfficer, EastUnit),
        new("ola", "Ola Sunde", UserRoles.ContactOfficer, WestUnit),
        new("mona", "Mona Lie", UserRoles.EnvironmentWorker, EastUnit),
        new("lise", "Lise Brekke", UserRoles.UnitLeader, EastUnit) { Leads = [WestUnit, ProbationOffice] },
        new("nina", "Nina Moe", UserRoles.GroupMember, Party: "nav"),
        new("knut", "Knut Haugen", UserRoles.GroupMember, Party: "municipality"),
        new("hanne", "Hanne Vik", UserRoles.GroupMember, Party: "health"),
        new("eva", "Eva Strand", UserRoles.ProcessOwner),
        new("liv", "Liv Aasen", UserRoles.ProcessOwner),
        new("odd", "Odd Myhre", UserRoles.Operator),
        new("sissel", "Sissel Aas", UserRoles.Supervisor),
        new("anne", "Anne Dahl", UserRoles.Administrator),
    ];

    /// <summary>The demo user with this id, or null.</summary>
    public static DemoUser? Find(string? id) => All.FirstOrDefault(u => string.Equals(u.Id, id, StringComparison.Ordinal));
}
