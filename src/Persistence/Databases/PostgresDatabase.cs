using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Databases;

/// <summary>A PostgreSQL database, shared by any number of processes.</summary>
public sealed class PostgresDatabase : Database
{
    private readonly NpgsqlDataSource _source;

    /// <summary>Connects when it is first used.</summary>
    /// <param name="connectionString">What it says wins over our own settings, except durability.</param>
    public PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 200;
            settings.AutoPrepareMinUsages = 2;
        }

        // Nothing of ours changes a connection's settings, so nothing has to be reset when it goes back to the pool.
        settings.NoResetOnClose = true;
        // A commit is on the disk when it returns, whatever the server's default for the user or database.
        // Our transactions take milliseconds. One of a process that has stopped in the middle would hold its rows until it comes back.
        // Our statements read few rows by indexes; compiling one takes longer than running it.
        settings.Options = $"{settings.Options} -c synchronous_commit=on -c jit=off -c idle_in_transaction_session_timeout=5000".Trim();
        settings.ApplicationName ??= "processautomation";
        settings.IncludeErrorDetail = false; // details quote rows, and rows hold persons
        ConnectionString = settings.ConnectionString;
        Location = $"{settings.Host}:{settings.Port}/{settings.Database}";
        _source = new NpgsqlDataSourceBuilder(ConnectionString).Build();
        ContextOptions = new DbContextOptionsBuilder<CaseDbContext>().UseNpgsql().AddInterceptors(CaseBatch.Interceptor.Instance).Options;
    }

    /// <inheritdoc/>
    public override string Provider => "postgres";

    /// <inheritdoc/>
    public override string Location { get; }

    /// <summary>Our connections, for a component of the process that has SQL of its own. It takes few, and leaves no setting of theirs changed.</summary>
    public DbDataSource Connections => _source;

    /// <summary>The settings in force; secret.</summary>
    internal string ConnectionString { get; }

    internal override DbContextOptions<CaseDbContext> ContextOptions { get; }

    internal override string Now => "clock_timestamp()";

    internal override string SkipLocked => "for update skip locked";

    internal override string NowPlus(string microsecondsParameter) => $"(clock_timestamp() + {microsecondsParameter} * interval '1 microsecond')";

    internal override async ValueTask<DbConnection> RentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    internal override DbConnection Rent() => _source.OpenConnection();

    internal override ValueTask ReturnAsync(DbConnection connection) => connection.DisposeAsync();

    internal override object Stored(DateTimeOffset instant) => instant.ToUniversalTime();

    internal override DateTimeOffset Instant(DbDataReader reader, int ordinal) => reader.GetFieldValue<DateTimeOffset>(ordinal);

    internal override async ValueTask<T> WriteAsync<T>(Func<DbConnection, DbTransaction, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var connection = await RentAsync(cancellationToken);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(connection, transaction);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (NpgsqlException exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    internal override StorageUnavailableException? Translate(Exception exception)
    {
        var translated = PostgresFailures.Translate(exception, Location);
        if (translated is { Failure: StorageFailure.Unreachable })
            _source.Clear(); // the other idle connections are dead too, and would each fail somebody once
        return translated;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}

/// <summary>The words for what PostgreSQL says when it is not the rows' fault.</summary>
internal static class PostgresFailures
{
    // The server has ended a session that stood still inside a transaction: the process had stopped.
    private const string IdleInTransaction = "25P03";

    /// <summary>Broken by the server to end a deadlock or a serialisation conflict: the same again may well succeed.</summary>
    public static bool IsConflict(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Integrity constraints (class 23) and values that cannot be stored (class 22).</summary>
    public static bool IsAboutRows(Exception exception) => exception is PostgresException { SqlState: ['2', '3' or '2', ..] };

    public static StorageUnavailableException? Translate(Exception exception, string location) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new(
            StorageFailure.ReadOnly, $"The database {location} is read-only.", exception),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new(
            StorageFailure.Full, $"The disk of the database {location} is full.", exception),
        PostgresException { SqlState: ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] or ['0', '8', ..] or IdleInTransaction } => new(
            StorageFailure.Unreachable, $"The database {location} does not serve us at the moment.", exception),
        PostgresException => null,
        NpgsqlException => new(StorageFailure.Unreachable, $"The database {location} cannot be reached.", exception),
        _ => null,
    };
}
