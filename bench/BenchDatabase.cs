using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using ProcessAutomation.Bench.Bare;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Bench;

/// <summary>A database made for one run and removed after it: a SQLite file, or a private PostgreSQL server with fsync on.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly PostgresServer? _server;
    private readonly string? _directory;

    private BenchDatabase(string connectionString, string provider, PostgresServer? server, string? directory) =>
        (ConnectionString, Provider, _server, _directory) = (connectionString, provider, server, directory);

    public string ConnectionString { get; }

    public string Provider { get; }

    public static async Task<BenchDatabase> MakeAsync(string provider)
    {
        if (provider == "sqlite")
        {
            var directory = Directory.CreateTempSubdirectory("pa-bench-").FullName;
            return new BenchDatabase($"Data Source={Path.Combine(directory, "bench.db")}", provider, null, directory);
        }

        var binaries = PostgresBinaries.Find() ?? throw new InvalidOperationException("No PostgreSQL server is installed here.");
        var server = await PostgresServer.StartNewAsync(binaries, syncsToDisk: true, CancellationToken.None);
        return new BenchDatabase($"{server.ConnectionString};Maximum Pool Size=40", provider, server, null);
    }

    public BareWriter Bare(RowSizes sizes) => Provider == "sqlite"
        ? new BareSqlite(new SqliteConnectionStringBuilder(ConnectionString).DataSource, sizes)
        : new BarePostgres(ConnectionString, sizes);

    /// <summary>Average bytes of the engine's rows as they stand.</summary>
    public async Task<RowSizes> MeasureAsync(Guid waiting, Guid finished)
    {
        await using var connection = Open();
        var (w, f) = Provider == "sqlite" ? ($"'{waiting.ToString().ToUpperInvariant()}'", $"'{finished.ToString().ToUpperInvariant()}'") : ($"'{waiting}'", $"'{finished}'");
        return new RowSizes(
            await NumberAsync(connection, $"select length(state) from instances where id = {w}"),
            await NumberAsync(connection, $"select length(state) from instances where id = {f}"),
            await NumberAsync(connection, $"select length(entries) from journal where instance_id = {f} order by first_sequence limit 1"),
            await NumberAsync(connection, $"select length(entries) from journal where instance_id = {f} order by first_sequence desc limit 1"),
            await NumberAsync(connection, $"select coalesce((select length(title) + length(text) + length(coalesce(role, '')) from tasks where instance_id = {w}), 0)"));
    }

    /// <summary>The durability the figures were measured with, as the database itself says.</summary>
    public async Task<string> DurabilityAsync()
    {
        await using var connection = Open();
        if (Provider == "sqlite")
        {
            return "synchronous=full in every connection of engine and bare writer, WAL";
        }

        var values = new List<string>();
        foreach (var name in new[] { "fsync", "synchronous_commit", "full_page_writes", "server_version" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"show {name}";
            values.Add($"{name}={await command.ExecuteScalarAsync()}");
        }

        return string.Join(", ", values);
    }

    /// <summary>WAL position in bytes; null for SQLite.</summary>
    public async Task<long?> WalAsync()
    {
        if (Provider == "sqlite")
        {
            return null;
        }

        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint";
        return (long?)await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await _server.DisposeAsync();
        }

        if (_directory is not null)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private static async Task<int> NumberAsync(DbConnection connection, string text)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public DbConnection Open()
    {
        DbConnection connection = Provider == "sqlite" ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }
}
