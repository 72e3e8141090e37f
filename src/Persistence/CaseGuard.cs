using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProcessAutomation.Persistence;

/// <summary>
/// The version of the case row guards every write to a case. Whatever of a case has been changed, added or deleted, its row gets the
/// next version by an update that names the version read, before anything else of the case is written: so the row is locked first,
/// and whoever comes second is stale and not in the way of a key that the first has taken.
/// A row belongs to a case by being it, by a property <c>CaseId</c>, or, lacking that, because only one case is tracked.
/// </summary>
public static class CaseGuard
{
    /// <summary>Table of the cases; their key is <c>id</c>, their guard <c>version</c>.</summary>
    public const string Table = "cases";

    /// <summary>Property of the case that counts its commits; a whole number set by the commit alone.</summary>
    public const string VersionProperty = "Version";

    private const string CaseIdProperty = "CaseId";
    private const string OutsideAnnotation = "ProcessAutomation:OutsideCaseGuard";

    /// <summary>Rows of this type may be written without touching the case's version, e.g. a log of who has read.</summary>
    public static EntityTypeBuilder<T> OutsideCaseGuard<T>(this EntityTypeBuilder<T> builder)
        where T : class
    {
        builder.HasAnnotation(OutsideAnnotation, true);
        return builder;
    }

    /// <summary>The cases that this unit of work has touched, with the version that was read; null for a case that is not tracked.</summary>
    internal static SortedDictionary<Guid, long?> Touched(CaseDbContext context)
    {
        var tracked = Tracked(context);
        var touched = new SortedDictionary<Guid, long?>();
        var nobodys = false;
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached || IsOutside(entry.Metadata))
                continue;
            if (CaseOf(entry) is { } caseId)
                touched[caseId] = null;
            else
                nobodys |= BelongsToSomeCase(entry.Metadata);
        }

        if (nobodys && tracked.Count == 1)
            touched[tracked.Keys.Single()] = null;
        foreach (var (caseId, entry) in tracked)
        {
            if (entry.State == EntityState.Added)
                touched.Remove(caseId); // a new row has nobody to guard against
            else if (touched.ContainsKey(caseId))
                touched[caseId] = Convert.ToInt64(entry.Property(VersionProperty).OriginalValue, CultureInfo.InvariantCulture);
        }

        return touched;
    }

    /// <summary>Whether the case is made by this unit of work.</summary>
    internal static bool IsNew(CaseDbContext context, Guid caseId) =>
        Tracked(context).TryGetValue(caseId, out var entry) && entry.State == EntityState.Added;

    /// <summary>Lets the tracked case know that its row has the next version already.</summary>
    internal static void Raised(CaseDbContext context, Guid caseId)
    {
        if (!Tracked(context).TryGetValue(caseId, out var entry))
            return;
        var version = entry.Property(VersionProperty);
        var next = Convert.ChangeType(Convert.ToInt64(version.OriginalValue, CultureInfo.InvariantCulture) + 1, version.Metadata.ClrType, CultureInfo.InvariantCulture);
        (version.CurrentValue, version.OriginalValue) = (next, next);
        version.IsModified = false;
    }

    private static Dictionary<Guid, EntityEntry> Tracked(CaseDbContext context) => context.ChangeTracker.Entries()
        .Where(entry => entry.Metadata.GetTableName() == Table && !entry.Metadata.IsOwned())
        .ToDictionary(entry => (Guid)entry.Property("Id").CurrentValue!); // the key of a tracked entity is never null

    private static bool IsOutside(IReadOnlyEntityType type) => type.FindAnnotation(OutsideAnnotation) is not null;

    private static Guid? CaseOf(EntityEntry entry)
    {
        if (entry.Metadata.GetTableName() == Table && !entry.Metadata.IsOwned())
            return (Guid)entry.Property("Id").CurrentValue!; // as above
        return entry.Metadata.FindProperty(CaseIdProperty) is { } property
            ? entry.Property(property.Name).CurrentValue as Guid? ?? entry.Property(property.Name).OriginalValue as Guid?
            : null;
    }

    // Follows foreign keys and ownership upwards, so that a plan's goal counts as the case's without naming it.
    private static bool BelongsToSomeCase(IReadOnlyEntityType type)
    {
        var seen = new HashSet<IReadOnlyEntityType>();
        var open = new Stack<IReadOnlyEntityType>([type]);
        while (open.TryPop(out var next))
        {
            if (next.GetTableName() == Table || next.FindProperty(CaseIdProperty) is not null)
                return true;
            foreach (var principal in next.GetForeignKeys().Select(key => key.PrincipalEntityType).Where(seen.Add))
                open.Push(principal);
        }

        return false;
    }
}
