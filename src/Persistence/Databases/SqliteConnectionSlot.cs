using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Persistence.Databases;

/// <summary>
/// An open connection together with the commands that have been prepared on it, so that a burst neither opens a file nor parses SQL.
/// Used by one unit of work at a time.
/// </summary>
internal sealed class SqliteConnectionSlot(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public SqliteConnection Connection { get; } = connection;

    /// <summary>The transaction that prepared commands run in; null while the transaction is one of SQL text, or there is none.</summary>
    public SqliteTransaction? Transaction { get; set; }

    /// <summary>Runs a statement whose parameters are @1, @2… in order; returns the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>The same for a query.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
            command = Prepare(sql, values.Length);
        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].ResetSqliteType(); // else the type of an earlier value would be kept
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                DateTimeOffset instant => Instants.ToMicroseconds(instant),
                ReadOnlyMemory<byte> bytes => bytes.ToArray(),
                var value => value,
            };
        }

        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), Value = DBNull.Value });
        command.Prepare();
        _prepared.Add(sql, command);
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        Connection.Dispose();
    }
}

/// <summary>The words for what SQLite says when it is not the rows' fault.</summary>
internal static class SqliteFailures
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14, Constraint = 19, Mismatch = 20, TooBig = 18;

    public static bool IsAboutRows(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: Constraint or Mismatch or TooBig };

    public static StorageUnavailableException? Translate(Exception exception, string path) => exception is not SqliteException sqlite
        ? null
        : sqlite.SqliteErrorCode switch
        {
            ReadOnly or CannotOpen => new StorageUnavailableException(
                StorageFailure.ReadOnly, $"The database file {path} cannot be opened for writing. Check the rights of the file and of its directory.", sqlite),
            Full or InputOutput => new StorageUnavailableException(
                StorageFailure.Full, $"The database file {path} cannot be written: the disk is full or failing.", sqlite),
            Busy or Locked => new StorageUnavailableException(
                StorageFailure.Busy, $"The database file {path} is held by somebody else for longer than we wait.", sqlite),
            _ => null,
        };
}
