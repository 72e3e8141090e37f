using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>Who may get one task from somebody: those <see cref="TaskMoves"/> would not refuse. Lives with its scope's database context.</summary>
public sealed class TaskTakers(CaseDbContext database, IServiceProvider services)
{
    /// <summary>Users by name, those of the case's unit first; empty: there is no such task for this viewer, or nobody who may do it.</summary>
    public async Task<ImmutableArray<UserAccount>> OfAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is not { Task.IsUnfinished: true, Case: { } subject } found)
            return [];
        var units = await database.Set<Unit>().AsNoTracking().ToListAsync(cancellationToken);
        var users = await AroundAsync(subject, units, cancellationToken);
        var holder = found.Task.ClaimedBy ?? found.Task.Assignee;
        return [.. users
            .Where(user => user.Id != holder && TaskAccess.MayReceive(found.Task, subject, ViewerOf(user, units), units.Exists(unit => unit.Id == subject.UnitId && unit.LeaderId == user.Id)))
            .OrderByDescending(user => user.UnitId == subject.UnitId)];
    }

    // Whoever has any right in a case works at its unit or the region above, leads the unit, holds a role or is in the group.
    private Task<List<UserAccount>> AroundAsync(Case subject, List<Unit> units, CancellationToken cancellationToken)
    {
        var unit = units.Find(row => row.Id == subject.UnitId);
        string?[] at = [subject.UnitId, unit?.RegionId];
        string?[] ids = [unit?.LeaderId, .. subject.Roles.All.Where(holding => holding.To is null).Select(holding => holding.UserId), .. subject.Group.Members.Select(member => member.UserId)];
        return database.Set<UserAccount>().AsNoTracking().Where(user => (user.UnitId != null && at.Contains(user.UnitId)) || ids.Contains(user.Id))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id).ToListAsync(cancellationToken);
    }

    private static Viewer ViewerOf(UserAccount user, List<Unit> units) =>
        new(user.Id, user.Roles, user.UnitId is { } own ? [own, .. units.Where(unit => unit.RegionId == own).Select(unit => unit.Id)] : []);
}
