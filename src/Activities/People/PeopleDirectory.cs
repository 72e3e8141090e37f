using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.People;

/// <summary>Whom forms offer: users, agencies and units of the directory.</summary>
internal static class PeopleDirectory
{
    // A unit has dozens of people, a case needs a handful; more than this is no list to choose from.
    private const int MaxOffered = 500;

    /// <summary>People for the forms of a case: its unit's first.</summary>
    public static async ValueTask<PeopleToChoose> ToChooseAsync(IServiceProvider services, Case subject, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<CaseDbContext>();
        var users = await database.Set<UserAccount>().AsNoTracking().OrderBy(user => user.DisplayName).ThenBy(user => user.Id).Take(MaxOffered).ToListAsync(cancellationToken);
        var agencies = await database.Set<Agency>().AsNoTracking().OrderBy(agency => agency.Name).Take(MaxOffered).ToListAsync(cancellationToken);
        var units = await database.Set<Unit>().AsNoTracking().OrderBy(unit => unit.Name).Take(MaxOffered).ToListAsync(cancellationToken);
        return new PeopleToChoose
        {
            Users = [.. users.Where(IsStaff).OrderByDescending(user => user.UnitId == subject.UnitId).Select(OfUser)],
            Members = [.. users.Where(user => user.Roles.Contains(UserRoles.GroupMember, StringComparer.Ordinal)).Select(OfUser)],
            Agencies = [.. agencies.Select(agency => new Choice(agency.Id, Phrase.Plain(agency.Name)))],
            Units = [.. units.Select(unit => new Choice(unit.Id, Phrase.Plain(unit.Name)))],
        };
    }

    private static bool IsStaff(UserAccount user) =>
        user.UnitId is not null && user.Roles.Any(role => role is UserRoles.ContactOfficer or UserRoles.EnvironmentWorker or UserRoles.UnitLeader);

    private static Choice OfUser(UserAccount user) => new(user.Id, Phrase.Plain(user.DisplayName));
}
