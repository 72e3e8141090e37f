using System.Data.Common;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.TestSupport.Databases;

/// <summary>Looks at and empties a database as a whole, whatever tables it has.</summary>
public static class DatabaseContents
{
    /// <summary>Deletes the rows of all tables but the record of the schema.</summary>
    public static async Task ClearAsync(Database database, CancellationToken cancellationToken)
    {
        var tables = (await TablesAsync(database, cancellationToken)).Where(table => table != "schema_versions");
        var deletes = string.Concat(tables.Select(table => $"delete from \"{table}\";"));
        // PostgreSQL: not truncate, which makes every table's files anew, whether it holds a row or not: fifty times the work. The role turns the foreign keys off.
        await ExecuteAsync(
            database,
            database is SqliteDatabase
                ? $"pragma foreign_keys = off; begin; {deletes} commit; pragma foreign_keys = on;"
                : $"do $clear$ begin perform set_config('session_replication_role', 'replica', true); {deletes} end $clear$",
            cancellationToken);
    }

    /// <summary>The names of all tables.</summary>
    public static Task<IReadOnlyList<string>> TablesAsync(Database database, CancellationToken cancellationToken) => ColumnAsync(
        database,
        database is SqliteDatabase
            ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
            : "select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name",
        cancellationToken);

    /// <summary>The first column of a query, as text.</summary>
    public static async Task<IReadOnlyList<string>> ColumnAsync(Database database, string sql, CancellationToken cancellationToken) =>
        await database.ReadAsync<IReadOnlyList<string>>(
            async connection =>
            {
                await using var command = database.Command(connection, null, sql);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var values = new List<string>();
                while (await reader.ReadAsync(cancellationToken))
                    values.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture) ?? "");
                return values;
            },
            cancellationToken);

    /// <summary>Every row of every table as one line, table by table, so that two moments can be compared. Without the nodes' signs of life and
    /// the scheduler's own rows: those change by themselves.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(Database database, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var table in (await TablesAsync(database, cancellationToken)).Where(table => table is not ("nodes" or "housekeeping_runs" or "housekeeping_walks") && !table.StartsWith("qrtz_", StringComparison.Ordinal)))
        {
            var rows = await database.ReadAsync<List<string>>(
                async connection =>
                {
                    await using var command = database.Command(connection, null, $"select * from \"{table}\"");
                    await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                    var found = new List<string>();
                    while (await reader.ReadAsync(cancellationToken))
                        found.Add($"{table}: {string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => TextOf(reader.GetValue(column))))}");
                    return found;
                },
                cancellationToken);
            lines.AddRange(rows.Order(StringComparer.Ordinal));
        }

        return lines;
    }

    /// <summary>The first value of a query as a number; 0 for none.</summary>
    public static async Task<long> NumberAsync(Database database, string sql, CancellationToken cancellationToken) =>
        (await ColumnAsync(database, sql, cancellationToken)) is [var first, ..] ? long.Parse(first, System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static string TextOf(object value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>Runs SQL outside any transaction of ours.</summary>
    public static async Task ExecuteAsync(Database database, string sql, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async (DbConnection connection) =>
            {
                await using var command = database.Command(connection, null, sql);
                return await command.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken);
}
