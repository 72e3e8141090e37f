using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Schema;

namespace ProcessAutomation.TestSupport.Databases;

/// <summary>
/// The PostgreSQL server of this test process: the one of <c>PROCESSAUTOMATION_TEST_POSTGRES</c>, or a private one started at first
/// use. The schema is built once, in a template database; each test class gets a copy, which takes some 60 ms.
/// </summary>
public static class SharedPostgres
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? _server;
    private static string? _template;
    private static int _count;

    /// <summary>The private server; null before the first use or when the variable names another.</summary>
    public static PostgresServer? Private { get; private set; }

    /// <summary>Whether the private server has the disk obey, as a real one has. Set before the first use.</summary>
    public static bool SyncsToDisk { get; set; }

    /// <summary>Why there is no server to be had; null when there is one.</summary>
    public static string? WhyMissing() =>
        Environment.GetEnvironmentVariable("PROCESSAUTOMATION_TEST_POSTGRES") is { Length: > 0 } || PostgresBinaries.Find() is not null
            ? null
            : "No PostgreSQL server: install one, or set PROCESSAUTOMATION_TEST_POSTGRES to a connection string.";

    /// <summary>Connection string of a new database; with the schema unless <paramref name="empty"/>.</summary>
    public static async Task<string> CreateDatabaseAsync(bool empty, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            _server ??= await FindServerAsync(cancellationToken);
            if (!empty)
                _template ??= await MakeTemplateAsync(_server, cancellationToken);
            var name = string.Create(CultureInfo.InvariantCulture, $"pa_test_{Environment.ProcessId}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}_{++_count}");
            await ExecuteAsync(_server, empty ? $"create database {name}" : $"create database {name} template {_template}", cancellationToken);
            return new NpgsqlConnectionStringBuilder(_server) { Database = name }.ConnectionString;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A server of the caller's own, for tests that stop it; null when this machine has no server's programs.</summary>
    public static async Task<PostgresServer?> StartOwnAsync(CancellationToken cancellationToken) =>
        PostgresBinaries.Find() is { } binaries ? await PostgresServer.StartNewAsync(binaries, syncsToDisk: true, cancellationToken) : null;

    /// <summary>Drops a database made here, with whoever is still connected.</summary>
    public static async Task DropDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (_server is not null)
            await ExecuteAsync(_server, $"drop database if exists {settings.Database} with (force)", cancellationToken);
    }

    private static async Task<string> FindServerAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("PROCESSAUTOMATION_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
        var binaries = PostgresBinaries.Find() ?? throw new InvalidOperationException(WhyMissing());
        Private = await PostgresServer.StartNewAsync(binaries, SyncsToDisk, cancellationToken);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Private.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return Private.ConnectionString;
    }

    // Named after the scripts, so that a server shared by several test processes builds each state of the schema once.
    private static async Task<string> MakeTemplateAsync(string server, CancellationToken cancellationToken)
    {
        var scripts = string.Concat(SchemaScript.All("postgres").Select(script => script.Sha256));
        var name = "pa_template_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scripts)))[..12];
        await using var source = NpgsqlDataSource.Create(server);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand("select pg_advisory_lock(hashtext('processautomation test template'))", connection))
            await hold.ExecuteNonQueryAsync(cancellationToken);
        await using var ask = new NpgsqlCommand($"select 1 from pg_database where datname = '{name}' and datistemplate", connection);
        if (await ask.ExecuteScalarAsync(cancellationToken) is not null)
            return name;
        await ExecuteAsync(server, $"drop database if exists {name} with (force)", cancellationToken);
        await ExecuteAsync(server, $"create database {name}", cancellationToken);
        var settings = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false };
        await using (var database = new PostgresDatabase(settings.ConnectionString))
            await new SchemaRunner(database, TimeProvider.System).RunAsync(cancellationToken);
        await ExecuteAsync(server, $"alter database {name} is_template true", cancellationToken);
        return name;
    }

    private static async Task ExecuteAsync(string server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
