using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace ProcessAutomation.Persistence.Databases;

/// <summary>
/// The one database of a process: its connections, and what the two providers do differently. SQL that is not on the hot path is
/// written once, in the common tongue of both, with the few differing words from here. Thread-safe.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Provider { get; }

    /// <summary>Where it is, for messages: a file or a host and database name, never a password.</summary>
    public abstract string Location { get; }

    /// <summary>Options of the domain's context, without a connection: one set for the life of the process.</summary>
    internal abstract DbContextOptions<CaseDbContext> ContextOptions { get; }

    /// <summary>SQL for the machine's instant as the database sees it, in stored form.</summary>
    internal abstract string Now { get; }

    /// <summary>What follows a claiming select so that claimers do not wait for each other.</summary>
    internal abstract string SkipLocked { get; }

    /// <summary>SQL for the same instant a number of microseconds later.</summary>
    internal abstract string NowPlus(string microsecondsParameter);

    /// <summary>An open connection, the caller's until it is returned.</summary>
    internal abstract ValueTask<DbConnection> RentAsync(CancellationToken cancellationToken);

    /// <summary>The same without waiting asynchronously, for the domain context that the container makes.</summary>
    internal abstract DbConnection Rent();

    /// <summary>Gives a connection back; one with a transaction left open is closed for good.</summary>
    internal abstract ValueTask ReturnAsync(DbConnection connection);

    /// <summary>An instant as a parameter value.</summary>
    internal abstract object Stored(DateTimeOffset instant);

    /// <summary>An instant as a column value.</summary>
    internal abstract DateTimeOffset Instant(DbDataReader reader, int ordinal);

    /// <summary>Runs <paramref name="work"/> in one write transaction and commits it.</summary>
    internal abstract ValueTask<T> WriteAsync<T>(Func<DbConnection, DbTransaction, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="read"/> on a connection of its own.</summary>
    internal async ValueTask<T> ReadAsync<T>(Func<DbConnection, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var connection = await RentAsync(cancellationToken);
        try
        {
            return await read(connection);
        }
        catch (DbException exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
        finally
        {
            await ReturnAsync(connection);
        }
    }

    /// <summary>The failure of the database itself that is behind an exception, however it has been wrapped on its way; null: it is about something else.</summary>
    public Engine.Storage.StorageUnavailableException? Unavailable(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if ((inner as Engine.Storage.StorageUnavailableException ?? Translate(inner)) is { } failure)
                return failure;
        }

        return null;
    }

    /// <summary>What a failure of the database itself becomes; null for one that is about the rows or the SQL.</summary>
    internal abstract Engine.Storage.StorageUnavailableException? Translate(Exception exception);

    /// <summary>A command with its parameters; instants go in as they are stored.</summary>
    internal DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value switch { null => DBNull.Value, DateTimeOffset instant => Stored(instant), _ => value };
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
