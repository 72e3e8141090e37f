using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Schema;

/// <summary>
/// Brings the schema up to date: numbered scripts, each in one transaction together with the row that says it has been applied, so
/// a process killed anywhere leaves whole scripts behind and the next start goes on. One process at a time; the others wait.
/// A database that knows later scripts is left as it is: scripts are safe with the version before them still running.
/// </summary>
public sealed class SchemaRunner(Database database, TimeProvider machineClock)
{
    private const string CreateVersions =
        "create table if not exists schema_versions (number integer not null primary key, name text not null, sha256 text not null, applied_at text not null)";

    // Any number will do as long as nobody else uses it in this database.
    private const long AdvisoryLock = 7_201_955_310;

    /// <summary>Applies what is missing and checks what is there. Returns the number of scripts applied.</summary>
    /// <exception cref="SchemaMismatchException">A script that has been applied is not the one this program has.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var connection = await database.RentAsync(cancellationToken);
        try
        {
            if (database is PostgresDatabase)
                await ExecuteAsync(connection, null, string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_lock({AdvisoryLock})"));
            return await ApplyAsync(connection);
        }
        catch (DbException exception) when (database.Translate(exception) is { } translated)
        {
            throw translated;
        }
        finally
        {
            // Ending the connection, not returning it, gives up the lock whatever state the connection is in.
            if (connection is NpgsqlConnection postgres)
            {
                await using var unlock = new NpgsqlCommand("select pg_advisory_unlock_all()", postgres);
                if (postgres.State == System.Data.ConnectionState.Open)
                    await unlock.ExecuteNonQueryAsync(CancellationToken.None);
            }

            await database.ReturnAsync(connection);
        }
    }

    private async Task<int> ApplyAsync(DbConnection connection)
    {
        await ExecuteAsync(connection, null, CreateVersions);
        var applied = 0;
        foreach (var script in SchemaScript.All(database.Provider))
        {
            await using var transaction = Begin(connection);
            if (await HashOfAsync(connection, transaction, script.Number) is { } hash)
            {
                if (hash != script.Sha256)
                    throw new SchemaMismatchException(script.Name, database.Location);
                continue;
            }

            await ExecuteAsync(connection, transaction, script.Sql);
            CrashPoints.Reach(CrashPoint.InsideSchemaScript);
            await using var record = database.Command(
                connection, transaction, "insert into schema_versions (number, name, sha256, applied_at) values (@number, @name, @hash, @at)",
                ("number", script.Number), ("name", script.Name), ("hash", script.Sha256),
                ("at", machineClock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));
            await record.ExecuteNonQueryAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            applied++;
        }

        return applied;
    }

    // SQLite: not deferred is "begin immediate", which keeps every other writer out, as the advisory lock does on PostgreSQL.
    private static DbTransaction Begin(DbConnection connection) => connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(System.Data.IsolationLevel.Serializable, deferred: false)
        : connection.BeginTransaction();

    private async Task<string?> HashOfAsync(DbConnection connection, DbTransaction transaction, int number)
    {
        await using var command = database.Command(connection, transaction, "select sha256 from schema_versions where number = @number", ("number", number));
        return await command.ExecuteScalarAsync(CancellationToken.None) as string;
    }

    private async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = database.Command(connection, transaction, sql);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}

/// <summary>A database was made with another text of a script than this program has: one of them was changed after it was applied.</summary>
public sealed class SchemaMismatchException(string script, string location) : Exception(
    $"The schema script {script} that was applied to {location} is not the one in this program. Applied scripts are never changed; "
    + "a database made by an unfinished version has to be deleted.");

/// <summary>One numbered script, embedded in the assembly.</summary>
internal sealed record SchemaScript(int Number, string Name, string Sql)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The scripts of a provider in order of their numbers.</summary>
    public static IReadOnlyList<SchemaScript> All(string provider)
    {
        var assembly = typeof(SchemaScript).Assembly;
        var folder = $".Schema.{provider}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.Contains(folder, StringComparison.OrdinalIgnoreCase) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(assembly, name, folder))
            .OrderBy(script => script.Number)];
    }

    private static SchemaScript Read(System.Reflection.Assembly assembly, string resource, string folder)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8); // it is in the list of names
        var name = resource[(resource.IndexOf(folder, StringComparison.OrdinalIgnoreCase) + folder.Length)..];
        var number = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return new SchemaScript(number, name, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
