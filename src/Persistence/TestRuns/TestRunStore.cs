using System.Collections.Immutable;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.TestRuns;

/// <summary>A test run of a draft and the packed database it ran in.</summary>
/// <param name="Id">Version 7.</param>
/// <param name="DefinitionId">The flow.</param>
/// <param name="RunBy">User id.</param>
/// <param name="RunAt">Machine clock, UTC.</param>
/// <param name="Instances">The instances in it; any of them leads to it.</param>
/// <param name="Content">As its maker packed it.</param>
public sealed record TestRun(Guid Id, string DefinitionId, string RunBy, DateTimeOffset RunAt, ImmutableArray<Guid> Instances, ReadOnlyMemory<byte> Content);

/// <summary>Keeps test runs for a week, so that any node can show them. Thread-safe.</summary>
public sealed class TestRunStore(Database database)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Keeps a run, and forgets those of more than a week ago.</summary>
    public ValueTask<int> AddAsync(TestRun run, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            foreach (var (sql, values) in Rows(run))
            {
                await using var command = database.Command(connection, transaction, sql, values);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            return run.Instances.Length;
        },
        cancellationToken);

    /// <summary>The packed database of the run that has this instance; null: there is none, or it is too old.</summary>
    public ValueTask<byte[]?> FindAsync(Guid instanceId, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = database.Command(connection, null, "select content from test_runs join test_run_instances on run_id = id where instance_id = @instance", ("instance", instanceId));
            return await command.ExecuteScalarAsync(cancellationToken) as byte[];
        },
        cancellationToken);

    private static IEnumerable<(string Sql, (string, object?)[] Values)> Rows(TestRun run)
    {
        yield return ("delete from test_runs where run_at < @before", [("before", run.RunAt - Kept)]);
        yield return ("insert into test_runs (id, definition_id, run_by, run_at, content) values (@id, @definition, @by, @at, @content)",
            [("id", run.Id), ("definition", run.DefinitionId), ("by", run.RunBy), ("at", run.RunAt), ("content", run.Content.ToArray())]);
        foreach (var instance in run.Instances)
            yield return ("insert into test_run_instances (instance_id, run_id) values (@instance, @id)", [("instance", instance), ("id", run.Id)]);
    }
}
