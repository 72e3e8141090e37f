using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Instances;
using ProcessAutomation.Persistence.Journal;
using ProcessAutomation.Persistence.Outbox;
using ProcessAutomation.Persistence.People;

namespace ProcessAutomation.Persistence;

/// <summary>
/// The domain's rows, tracked, and the engine's rows for pages, untracked. Resolved inside a unit of work it lives on that unit's
/// connection and is saved by the unit's commit, together with the engine's rows; resolved elsewhere it has a connection of its own.
/// Every class of this project that implements <see cref="IEntityTypeConfiguration{TEntity}"/> takes part.
/// </summary>
public sealed class CaseDbContext(DbContextOptions<CaseDbContext> options) : DbContext(options)
{
    private readonly List<(Guid CaseId, long Version)> _guards = [];
    private bool _belongsToUnit;

    /// <summary>Human tasks, to read.</summary>
    public IQueryable<HumanTask> Tasks => Set<HumanTask>().AsNoTracking();

    /// <summary>Incidents, to read.</summary>
    public IQueryable<Incident> Incidents => Set<Incident>().AsNoTracking();

    /// <summary>Instances, to read.</summary>
    public IQueryable<InstanceRow> Instances => Set<InstanceRow>().AsNoTracking();

    /// <summary>Bookmarks, to read.</summary>
    public IQueryable<BookmarkRow> Bookmarks => Set<BookmarkRow>().AsNoTracking();

    /// <summary>Journal blocks, to read; each row holds the entries of one burst.</summary>
    public IQueryable<JournalRow> Journal => Set<JournalRow>().AsNoTracking();

    /// <summary>What supervisors have changed in instances, to read.</summary>
    public IQueryable<AlterationWrite> Alterations => Set<AlterationWrite>().AsNoTracking();

    /// <summary>Messages on their way out, to read.</summary>
    public IQueryable<OutboxRow> Outbox => Set<OutboxRow>().AsNoTracking();

    /// <summary>Delivery attempts, to read.</summary>
    public IQueryable<DeliveryAttemptRow> DeliveryAttempts => Set<DeliveryAttemptRow>().AsNoTracking();

    /// <summary>What answers the queries of a case that is being loaded; null: they go to the database.</summary>
    internal CaseBatch? Batch { get; set; }

    /// <summary>What must still hold at the commit, besides the versions of tracked cases.</summary>
    internal IReadOnlyList<(Guid CaseId, long Version)> Guards => _guards;

    /// <summary>
    /// Says that what this unit of work decides rests on the case as it was at <paramref name="version"/>, although it changes nothing of
    /// the case itself: the commit is refused as stale when the case has changed since. Not needed where the case is changed.
    /// </summary>
    public void Guard(Guid caseId, long version) => _guards.Add((caseId, version));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The context belongs to a unit of work, whose commit saves.</exception>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        _belongsToUnit
            ? throw new InvalidOperationException("The unit of work saves the domain with its commit; activities and pages change objects and never save.")
            : base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

    internal void BelongToUnit() => _belongsToUnit = true;

    internal Task<int> SaveInUnitAsync() => base.SaveChangesAsync(acceptAllChangesOnSuccess: true, CancellationToken.None);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (Database.IsSqlite())
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondConverter>();
        else
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CaseDbContext).Assembly);
        NameLetters.Map(modelBuilder);
        JournalText.Map(modelBuilder, Database.IsSqlite());
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (!entity.IsOwned())
                NameColumns(entity);
            if (entity.GetTableName() == CaseGuard.Table && entity.FindProperty(CaseGuard.VersionProperty) is { } version)
                version.IsConcurrencyToken = true;
        }
    }

    private static void NameColumns(IMutableEntityType entity)
    {
        foreach (var property in entity.GetDeclaredProperties())
        {
            if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
                property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name) => string.Concat(name.Select((letter, i) =>
        char.IsUpper(letter) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}
