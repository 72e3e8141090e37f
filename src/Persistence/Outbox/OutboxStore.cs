using System.Collections.Immutable;
using System.Data.Common;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Storage;

namespace ProcessAutomation.Persistence.Outbox;

/// <summary>
/// The outbox on both databases. A delivery is claimed with a lease and a fence: whoever was slower than its lease finds that the
/// fence has moved on, and its result is refused. Without that a node stopped for a minute would mark a message as failed which
/// another has sent.
/// </summary>
internal sealed class OutboxStore(Database database, EngineInstruments instruments) : IOutboxStore
{
    private readonly ClaimSql _claims = new(database);

    private const string Freeze = """
        update outbox set rendered = coalesce(rendered, @rendered) where id = @id and fence = @fence and status <> 1 returning rendered
        """;

    private const string InsertAttempt = "insert into delivery_attempts (outbox_id, attempt, at, code) values (@id, @attempt, @at, @code)";

    private const string Record = $"""
        update outbox set status = @status, attempts = @attempt, next_attempt_at = coalesce(@next, next_attempt_at), lease_until = null,
          payload = case when {SettledRequest} and @status <> 0 then '{SettledPayload}' else payload end
        where id = @id and fence = @fence and status <> 1
        """;

    /// <summary>A request of a flow, which may hold credentials and personal data: of one that is settled nothing is kept but that it was.</summary>
    internal const string SettledRequest = $"kind = '{OutboxKinds.HttpRequest}'";

    /// <summary>What is left of it.</summary>
    internal const string SettledPayload = "{}";

    public async ValueTask<ImmutableArray<ClaimedDelivery>> ClaimAsync(
        IReadOnlyCollection<string> kinds, int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claimed = await database.WriteAsync(
            async (connection, transaction) =>
            {
                await using var command = Claim(connection, transaction, [.. kinds], max, lease);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var deliveries = ImmutableArray.CreateBuilder<ClaimedDelivery>();
                while (await reader.ReadAsync(cancellationToken))
                    deliveries.Add(Read(reader));
                deliveries.Sort((left, right) => left.Message.Id.CompareTo(right.Message.Id)); // "returning" promises no order
                return deliveries.DrainToImmutable();
            },
            cancellationToken);
        if (claimed.Length > 0)
            CrashPoints.Reach(CrashPoint.AfterOutboxClaim);
        return claimed;
    }

    public ValueTask<string?> FreezeAsync(Guid outboxId, long fence, string rendered, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var command = database.Command(connection, transaction, Freeze, ("id", outboxId), ("fence", fence), ("rendered", rendered));
            return await command.ExecuteScalarAsync(cancellationToken) as string;
        },
        cancellationToken);

    public async ValueTask<bool> RecordAsync(DeliveryResult result, CancellationToken cancellationToken)
    {
        if (!await WriteAsync(result, cancellationToken))
            return false;
        instruments.Delivered(result.Status);
        return true;
    }

    public ValueTask<bool> RenewAsync(Guid outboxId, long fence, TimeSpan lease, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var renew = database.Command(
                connection, transaction, $"update outbox set lease_until = {database.NowPlus("@lease")} where id = @id and fence = @fence and status = 0",
                ("id", outboxId), ("fence", fence), ("lease", lease.Ticks / TimeSpan.TicksPerMicrosecond));
            return await renew.ExecuteNonQueryAsync(cancellationToken) > 0;
        },
        cancellationToken);

    public async ValueTask ReleaseAsync(Guid outboxId, long fence, CancellationToken cancellationToken) => await database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var release = database.Command(
                connection, transaction, "update outbox set lease_until = null where id = @id and fence = @fence and status = 0", ("id", outboxId), ("fence", fence));
            return await release.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    public ValueTask<DateTimeOffset?> NextAttemptAtAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellationToken) => database.ReadAsync<DateTimeOffset?>(
        async connection =>
        {
            var (names, parameters) = ListOf(kinds);
            await using var command = database.Command(connection, null, $"select min(next_attempt_at) from outbox where status = 0 and kind in ({names})", parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(0) ? database.Instant(reader, 0) : null;
        },
        cancellationToken);

    private DbCommand Claim(DbConnection connection, DbTransaction transaction, string[] kinds, int max, TimeSpan lease)
    {
        var (names, parameters) = ListOf(kinds);
        return database.Command(
            connection, transaction, _claims.ClaimDeliveries(names),
            [("lease", lease.Ticks / TimeSpan.TicksPerMicrosecond), ("max", max), .. parameters]);
    }

    private static (string Names, (string Name, object? Value)[] Parameters) ListOf(IReadOnlyCollection<string> kinds)
    {
        var parameters = kinds.Select((kind, i) => (Name: FormattableString.Invariant($"kind{i}"), Value: (object?)kind)).ToArray();
        return (string.Join(", ", parameters.Select(parameter => "@" + parameter.Name)), parameters);
    }

    private ClaimedDelivery Read(DbDataReader reader)
    {
        var message = new OutboxMessage
        {
            Id = reader.GetGuid(0),
            Key = reader.GetString(1),
            Kind = reader.GetString(2),
            CaseId = reader.IsDBNull(3) ? null : reader.GetGuid(3),
            InstanceId = reader.IsDBNull(4) ? null : reader.GetGuid(4),
            PayloadJson = reader.GetString(5),
            Rendered = reader.IsDBNull(6) ? null : reader.GetString(6),
            CreatedAt = database.Instant(reader, 7),
        };
        return new ClaimedDelivery(message, reader.GetInt32(8) + 1, reader.GetInt64(9));
    }

    private ValueTask<bool> WriteAsync(DeliveryResult result, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var record = database.Command(
                connection, transaction, Record, ("id", result.OutboxId), ("fence", result.Fence), ("status", (int)result.Status),
                ("attempt", result.Attempt), ("next", result.NextAttemptAt));
            if (await record.ExecuteNonQueryAsync(cancellationToken) == 0)
                return false;
            await using var attempt = database.Command(
                connection, transaction, InsertAttempt, ("id", result.OutboxId), ("attempt", result.Attempt), ("at", result.At), ("code", result.Code));
            await attempt.ExecuteNonQueryAsync(cancellationToken);
            return true;
        },
        cancellationToken);
}
