using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What saving a filter ended in. Closed.</summary>
public abstract record FilterResult
{
    private FilterResult()
    {
    }

    /// <summary>Saved.</summary>
    public sealed record Saved(SavedFilter Filter) : FilterResult;

    /// <summary>Nothing was saved; every fault found, at least one.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : FilterResult;
}

/// <summary>
/// Filters that people keep, on the server so that they are there on every machine, and share with their unit or a group they are in. A filter chooses among what its reader
/// may see, so sharing one gives nobody access. Lives with its scope's database context.
/// </summary>
public sealed class SavedFilters(CaseDbContext database, EngineClocks clocks, IdSource ids)
{
    /// <summary>Most filters one user keeps.</summary>
    public const int MaxKept = 50;

    /// <summary>
    /// Whom the viewer may share with, and so whose filters they see: their units, the candidate groups they are in there, and the people of their agency.
    /// </summary>
    public async Task<ImmutableArray<FilterCircle>> CirclesAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var me = viewer.UserId;
        var units = UnitsOf(viewer);
        var agencies = !viewer.Is(UserRoles.GroupMember) ? [] : await database.Set<UserAccount>().Where(user => user.Id == me && user.AgencyId != null).Select(user => user.AgencyId!)
            .Union(database.Set<GroupMember>().Where(member => member.UserId == me && member.LeftOn == null && member.AgencyId != null).Select(member => member.AgencyId!))
            .OrderBy(agency => agency).ToListAsync(cancellationToken);
        return
        [
            .. units.Select(unit => new FilterCircle(unit, null)),
            .. units.SelectMany(unit => CandidateGroup.UnitRoles.Where(viewer.Is).Select(role => new FilterCircle(unit, CandidateGroup.OfUnit(role)))),
            .. agencies.Select(agency => new FilterCircle(null, CandidateGroup.OfAgency(agency))),
        ];
    }

    /// <summary>The viewer's own and those shared with their units and groups, by name.</summary>
    public async Task<ImmutableArray<SavedFilter>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var units = UnitsOf(viewer);
        var circles = await CirclesAsync(viewer, cancellationToken);
        var ofUnits = circles.Where(circle => circle is { UnitId: not null, Group: not null }).Select(circle => circle.Group).Distinct(StringComparer.Ordinal).ToArray();
        var ofAgencies = circles.Where(circle => circle.UnitId is null).Select(circle => circle.Group).ToArray();
        return [.. await database.Set<SavedFilter>().AsNoTracking().Where(row => row.OwnerId == viewer.UserId
                || (row.UnitId != null && units.Contains(row.UnitId) && (row.CandidateGroup == null || ofUnits.Contains(row.CandidateGroup)))
                || (row.UnitId == null && row.CandidateGroup != null && ofAgencies.Contains(row.CandidateGroup)))
            .OrderBy(row => row.Name).ThenBy(row => row.Id).Take(10 * MaxKept).ToListAsync(cancellationToken)];
    }

    /// <summary>Keeps a filter.</summary>
    /// <param name="viewer">Whose it is.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="query">The filter as an address has it.</param>
    /// <param name="shareWith">One of <see cref="CirclesAsync"/>; null: the viewer alone.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<FilterResult> SaveAsync(Viewer viewer, string name, string query, FilterCircle? shareWith, CancellationToken cancellationToken)
    {
        var (called, chosen) = (name.Trim(), query.TrimStart('?'));
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        if (called.Length == 0)
            refusals.Add(Refusal.Of(RefusalCodes.TextMissing, "name"));
        else if (called.Length > SavedFilter.MaxName)
            refusals.Add(Refusal.Of(RefusalCodes.TextTooLong, "name", $"{SavedFilter.MaxName}"));
        else if (await database.Set<SavedFilter>().AnyAsync(row => row.OwnerId == viewer.UserId && row.Name == called, cancellationToken))
            refusals.Add(Refusal.Of(RefusalCodes.FilterNameTaken, "name"));
        if (chosen.Length == 0)
            refusals.Add(Refusal.Of(RefusalCodes.FilterEmpty, "query"));
        else if (chosen.Length > SavedFilter.MaxQuery)
            refusals.Add(Refusal.Of(RefusalCodes.TextTooLong, "query", $"{SavedFilter.MaxQuery}"));
        if (shareWith is not null && !(await CirclesAsync(viewer, cancellationToken)).Contains(shareWith))
            refusals.Add(shareWith.Group is null ? Refusal.Of(RefusalCodes.UnitMissing, "unitId") : Refusal.Of(RefusalCodes.FilterGroupMissing, "group"));
        if (await database.Set<SavedFilter>().CountAsync(row => row.OwnerId == viewer.UserId, cancellationToken) >= MaxKept)
            refusals.Add(Refusal.Of(RefusalCodes.TooManyFilters, "", $"{MaxKept}"));
        if (refusals.Count > 0)
            return new FilterResult.Refused(refusals.ToImmutable());
        var filter = new SavedFilter { Id = ids.New(), OwnerId = viewer.UserId, Name = called, Query = chosen, UnitId = shareWith?.UnitId, CandidateGroup = shareWith?.Group, SavedAt = clocks.Now };
        database.Add(filter);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (database.Entry(filter).State == EntityState.Added)
        {
            // The same name twice at the same moment, by two windows of one user: the index has refused the second.
            database.Entry(filter).State = EntityState.Detached;
            if (!await database.Set<SavedFilter>().AnyAsync(row => row.OwnerId == viewer.UserId && row.Name == called, cancellationToken))
                throw;
            return new FilterResult.Refused([Refusal.Of(RefusalCodes.FilterNameTaken, "name")]);
        }

        return new FilterResult.Saved(filter);
    }

    /// <summary>Deletes one of the viewer's own. False: the viewer has none of this id.</summary>
    public async Task<bool> DeleteAsync(Viewer viewer, Guid id, CancellationToken cancellationToken) =>
        await database.Set<SavedFilter>().Where(row => row.Id == id && row.OwnerId == viewer.UserId).ExecuteDeleteAsync(cancellationToken) > 0;

    private static string[] UnitsOf(Viewer viewer) => viewer.SeesUnits ? [.. viewer.UnitIds] : [];
}
