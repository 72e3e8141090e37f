using System.Collections.Immutable;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Nodes;

/// <summary>The processes that serve this database. Thread-safe.</summary>
public sealed class NodeList(Database database, NodeIdentity self)
{
    /// <summary>No sign of life for this long: dead. Some heartbeats may be lost before that.</summary>
    public static TimeSpan DeadAfter { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a dead one is still shown.</summary>
    public static TimeSpan ForgottenAfter { get; } = TimeSpan.FromMinutes(10);

    /// <summary>All that are alive and those that died not long ago, the longest running first.</summary>
    public ValueTask<ImmutableArray<Node>> ReadAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = database.Command(
                connection, null,
                $"select id, name, version, started_at, seen_at, clock_offset, {database.Now} from nodes order by started_at, id");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var nodes = ImmutableArray.CreateBuilder<Node>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var (id, seenAt) = (reader.GetGuid(0), database.Instant(reader, 4));
                nodes.Add(new Node(
                    id, reader.GetString(1), reader.GetString(2), database.Instant(reader, 3), seenAt,
                    TimeSpan.FromMicroseconds(reader.GetInt64(5)), database.Instant(reader, 6) - seenAt < DeadAfter, id == self.Id));
            }

            return nodes.DrainToImmutable();
        },
        cancellationToken);

    /// <summary>Writes a sign of life, forgets who has been dead for long, and tells the database's clock.</summary>
    internal ValueTask<DateTimeOffset> SignAsync(TimeSpan clockOffset, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var sign = database.Command(
                connection, transaction,
                $"""
                insert into nodes (id, name, version, started_at, seen_at, clock_offset) values (@id, @name, @version, {database.Now}, {database.Now}, @offset)
                on conflict (id) do update set seen_at = excluded.seen_at, clock_offset = excluded.clock_offset
                returning seen_at
                """,
                ("id", self.Id), ("name", self.Name), ("version", self.Version), ("offset", Microseconds(clockOffset)));
            DateTimeOffset now;
            await using (var reader = await sign.ExecuteReaderAsync(cancellationToken))
            {
                await reader.ReadAsync(cancellationToken);
                now = database.Instant(reader, 0);
            }

            // Two at once meet in the same rows: whoever is later finds them gone.
            await using var sweep = database.Command(connection, transaction, "delete from nodes where seen_at < @before", ("before", now - ForgottenAfter));
            await sweep.ExecuteNonQueryAsync(cancellationToken);
            return now;
        },
        cancellationToken);

    /// <summary>Takes this process out of the list.</summary>
    internal ValueTask<int> LeaveAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var leave = database.Command(connection, transaction, "delete from nodes where id = @id", ("id", self.Id));
            return await leave.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
