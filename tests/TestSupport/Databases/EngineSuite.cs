using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using Xunit;

namespace ProcessAutomation.TestSupport.Databases;

/// <summary>
/// Base of tests that must hold on both databases. A suite is an abstract class with the tests; each database is three lines:
/// <c>public sealed class XOnSqlite(SqliteTestDatabase database) : XSuite(database), IClassFixture&lt;SqliteTestDatabase&gt;;</c>
/// Each test finds all tables empty and its own container, with a manual business clock.
/// </summary>
public abstract class EngineSuite(TestDatabase database) : IAsyncLifetime
{
    private ServiceProvider? _services;

    /// <summary>The database of this class.</summary>
    protected TestDatabase Database { get; } = database;

    /// <summary>The container, as one process of the product would have it.</summary>
    protected ServiceProvider Services => _services ?? throw new InvalidOperationException("The test has not begun.");

    /// <summary>The engine's store.</summary>
    protected IEngineStore Store => Services.GetRequiredService<IEngineStore>();

    /// <summary>The definitions.</summary>
    protected IDefinitionStore Definitions => Services.GetRequiredService<IDefinitionStore>();

    /// <summary>The outbox.</summary>
    protected IOutboxStore Outbox => Services.GetRequiredService<IOutboxStore>();

    /// <summary>The business clock, moved by hand.</summary>
    protected BusinessClock Clock => Services.GetRequiredService<BusinessClock>();

    /// <summary>New ids.</summary>
    protected IdSource Ids => Services.GetRequiredService<IdSource>();

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        Database.Require();
        _services = Database.BuildServices(manualClock: true, Configure);
        await DatabaseContents.ClearAsync(_services.GetRequiredService<Database>(), Cancel);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
    }

    /// <summary>Adds what the suite needs besides persistence.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }
}
