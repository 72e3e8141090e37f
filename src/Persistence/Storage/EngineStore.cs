using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Instances;
using ProcessAutomation.Persistence.Triggers;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>
/// What both databases share of the engine's store: the claims. Their SQL is that of <see cref="ClaimSql"/>; only the way a unit of
/// work writes differs, and that is what the two kinds of session are for.
/// </summary>
internal abstract class EngineStore(Database database, TriggerTable triggers, NodeClock clock) : IEngineStore
{
    private readonly ClaimSql _sql = new(database);
    private readonly InstanceTroubles _troubles = new(database);

    public abstract ValueTask<IEngineSession> OpenAsync(CancellationToken cancellationToken);

    public async ValueTask<ImmutableArray<ClaimedTimer>> ClaimDueTimersAsync(
        DateTimeOffset businessNow, int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claimed = await database.WriteAsync(
            async (connection, transaction) =>
            {
                var askedAt = clock.GetTimestamp();
                await using var command = database.Command(
                    connection, transaction, _sql.ClaimTimers, ("now", businessNow), ("max", max), ("lease", Microseconds(lease)));
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var timers = ImmutableArray.CreateBuilder<ClaimedTimer>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    timers.Add(new ClaimedTimer(reader.GetGuid(0), reader.GetGuid(1), database.Instant(reader, 2), reader.GetInt64(3)));
                    Compare(reader, 4, timers.Count, askedAt);
                }

                timers.Sort((left, right) => left.DueAt.CompareTo(right.DueAt)); // "returning" promises no order
                return timers.DrainToImmutable();
            },
            cancellationToken);
        if (claimed.Length > 0)
            CrashPoints.Reach(CrashPoint.AfterTimerClaim);
        return claimed;
    }

    public async ValueTask ReleaseTimersAsync(ImmutableArray<ClaimedTimer> timers, CancellationToken cancellationToken) => await database.WriteAsync(
        async (connection, transaction) =>
        {
            foreach (var timer in timers)
            {
                await using var release = database.Command(connection, transaction, ClaimSql.ReleaseTimer, ("id", timer.BookmarkId), ("fence", timer.Fence));
                await release.ExecuteNonQueryAsync(cancellationToken);
            }

            return timers.Length;
        },
        cancellationToken);

    public async ValueTask ReleaseInstancesAsync(ImmutableArray<Guid> instances, CancellationToken cancellationToken) => await database.WriteAsync(
        async (connection, transaction) =>
        {
            foreach (var instance in instances.Sort())
            {
                await using var release = database.Command(connection, transaction, _sql.ReleaseStimuli, ("instance", instance));
                await release.ExecuteNonQueryAsync(cancellationToken);
            }

            return instances.Length;
        },
        cancellationToken);

    public async ValueTask<ImmutableArray<Guid>> StartDueAsync(DateTimeOffset businessNow, int max, CancellationToken cancellationToken)
    {
        // Mostly none is due: a look costs less than a write transaction.
        if (!await database.ReadAsync(connection => triggers.AnyDueAsync(connection, businessNow, cancellationToken), cancellationToken))
            return [];
        return await database.WriteAsync((connection, transaction) => triggers.StartDueAsync(connection, transaction, businessNow, max), cancellationToken);
    }

    public ValueTask<ImmutableArray<Guid>> ClaimReadyInstancesAsync(int max, TimeSpan lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var askedAt = clock.GetTimestamp();
                await using var command = database.Command(connection, transaction, _sql.ClaimStimuli, ("max", max), ("lease", Microseconds(lease)));
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var instances = new HashSet<Guid>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    instances.Add(reader.GetGuid(0));
                    Compare(reader, 1, instances.Count, askedAt);
                }

                return instances.ToImmutableArray();
            },
            cancellationToken);

    public async ValueTask<int> SpreadBroadcastsAsync(int max, CancellationToken cancellationToken)
    {
        var spread = 0;
        while (spread < max && await database.WriteAsync(SpreadOneAsync, cancellationToken))
            spread++;
        return spread;
    }

    public ValueTask<int> DropAsync(Guid instanceId, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => _troubles.DropAsync(connection, transaction, instanceId), cancellationToken);

    public ValueTask<TimeSpan?> SetAsideAsync(InstanceTrouble trouble, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => _troubles.SetAsideAsync(connection, transaction, trouble), cancellationToken);

    public ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => ReadInstantAsync(ClaimSql.NextDue, cancellationToken);

    public ValueTask<DateTimeOffset?> NextReadyAsync(CancellationToken cancellationToken) => ReadInstantAsync(ClaimSql.NextReady, cancellationToken);

    public ValueTask<Guid?> FindUserOfVersionAsync(string versionId, CancellationToken cancellationToken) => database.ReadAsync<Guid?>(
        async connection =>
        {
            await using var command = database.Command(connection, null, ClaimSql.UserOfVersion, ("version", versionId));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? reader.GetGuid(0) : null;
        },
        cancellationToken);

    private async ValueTask<bool> SpreadOneAsync(DbConnection connection, DbTransaction transaction)
    {
        object broadcastId;
        await using (var take = database.Command(connection, transaction, _sql.TakeBroadcast))
        {
            if (await take.ExecuteScalarAsync(CancellationToken.None) is not { } found)
                return false;
            broadcastId = found;
        }

        await using (var spread = database.Command(connection, transaction, _sql.Spread, ("broadcast", broadcastId)))
            await spread.ExecuteNonQueryAsync(CancellationToken.None);
        await triggers.StartForBroadcastAsync(connection, transaction, broadcastId);
        await using (var delete = database.Command(connection, transaction, ClaimSql.DeleteBroadcast, ("broadcast", broadcastId)))
            await delete.ExecuteNonQueryAsync(CancellationToken.None);
        return true;
    }

    private ValueTask<DateTimeOffset?> ReadInstantAsync(string sql, CancellationToken cancellationToken) => database.ReadAsync<DateTimeOffset?>(
        async connection =>
        {
            await using var command = database.Command(connection, null, sql);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(0) ? database.Instant(reader, 0) : null;
        },
        cancellationToken);

    // What the database has found due must be due for the burst too, whose clock is ours: it may be behind by a round trip.
    private void Compare(DbDataReader reader, int column, int count, long askedAt)
    {
        if (count == 1 && database is PostgresDatabase)
            clock.Compare(database.Instant(reader, column), askedAt);
    }

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>The engine's store on SQLite.</summary>
internal sealed class SqliteEngineStore(SqliteDatabase database, TriggerTable triggers, NodeClock clock, IServiceScopeFactory scopes) : EngineStore(database, triggers, clock)
{
    public override ValueTask<IEngineSession> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IEngineSession>(new SqliteEngineSession(database, scopes.CreateAsyncScope(), database.RentSlot()));
}

/// <summary>The engine's store on PostgreSQL.</summary>
internal sealed class PostgresEngineStore(PostgresDatabase database, TriggerTable triggers, NodeClock clock, IServiceScopeFactory scopes) : EngineStore(database, triggers, clock)
{
    public override async ValueTask<IEngineSession> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = (Npgsql.NpgsqlConnection)await database.RentAsync(cancellationToken);
        return new PostgresEngineSession(database, scopes.CreateAsyncScope(), connection);
    }
}
