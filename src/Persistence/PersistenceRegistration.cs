using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.WorkerTasks;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Definitions;
using ProcessAutomation.Persistence.Housekeeping;
using ProcessAutomation.Persistence.Http;
using ProcessAutomation.Persistence.Instances;
using ProcessAutomation.Persistence.Nodes;
using ProcessAutomation.Persistence.Operations;
using ProcessAutomation.Persistence.Outbox;
using ProcessAutomation.Persistence.Schema;
using ProcessAutomation.Persistence.Storage;
using ProcessAutomation.Persistence.TestRuns;
using ProcessAutomation.Persistence.Triggers;
using ProcessAutomation.Persistence.WorkerTasks;

namespace ProcessAutomation.Persistence;

/// <summary>What persistence needs to know.</summary>
public sealed record PersistenceSettings
{
    /// <summary>
    /// <c>Host=…</c> is a PostgreSQL server, <c>Data Source=…</c> a SQLite file, both with the words of their providers; null or empty
    /// means the SQLite file <c>processautomation.db</c> in <see cref="DataDirectory"/>.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>Directory of the default SQLite file; made when missing.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>Whether <see cref="ConnectionString"/> names a PostgreSQL server, which several processes may share.</summary>
    public bool IsShared => ConnectionString is { } text && !string.IsNullOrWhiteSpace(text)
        && new System.Data.Common.DbConnectionStringBuilder { ConnectionString = text } is var words && (words.ContainsKey("Host") || words.ContainsKey("Server"));

    /// <summary>Whether the business clock is moved by hand. Development only.</summary>
    public bool ManualClock { get; init; }

    /// <summary>Whether nobody will miss the database: a SQLite file that is not safe from a power cut, and so much faster. For simulations.</summary>
    public bool IsThrowAway { get; init; }

    /// <summary>What people call this process; null: machine and process number.</summary>
    public string? NodeName { get; init; }

    /// <summary>The program's version, for the list of nodes.</summary>
    public string Version { get; init; } = "unknown";

    /// <summary>The machine's clock. Another one only to try how nodes with wrong clocks get along.</summary>
    public TimeProvider MachineClock { get; init; } = TimeProvider.System;
}

/// <summary>Puts the database, the engine's stores and the domain's context into the container.</summary>
public static class PersistenceRegistration
{
    /// <summary>
    /// Adds everything of this project. The schema is brought up to date before any hosted service starts; without a host, call
    /// <see cref="SchemaRunner.RunAsync"/>.
    /// </summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, PersistenceSettings settings)
    {
        services.AddSingleton(new NodeClock(settings.MachineClock));
        services.TryAddSingleton<TimeProvider>(provider => provider.GetRequiredService<NodeClock>()); // whoever takes a clock takes the one all nodes agree on
        services.AddSingleton(_ => OpenDatabase(settings));
        services.AddSingleton<SchemaRunner>();
        services.AddSingleton(provider => new BusinessClock(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>(), settings.ManualClock));
        services.AddSingleton(provider => new EngineClocks(provider.GetRequiredService<BusinessClock>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IdSource>();
        services.AddSingleton<TriggerTable>();
        services.AddSingleton<IEngineStore>(provider => provider.GetRequiredService<Database>() switch
        {
            SqliteDatabase sqlite => new SqliteEngineStore(sqlite, provider.GetRequiredService<TriggerTable>(), provider.GetRequiredService<NodeClock>(), provider.GetRequiredService<IServiceScopeFactory>()),
            PostgresDatabase postgres => new PostgresEngineStore(postgres, provider.GetRequiredService<TriggerTable>(), provider.GetRequiredService<NodeClock>(), provider.GetRequiredService<IServiceScopeFactory>()),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        services.AddSingleton<IDefinitionStore, DefinitionStore>();
        services.AddSingleton<DefinitionLeases>();
        services.AddSingleton<OlderVersions>();
        services.AddSingleton<IOutboxStore, OutboxStore>();
        services.AddSingleton<WaitingEndpoints>();
        services.AddSingleton<IWorkerTaskStore, WorkerTaskStore>();
        services.AddSingleton<Retention>();
        services.AddSingleton<Leftovers>();
        services.AddSingleton<TableStatistics>();
        services.AddSingleton<HousekeepingLog>();
        services.AddSingleton<TestRunStore>();
        services.AddSingleton<InstanceRemoval>();
        services.AddScoped<SessionScope>();
        services.AddScoped(provider => provider.GetRequiredService<SessionScope>().Session);
        services.AddScoped(provider => provider.GetRequiredService<SessionScope>().MakeContext());
        services.TryAddSingleton<StorageWatch>();
        services.TryAddSingleton<EngineInstruments>();
        services.AddSingleton<EngineQueues>();
        services.AddSingleton(provider => new NodeIdentity(
            provider.GetRequiredService<IdSource>().New(),
            settings.NodeName is { Length: > 0 } name ? name : FormattableString.Invariant($"{Environment.MachineName}-{Environment.ProcessId}"),
            settings.Version));
        services.AddSingleton<NodeList>();
        services.AddSingleton<NodeTurns>();
        services.AddHostedService<SchemaStart>();
        services.AddHostedService<NodeHeart>();
        return services;
    }

    private static Database OpenDatabase(PersistenceSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
            return new SqliteDatabase(Path.Combine(settings.DataDirectory, "processautomation.db"), settings.IsThrowAway);
        if (settings.IsShared)
            return new PostgresDatabase(settings.ConnectionString);
        var words = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = settings.ConnectionString };
        return words.TryGetValue("Data Source", out var path) || words.TryGetValue("DataSource", out path) || words.TryGetValue("Filename", out path)
            ? new SqliteDatabase((string)path)
            : throw new InvalidOperationException("ConnectionStrings:Default names neither a PostgreSQL server (Host=…) nor a SQLite file (Data Source=…).");
    }

    // Lifecycle services start before all others: nobody sees a database without its tables.
    private sealed class SchemaStart(SchemaRunner runner) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => runner.RunAsync(cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
