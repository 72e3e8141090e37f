using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Whom the forms of case pages offer.</summary>
/// <param name="Staff">People of the service.</param>
/// <param name="Members">People of other agencies.</param>
/// <param name="Agencies">Agencies.</param>
/// <param name="Units">Units that can have a case.</param>
public sealed record PeopleChoices(ImmutableArray<Choice> Staff, ImmutableArray<Choice> Members, ImmutableArray<Choice> Agencies, ImmutableArray<Choice> Units)
{
    private const int MaxOffered = 500;

    /// <summary>Reads them from the directory, each list by name.</summary>
    public static async Task<PeopleChoices> ReadAsync(CaseDbContext database, CancellationToken cancellationToken)
    {
        var users = await database.Set<UserAccount>().AsNoTracking().OrderBy(u => u.DisplayName).Take(MaxOffered).ToListAsync(cancellationToken);
        var agencies = await database.Set<Agency>().AsNoTracking().OrderBy(a => a.Name).Take(MaxOffered).ToListAsync(cancellationToken);
        var units = await database.Set<Unit>().AsNoTracking().Where(u => u.Kind != UnitKind.Region).OrderBy(u => u.Name).Take(MaxOffered).ToListAsync(cancellationToken);
        return new PeopleChoices(
            [.. users.Where(u => u.UnitId is not null).Select(u => Choice(u.Id, u.DisplayName))],
            [.. users.Where(u => u.Roles.Contains(UserRoles.GroupMember, StringComparer.Ordinal)).Select(u => Choice(u.Id, u.DisplayName))],
            [.. agencies.Select(a => Choice(a.Id, a.Name))],
            [.. units.Select(u => Choice(u.Id, u.Name))]);
    }

    private static Choice Choice(string value, string label) => new(value, Phrase.Plain(label));
}
