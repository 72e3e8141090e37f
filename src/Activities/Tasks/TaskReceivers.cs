using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Whom somebody may think of when they hand tasks over; whether each task may go there is judged with the task.</summary>
public sealed class TaskReceivers(CaseDbContext database)
{
    private const int MaxOffered = 500;

    /// <summary>People at the viewer's units, by name; nobody for people from outside the service.</summary>
    public async Task<ImmutableArray<UserAccount>> OfAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (!viewer.SeesUnits)
            return [];
        var units = viewer.UnitIds.ToArray();
        var accounts = await database.Set<UserAccount>().AsNoTracking().Where(user => units.Contains(user.UnitId))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id).Take(MaxOffered).ToListAsync(cancellationToken);
        return [.. accounts.Where(user => user.Roles.Any(role => role is UserRoles.ContactOfficer or UserRoles.EnvironmentWorker or UserRoles.UnitLeader))];
    }
}
