using System.Data.Common;
using System.Globalization;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>SQL over a list of ids in the common tongue of both databases: <c>{ids}</c> in a statement stands for them.</summary>
internal static class Batch
{
    /// <summary>Rows changed; 0 without asking the database when there are no ids.</summary>
    public static async ValueTask<int> ExecuteAsync(
        Database database, DbConnection connection, DbTransaction transaction, string sql, IReadOnlyCollection<Guid> ids, params (string Name, object? Value)[] parameters)
    {
        if (ids.Count == 0)
            return 0;
        await using var command = Command(database, connection, transaction, sql, ids, parameters);
        return await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>The rows of a query; none without asking the database when there are no ids.</summary>
    public static async ValueTask<List<T>> ReadAsync<T>(
        Database database, DbConnection connection, DbTransaction? transaction, string sql, IReadOnlyCollection<Guid> ids, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var rows = new List<T>();
        if (ids.Count == 0)
            return rows;
        await using var command = Command(database, connection, transaction, sql, ids, parameters);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
            rows.Add(read(reader));
        return rows;
    }

    private static DbCommand Command(
        Database database, DbConnection connection, DbTransaction? transaction, string sql, IReadOnlyCollection<Guid> ids, (string Name, object? Value)[] parameters)
    {
        var names = Enumerable.Range(0, ids.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"i{i}")).ToArray();
        var list = "(" + string.Join(", ", names.Select(name => "@" + name)) + ")";
        return database.Command(
            connection, transaction, sql.Replace("{ids}", list, StringComparison.Ordinal),
            [.. parameters, .. names.Zip(ids, (name, id) => (name, (object?)id))]);
    }
}
