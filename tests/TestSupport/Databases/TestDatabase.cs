using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Schema;
using Xunit;

namespace ProcessAutomation.TestSupport.Databases;

/// <summary>A database of one test class, empty but for the schema when the class begins. A fixture: one instance a class.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    /// <summary>What the product would be configured with; null while the database is missing.</summary>
    public string? ConnectionString { get; protected set; }

    /// <summary>Why there is no such database on this machine; null when there is one.</summary>
    public abstract string? WhyMissing { get; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (WhyMissing is null)
            ConnectionString = await CreateAsync(empty: false, CancellationToken.None);
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>One more database of the same kind, without the schema if asked.</summary>
    public abstract Task<string> CreateAsync(bool empty, CancellationToken cancellationToken);

    /// <summary>
    /// Skips the running test, visibly and with the reason, when the database is missing; on a build server (<c>CI=true</c>) that is a
    /// failure instead.
    /// </summary>
    public void Require()
    {
        if (WhyMissing is { } reason)
            throw Requirement.Missing(reason);
    }

    /// <summary>The container of a process of the product: persistence on this database, and what <paramref name="configure"/> adds.</summary>
    public ServiceProvider BuildServices(bool manualClock = true, Action<IServiceCollection>? configure = null) =>
        BuildServices(ConnectionString!, manualClock, configure); // Require has been called

    /// <summary>The same on another database.</summary>
    public static ServiceProvider BuildServices(string connectionString, bool manualClock = true, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IdSource>();
        services.AddPersistence(new PersistenceSettings { ConnectionString = connectionString, ManualClock = manualClock });
        configure?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    /// <summary>The container on a new database with the schema.</summary>
    protected static async Task ApplySchemaAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var services = BuildServices(connectionString);
        await services.GetRequiredService<SchemaRunner>().RunAsync(cancellationToken);
    }
}

/// <summary>A database in a temporary file.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pa-sqlite-").FullName;
    private int _count;

    /// <inheritdoc/>
    public override string? WhyMissing => null;

    /// <inheritdoc/>
    public override async Task<string> CreateAsync(bool empty, CancellationToken cancellationToken)
    {
        var connectionString = FormattableString.Invariant($"Data Source={Path.Combine(_directory, "test")}{Interlocked.Increment(ref _count)}.db");
        if (!empty)
            await ApplySchemaAsync(connectionString, cancellationToken);
        return connectionString;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A database on a PostgreSQL server.</summary>
public sealed class PostgresTestDatabase : TestDatabase
{
    private readonly List<string> _made = [];

    /// <inheritdoc/>
    public override string? WhyMissing { get; } = SharedPostgres.WhyMissing();

    /// <inheritdoc/>
    public override async Task<string> CreateAsync(bool empty, CancellationToken cancellationToken)
    {
        var connectionString = await SharedPostgres.CreateDatabaseAsync(empty, cancellationToken);
        lock (_made)
            _made.Add(connectionString);
        return connectionString;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var connectionString in _made)
            await SharedPostgres.DropDatabaseAsync(connectionString, CancellationToken.None);
    }
}
