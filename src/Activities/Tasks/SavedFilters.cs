using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
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
/// Filters that people keep, on the server so that they are there on every machine, and share with their unit. A filter chooses among what its reader
/// may see, so sharing one gives nobody access. Lives with its scope's database context.
/// </summary>
public sealed class SavedFilters(CaseDbContext database, EngineClocks clocks, IdSource ids)
{
    /// <summary>Most filters one user keeps.</summary>
    public const int MaxKept = 50;

    /// <summary>The viewer's own and those shared with their units, by name.</summary>
    public async Task<ImmutableArray<SavedFilter>> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var units = UnitsOf(viewer);
        return [.. await database.Set<SavedFilter>().AsNoTracking().Where(row => row.OwnerId == viewer.UserId || (row.UnitId != null && units.Contains(row.UnitId)))
            .OrderBy(row => row.Name).ThenBy(row => row.Id).Take(10 * MaxKept).ToListAsync(cancellationToken)];
    }

    /// <summary>Keeps a filter.</summary>
    /// <param name="viewer">Whose it is.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="query">The filter as an address has it.</param>
    /// <param name="shareWith">One of the viewer's units; null or empty: the viewer alone.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<FilterResult> SaveAsync(Viewer viewer, string name, string query, string? shareWith, CancellationToken cancellationToken)
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
        if (!string.IsNullOrEmpty(shareWith) && !UnitsOf(viewer).Contains(shareWith, StringComparer.Ordinal))
            refusals.Add(Refusal.Of(RefusalCodes.UnitMissing, "unitId"));
        if (await database.Set<SavedFilter>().CountAsync(row => row.OwnerId == viewer.UserId, cancellationToken) >= MaxKept)
            refusals.Add(Refusal.Of(RefusalCodes.TooManyFilters, "", $"{MaxKept}"));
        if (refusals.Count > 0)
            return new FilterResult.Refused(refusals.ToImmutable());
        var filter = new SavedFilter { Id = ids.New(), OwnerId = viewer.UserId, Name = called, Query = chosen, UnitId = string.IsNullOrEmpty(shareWith) ? null : shareWith, SavedAt = clocks.Now };
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
