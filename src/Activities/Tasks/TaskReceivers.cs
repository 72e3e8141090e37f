using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Units;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Whom somebody may think of when they hand tasks over; whether each task may go there is judged with the task.</summary>
public sealed class TaskReceivers(CaseDbContext database)
{
    /// <summary>People at the viewer's units, by name; nobody for people from outside the service.</summary>
    public async Task<ImmutableArray<UserAccount>> OfAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (!viewer.SeesUnits)
            return [];
        var units = viewer.UnitIds.ToArray();
        return [.. await database.WithAnyRole([UserRoles.ContactOfficer, UserRoles.EnvironmentWorker, UserRoles.UnitLeader]).Where(user => units.Contains(user.UnitId))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id).ToListAsync(cancellationToken)];
    }
}
