using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Who may get one task from somebody: those <see cref="TaskMoves"/> would not refuse. Lives with its scope's database context.</summary>
public sealed class TaskTakers(CaseDbContext database, IServiceProvider services)
{
    // A unit has dozens of people; more than this is no list to choose from.
    private const int MaxOffered = 500;

    /// <summary>Users by name, those of the case's unit first; empty: there is no such task for this viewer, or nobody who may do it.</summary>
    public async Task<ImmutableArray<UserAccount>> OfAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is not { Task.IsUnfinished: true, Case: { } subject } found)
            return [];
        var units = await database.Set<Unit>().AsNoTracking().ToListAsync(cancellationToken);
        var users = await database.Set<UserAccount>().AsNoTracking().OrderBy(user => user.DisplayName).ThenBy(user => user.Id).Take(MaxOffered).ToListAsync(cancellationToken);
        var holder = found.Task.ClaimedBy ?? found.Task.Assignee;
        return [.. users
            .Where(user => user.Id != holder && TaskAccess.MayReceive(found.Task, subject, ViewerOf(user, units), units.Exists(unit => unit.Id == subject.UnitId && unit.LeaderId == user.Id)))
            .OrderByDescending(user => user.UnitId == subject.UnitId)];
    }

    private static Viewer ViewerOf(UserAccount user, List<Unit> units) =>
        new(user.Id, user.Roles, user.UnitId is { } own ? [own, .. units.Where(unit => unit.RegionId == own).Select(unit => unit.Id)] : []);
}
