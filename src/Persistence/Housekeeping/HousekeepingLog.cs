using System.Data.Common;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>The record of housekeeping runs, shared by all nodes. Thread-safe.</summary>
public sealed class HousekeepingLog(Database database, IdSource ids, TimeProvider machineClock)
{
    private const string Columns = "id, job, node, asked_by, started_at, ended_at, affected, outcome, code";
    private const string Latest = $"select {Columns} from housekeeping_runs where job = @job order by started_at desc, id desc limit @max";
    private const string Insert =
        "insert into housekeeping_runs (id, job, node, asked_by, started_at, affected, outcome) values (@id, @job, @node, @asked, @at, 0, 0)";

    private const string Lose = "update housekeeping_runs set outcome = 5, ended_at = @at, code = 'housekeeping.lost' where job = @job and outcome = 0";
    private const string End = "update housekeeping_runs set outcome = @outcome, ended_at = @at, affected = @affected, code = @code where id = @id";

    /// <summary>
    /// Notes that a run begins. The caller knows that no other run of the job goes on anywhere: what is noted as running was lost with its
    /// process, and is marked so.
    /// </summary>
    /// <returns>The run's id.</returns>
    public ValueTask<Guid> BeginAsync(string job, string node, string? askedBy, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var (id, now) = (ids.New(), machineClock.GetUtcNow());
            await using var lose = database.Command(connection, transaction, Lose, ("job", job), ("at", now));
            await lose.ExecuteNonQueryAsync(cancellationToken);
            await using var insert = database.Command(connection, transaction, Insert, ("id", id), ("job", job), ("node", node), ("asked", askedBy), ("at", now));
            await insert.ExecuteNonQueryAsync(cancellationToken);
            return id;
        },
        cancellationToken);

    /// <summary>Notes how a run ended.</summary>
    public ValueTask<bool> EndAsync(Guid id, HousekeepingOutcome outcome, long affected, string? code, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var command = database.Command(
                connection, transaction, End, ("id", id), ("outcome", (int)outcome), ("at", machineClock.GetUtcNow()), ("affected", affected), ("code", code));
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        },
        cancellationToken);

    /// <summary>The latest runs of a job, youngest first.</summary>
    public ValueTask<IReadOnlyList<HousekeepingRun>> LatestAsync(string job, int max, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<HousekeepingRun>>(
        async connection =>
        {
            await using var command = database.Command(connection, null, Latest, ("job", job), ("max", max));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var runs = new List<HousekeepingRun>();
            while (await reader.ReadAsync(cancellationToken))
                runs.Add(Read(reader));
            return runs;
        },
        cancellationToken);

    /// <summary>What the latest hundred runs of a job say.</summary>
    public async ValueTask<HousekeepingHistory> HistoryAsync(string job, CancellationToken cancellationToken)
    {
        var runs = await LatestAsync(job, 100, cancellationToken);
        var well = runs.FirstOrDefault(run => run.Outcome is HousekeepingOutcome.Done or HousekeepingOutcome.OutOfTime);
        return new HousekeepingHistory(
            runs.Count > 0 ? runs[0] : null,
            well?.EndedAt,
            runs.TakeWhile(run => run != well).Count(run => run.Outcome is HousekeepingOutcome.Failed or HousekeepingOutcome.Lost));
    }

    private HousekeepingRun Read(DbDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Job = reader.GetString(1),
        Node = reader.GetString(2),
        AskedBy = reader.IsDBNull(3) ? null : reader.GetString(3),
        StartedAt = database.Instant(reader, 4),
        EndedAt = reader.IsDBNull(5) ? null : database.Instant(reader, 5),
        Affected = reader.GetInt64(6),
        Outcome = (HousekeepingOutcome)reader.GetInt32(7),
        Code = reader.IsDBNull(8) ? null : reader.GetString(8),
    };
}
