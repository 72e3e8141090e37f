using System.Data.Common;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Clocks;

/// <summary>
/// The clock of everything a person waits for. Real: the machine's, in whole microseconds. Manual, in Development only: an instant in
/// the database that stands still until somebody moves it, the same for all processes at once. Leases, back-off and cookies use the
/// plain <see cref="TimeProvider"/> instead. Thread-safe.
/// </summary>
public sealed class BusinessClock(Database database, TimeProvider machineClock, bool isManual) : TimeProvider, IDisposable
{
    private const string Read = "select now from business_clock where id = 1";
    private const string Start = "insert into business_clock (id, now) values (1, @now) on conflict (id) do nothing";
    private const string Move = "update business_clock set now = @now where id = 1 and now <= @now";

    private readonly Lock _gate = new();
    private DbConnection? _connection;
    private DbCommand? _read;
    private long _known = long.MinValue; // SQLite has one process, which knows what it has set

    /// <summary>Whether the instant is moved by hand.</summary>
    public bool IsManual { get; } = isManual;

    /// <summary>The instant, UTC. Manual on PostgreSQL: one look-up by primary key, so that a move by another process counts at once.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        if (!IsManual)
            return Instants.Truncate(machineClock.GetUtcNow());
        var known = Interlocked.Read(ref _known);
        if (known != long.MinValue && database is SqliteDatabase)
            return Instants.FromMicroseconds(known);
        lock (_gate)
            return ReadManual_NeedsLock();
    }

    /// <summary>Moves the manual clock to an instant; false when that would be backwards.</summary>
    /// <exception cref="InvalidOperationException">The clock is real.</exception>
    public async ValueTask<bool> SetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        RequireManual();
        _ = GetUtcNow(); // makes the row
        var moved = await database.WriteAsync(
            async (connection, transaction) =>
            {
                await using var command = database.Command(connection, transaction, Move, ("now", now));
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken);
        if (moved)
            Interlocked.Exchange(ref _known, Instants.ToMicroseconds(now));
        return moved;
    }

    /// <summary>Moves the manual clock on and returns the new instant.</summary>
    /// <param name="by">Not negative.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    /// <exception cref="InvalidOperationException">The clock is real.</exception>
    public async ValueTask<DateTimeOffset> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        RequireManual();
        var now = GetUtcNow() + by;
        await SetAsync(now, cancellationToken); // refused only when somebody else has moved it further
        return GetUtcNow();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            Forget_NeedsLock();
    }

    private void RequireManual()
    {
        if (!IsManual)
            throw new InvalidOperationException("The business clock is real and cannot be moved.");
    }

    private DateTimeOffset ReadManual_NeedsLock()
    {
        try
        {
            return Query_NeedsLock();
        }
        catch (DbException)
        {
            Forget_NeedsLock(); // the server has been restarted: once more on a new connection
            return Query_NeedsLock();
        }
    }

    private DateTimeOffset Query_NeedsLock()
    {
        _connection ??= database.Rent();
        _read ??= database.Command(_connection, null, Read);
        using (var reader = _read.ExecuteReader())
        {
            if (reader.Read())
            {
                var now = database.Instant(reader, 0);
                Interlocked.Exchange(ref _known, Instants.ToMicroseconds(now));
                return now;
            }
        }

        using var start = database.Command(_connection, null, Start, ("now", Instants.Truncate(machineClock.GetUtcNow())));
        start.ExecuteNonQuery();
        return Query_NeedsLock();
    }

    private void Forget_NeedsLock()
    {
        _read?.Dispose();
        _read = null;
        if (_connection is { } connection)
            database.ReturnAsync(connection).AsTask().GetAwaiter().GetResult();
        _connection = null;
    }
}
