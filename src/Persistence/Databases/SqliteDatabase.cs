using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Persistence.Databases;

/// <summary>
/// A database in one file, for one process. SQLite lets one writer in at a time; ours queue in order at a gate in the process instead
/// of sleeping and retrying in SQLite's busy handler, so that eight writers are as fast as one and none starves.
/// </summary>
public sealed class SqliteDatabase : Database
{
    private const string BusyTimeout = "pragma busy_timeout = 10000;";

    private readonly ConcurrentBag<SqliteConnectionSlot> _idle = [];
    private readonly ConcurrentDictionary<DbConnection, SqliteConnectionSlot> _rented = new();
    private readonly string _connectionString;
    private readonly FileStream _lock;
    private readonly string _synchronous;
    private volatile bool _disposed;

    /// <summary>Takes the file for this process, creating it and its directory if need be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isThrowAway">Nothing waits for the disk: for a database that nobody misses after a power cut.</param>
    /// <exception cref="StorageUnavailableException">Another process has it, or it may not be written.</exception>
    public SqliteDatabase(string path, bool isThrowAway = false)
    {
        _synchronous = isThrowAway ? "off" : "full";
        Location = Path.GetFullPath(path);
        _lock = TakeLock(Location);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Location,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false, // the slots are the pool: they keep their prepared commands
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        ContextOptions = new DbContextOptionsBuilder<CaseDbContext>().UseSqlite().Options;
    }

    /// <inheritdoc/>
    public override string Provider => "sqlite";

    /// <inheritdoc/>
    public override string Location { get; }

    /// <summary>Who holds it is the one writer of the process. First come, first served.</summary>
    internal SemaphoreSlim Gate { get; } = new(1, 1);

    internal override DbContextOptions<CaseDbContext> ContextOptions { get; }

    internal override string Now => "cast(unixepoch('subsec') * 1000000 as integer)";

    internal override string SkipLocked => "";

    internal override string NowPlus(string microsecondsParameter) => $"({Now} + {microsecondsParameter})";

    internal override ValueTask<DbConnection> RentAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Rent());

    internal override DbConnection Rent() => RentSlot().Connection;

    internal SqliteConnectionSlot RentSlot()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out var slot))
            slot = Open();
        _rented[slot.Connection] = slot;
        return slot;
    }

    internal override ValueTask ReturnAsync(DbConnection connection)
    {
        if (!_rented.TryRemove(connection, out var slot))
            return ValueTask.CompletedTask;
        slot.Transaction = null;
        var clean = SQLitePCL.raw.sqlite3_get_autocommit(slot.Connection.Handle) != 0;
        if (clean && !_disposed)
            _idle.Add(slot);
        else
            slot.Dispose();
        return ValueTask.CompletedTask;
    }

    internal override object Stored(DateTimeOffset instant) => Instants.ToMicroseconds(instant);

    internal override DateTimeOffset Instant(DbDataReader reader, int ordinal) => Instants.FromMicroseconds(reader.GetInt64(ordinal));

    internal override async ValueTask<T> WriteAsync<T>(Func<DbConnection, DbTransaction, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        var slot = RentSlot();
        try
        {
            await using var transaction = slot.Connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
            var result = await work(slot.Connection, transaction);
            transaction.Commit();
            return result;
        }
        catch (SqliteException exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
        finally
        {
            await ReturnAsync(slot.Connection);
            Gate.Release();
        }
    }

    internal override StorageUnavailableException? Translate(Exception exception) => SqliteFailures.Translate(exception, Location);

    /// <summary>
    /// Moves the write-ahead log into the file and cuts it off, while no writer of ours is in. A reader that still needs the log is not
    /// waited for long: then as much is moved as can be, and the rest next time.
    /// </summary>
    internal async ValueTask CheckpointAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        var slot = RentSlot();
        try
        {
            await using var command = slot.Connection.CreateCommand();
            command.CommandText = "pragma busy_timeout = 200; pragma wal_checkpoint(truncate);";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            await using (var restore = slot.Connection.CreateCommand())
            {
                restore.CommandText = BusyTimeout;
                await restore.ExecuteNonQueryAsync(CancellationToken.None);
            }

            await ReturnAsync(slot.Connection);
            Gate.Release();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _disposed = true;
        while (_idle.TryTake(out var slot))
            slot.Dispose();
        await _lock.DisposeAsync();
        Gate.Dispose();
    }

    private SqliteConnectionSlot Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // FULL: a commit is on the disk when it returns. WAL: readers and the writer do not wait for each other. The timeout is for
            // foreign readers such as a backup; our own writers queue at the gate.
            command.CommandText = $"pragma journal_mode = wal; pragma synchronous = {_synchronous}; pragma foreign_keys = on; " + BusyTimeout + " pragma temp_store = memory; pragma wal_autocheckpoint = 4000; pragma cache_size = -16000;";
            command.ExecuteNonQuery();
            return new SqliteConnectionSlot(connection);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw Translate(exception) is { } translated ? translated : exception;
        }
    }

    private static FileStream TakeLock(string path)
    {
        // An advisory lock of the operating system: it ends with the process, however that ends, so there is nothing to clean up.
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a full path of a file has a directory
            var stream = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return stream;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StorageUnavailableException(
                StorageFailure.ReadOnly, $"The directory of the database file {path} may not be written.", exception);
        }
        catch (IOException exception)
        {
            throw new StorageUnavailableException(
                StorageFailure.Busy,
                string.Create(CultureInfo.InvariantCulture, $"The database file {path} is in use by another process, or its directory cannot be written ({exception.GetType().Name}). SQLite serves one process; to run several, set ConnectionStrings:Default to a PostgreSQL server."),
                exception);
        }
    }
}
