using System.Data.Common;
using System.Globalization;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Operations;

/// <summary>
/// Looks at the engine's queues for the operations page. Each look is an index's: it reads what waits, at most
/// <see cref="CountAtMost"/> of it, and never what has ended, so that it takes the same time beside millions of instances. Thread-safe.
/// </summary>
public sealed class EngineQueues(Database database, BusinessClock clock)
{
    /// <summary>No queue is counted further.</summary>
    public const int CountAtMost = 10_000;

    // Instances are wide; beyond this the statistics are asked.
    private const int CountInstancesAtMost = 1_000;

    private const string Due = "select count(*), min(due_at) from (select due_at from bookmarks where due_at <= @now order by due_at limit @max) as due";
    private const string Next = "select min(due_at) from bookmarks where due_at > @now";
    private const string Outbox = """
        select count(*), min(created_at), coalesce(sum(case when attempts > 0 then 1 else 0 end), 0)
        from (select created_at, attempts from outbox where status = 0 order by next_attempt_at limit @max) as waiting
        """;

    private const string Incidents = """
        select status, count(*), min(created_at) from (select status, created_at from incidents where status <> 2 order by created_at limit @max) as unresolved group by status
        """;

    private const string FewInstances = "select status, count(*) from (select status from instances limit @max) as few group by status";

    // The share of rows without an end is what statistics keep of a column for the planner's sake.
    private const string PostgresEstimate = """
        select c.reltuples, (select s.null_frac from pg_stats s where s.schemaname = current_schema() and s.tablename = 'instances' and s.attname = 'finished_at')
        from pg_class c where c.oid = 'instances'::regclass
        """;

    private const string SqliteHasStatistics = "select count(*) from sqlite_master where name = 'sqlite_stat1'";

    // A line an index, which begins with its number of rows; partial ones have fewer.
    private const string SqliteEstimate = "select max(cast(stat as integer)) from sqlite_stat1 where tbl = 'instances'";

    /// <summary>A timer due for longer than this is late: pumps look every second.</summary>
    public static TimeSpan LateAfter { get; } = TimeSpan.FromMinutes(1);

    /// <summary>One look at all of them, on one connection.</summary>
    public async Task<QueueFigures> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await database.ReadAsync(
            async connection =>
            {
                var outbox = await RowsAsync(connection, Outbox, reader => (Figure: Figure(reader, 0), Retrying: (int)reader.GetInt64(2)), cancellationToken, ("max", CountAtMost));
                var incidents = (await RowsAsync(connection, Incidents, reader => (Status: reader.GetInt32(0), Figure: Figure(reader, 1)), cancellationToken, ("max", CountAtMost)))
                    .ToDictionary(row => row.Status, row => row.Figure);
                var next = await RowsAsync(connection, Next, reader => reader.IsDBNull(0) ? (DateTimeOffset?)null : database.Instant(reader, 0), cancellationToken, ("now", now));
                return new QueueFigures
                {
                    TimersDue = await FigureAsync(connection, Due, cancellationToken, ("now", now), ("max", CountAtMost)),
                    TimersLate = await FigureAsync(connection, Due, cancellationToken, ("now", now - LateAfter), ("max", CountAtMost)),
                    NextTimer = next[0],
                    StimuliReady = await FigureAsync(connection, Ready, cancellationToken, ("max", CountAtMost)),
                    OutboxWaiting = outbox[0].Figure,
                    OutboxRetrying = outbox[0].Retrying,
                    IncidentsOpen = incidents.GetValueOrDefault(1) ?? new QueueFigure(0, null),
                    IncidentsRetrying = incidents.GetValueOrDefault(0)?.Count ?? 0,
                    Instances = await InstancesAsync(connection, cancellationToken),
                };
            },
            cancellationToken);
    }

    private string Ready =>
        $"select count(*), min(ready_at) from (select ready_at from stimuli where status = 0 and ready_at <= {database.Now} order by ready_at limit @max) as ready";

    private async ValueTask<InstanceFigure> InstancesAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var few = await RowsAsync(connection, FewInstances, reader => (Status: reader.GetInt32(0), Count: reader.GetInt64(1)), cancellationToken, ("max", CountInstancesAtMost));
        var total = few.Sum(row => row.Count);
        if (total < CountInstancesAtMost)
            return new InstanceFigure(total, few.Where(row => row.Status == 0).Sum(row => row.Count), IsEstimate: false);
        if (database is PostgresDatabase)
        {
            var (rows, share) = (await RowsAsync(
                connection, PostgresEstimate, reader => (Convert.ToDouble(reader.GetValue(0), CultureInfo.InvariantCulture), reader.IsDBNull(1) ? (double?)null : Convert.ToDouble(reader.GetValue(1), CultureInfo.InvariantCulture)), cancellationToken))[0];
            return rows < 0 ? new InstanceFigure(null, null, IsEstimate: true) : new InstanceFigure((long)rows, share is { } part ? (long)(rows * part) : null, IsEstimate: true);
        }

        if ((await RowsAsync(connection, SqliteHasStatistics, reader => reader.GetInt64(0), cancellationToken))[0] == 0)
            return new InstanceFigure(null, null, IsEstimate: true);
        return new InstanceFigure((await RowsAsync(connection, SqliteEstimate, reader => reader.IsDBNull(0) ? (long?)null : reader.GetInt64(0), cancellationToken))[0], null, IsEstimate: true);
    }

    private async ValueTask<QueueFigure> FigureAsync(DbConnection connection, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        (await RowsAsync(connection, sql, reader => Figure(reader, 0), cancellationToken, parameters))[0];

    private async ValueTask<List<T>> RowsAsync<T>(
        DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = database.Command(connection, null, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    private QueueFigure Figure(DbDataReader reader, int first) =>
        new((int)reader.GetInt64(first), reader.IsDBNull(first + 1) ? null : database.Instant(reader, first + 1));
}
