using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProcessAutomation.Persistence;

/// <summary>
/// The version of the case row guards every write to a case. Whatever of a case has been changed, added or deleted, its row gets the
/// next version by an update that names the version read: EF then refuses the whole save when somebody else was first.
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

    /// <summary>Raises the version of each touched case that is tracked, for EF to check and write; names those and the touched ones that are not tracked.</summary>
    internal static (HashSet<Guid> Raised, HashSet<Guid> Untracked) RaiseVersions(CaseDbContext context)
    {
        var tracked = new Dictionary<Guid, EntityEntry>();
        var touched = new HashSet<Guid>();
        var nobodys = false;
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.Metadata.GetTableName() == Table && !entry.Metadata.IsOwned())
                tracked[(Guid)entry.Property("Id").CurrentValue!] = entry; // the key of a tracked entity is never null
            if (entry.State is EntityState.Unchanged or EntityState.Detached || IsOutside(entry.Metadata))
                continue;
            if (CaseOf(entry) is { } caseId)
                touched.Add(caseId);
            else
                nobodys |= BelongsToSomeCase(entry.Metadata);
        }

        if (nobodys && tracked.Count == 1)
            touched.UnionWith(tracked.Keys);
        var raised = new HashSet<Guid>();
        foreach (var (caseId, entry) in tracked)
        {
            if (!touched.Remove(caseId))
                continue;
            raised.Add(caseId);
            if (entry.State is EntityState.Unchanged or EntityState.Modified)
                Raise(entry.Property(VersionProperty));
        }

        return (raised, touched);
    }

    private static void Raise(PropertyEntry version)
    {
        version.CurrentValue = version.OriginalValue switch
        {
            int number => number + 1,
            long number => number + 1,
            var other => throw new InvalidOperationException($"The version of a case is a whole number, not {other?.GetType().Name}."),
        };
        version.IsModified = true;
    }

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
