using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Units;

namespace ProcessAutomation.Activities.People;

/// <summary>
/// Whom forms offer: users, agencies and units of the directory. Those near a case are all offered; of the rest of the country the first by name, because
/// thousands are no list to choose from. Whoever is mentioned is looked up, so that an answer is judged by the directory and not by what was offered.
/// </summary>
public static class PeopleDirectory
{
    /// <summary>Most that are offered of each kind besides those who are near.</summary>
    public const int MaxOthers = 500;

    private static readonly ImmutableArray<string> StaffRoles = [UserRoles.ContactOfficer, UserRoles.EnvironmentWorker, UserRoles.UnitLeader];

    /// <summary>People for the forms of a case: its unit's first.</summary>
    /// <param name="services">The scope or unit of work that reads.</param>
    /// <param name="subject">The case.</param>
    /// <param name="userId">Who looks; always one of those offered, if they are of the kind asked for.</param>
    /// <param name="mentioned">Ids that stand in answers; offered if the directory knows them.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async ValueTask<PeopleToChoose> ToChooseAsync(
        IServiceProvider services, Case subject, string userId, ImmutableArray<string> mentioned, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<CaseDbContext>();
        var units = await database.Set<Unit>().AsNoTracking().OrderBy(unit => unit.Name).ToListAsync(cancellationToken);
        var near = PeopleNear.Of(subject, units, userId, mentioned);
        var users = await UsersAsync(database, near, cancellationToken);
        return new PeopleToChoose
        {
            Users = [.. users.Where(IsStaff).OrderByDescending(user => user.UnitId == subject.UnitId).Select(OfUser)],
            Members = [.. users.Where(IsMember).Select(OfUser)],
            Agencies = [.. (await AgenciesAsync(database, near, cancellationToken)).Select(agency => new Choice(agency.Id, Phrase.Plain(agency.Name)))],
            Units = [.. units.Select(unit => new Choice(unit.Id, Phrase.Plain(unit.Name)))],
        };
    }

    /// <summary>Those near, whatever they do, and of the rest the first people of the service and of other services; by name, each once.</summary>
    public static async Task<IReadOnlyList<UserAccount>> UsersAsync(CaseDbContext database, PeopleNear near, CancellationToken cancellationToken)
    {
        var (units, ids) = (near.UnitIds.ToArray(), near.UserIds.ToArray());
        var staff = database.WithAnyRole(StaffRoles).Where(user => user.UnitId != null).OrderBy(user => user.DisplayName).ThenBy(user => user.Id).Take(MaxOthers).Select(user => user.Id);
        var members = database.WithAnyRole([UserRoles.GroupMember]).OrderBy(user => user.DisplayName).ThenBy(user => user.Id).Take(MaxOthers).Select(user => user.Id);
        return await database.Set<UserAccount>().AsNoTracking()
            .Where(user => units.Contains(user.UnitId) || ids.Contains(user.Id) || staff.Contains(user.Id) || members.Contains(user.Id))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Those near and the first of the rest, by name, each once.</summary>
    public static async Task<IReadOnlyList<Agency>> AgenciesAsync(CaseDbContext database, PeopleNear near, CancellationToken cancellationToken)
    {
        var ids = near.UserIds.ToArray();
        var first = database.Set<Agency>().OrderBy(agency => agency.Name).ThenBy(agency => agency.Id).Take(MaxOthers).Select(agency => agency.Id);
        return await database.Set<Agency>().AsNoTracking().Where(agency => ids.Contains(agency.Id) || first.Contains(agency.Id))
            .OrderBy(agency => agency.Name).ThenBy(agency => agency.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Whether somebody signs in for another service.</summary>
    public static bool IsMember(UserAccount user) => user.Roles.Contains(UserRoles.GroupMember, StringComparer.Ordinal);

    private static bool IsStaff(UserAccount user) => user.UnitId is not null && user.Roles.Any(role => StaffRoles.Contains(role, StringComparer.Ordinal));

    private static Choice OfUser(UserAccount user) => new(user.Id, Phrase.Plain(user.DisplayName));
}
