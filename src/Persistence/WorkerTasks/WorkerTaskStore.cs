using System.Collections.Immutable;
using System.Data.Common;
using ProcessAutomation.Engine.WorkerTasks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Storage;

namespace ProcessAutomation.Persistence.WorkerTasks;

/// <summary>Waiting worker tasks on both databases. Rows are written and deleted by the bursts; here they are read and leased.</summary>
internal sealed class WorkerTaskStore(Database database) : IWorkerTaskStore
{
    private const string Columns = "id, instance_id, name, correlation_id, payload, created_at";

    public async ValueTask<WaitingTask?> FindAsync(Guid taskId, CancellationToken cancellationToken) =>
        (await ReadAsync($"select {ColumnsNow} from worker_tasks where id = @id", [("id", taskId)], cancellationToken)).FirstOrDefault();

    public ValueTask<ImmutableArray<WaitingTask>> ListAsync(string? name, Guid? after, int max, CancellationToken cancellationToken) => ReadAsync(
        $"""
        select {ColumnsNow} from worker_tasks
        where id > @after{(name is null ? "" : " and name = @name")} order by id limit @max
        """,
        [("after", after ?? Guid.Empty), ("max", max), .. name is null ? [] : new (string, object?)[] { ("name", name) }],
        cancellationToken);

    public ValueTask<ImmutableArray<WaitingTask>> ClaimAsync(
        IReadOnlyCollection<string> names, int max, TimeSpan lease, string by, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var chosen = names.Select((name, i) => ($"name{i}", (object?)name)).ToArray();
            var only = chosen.Length == 0 ? "" : $" and name in ({string.Join(", ", chosen.Select(name => "@" + name.Item1))})";
            await using var command = database.Command(
                connection,
                transaction,
                new ClaimSql(database).ClaimWork(only, Columns),
                [("by", by), ("lease", (long)lease.TotalMicroseconds), ("max", max), .. chosen]);
            var claimed = await ReadAllAsync(command, cancellationToken);
            return claimed.Sort(static (left, right) => left.Task.Id.CompareTo(right.Task.Id)); // "returning" promises no order
        },
        cancellationToken);

    public ValueTask<bool> ExtendAsync(Guid taskId, TimeSpan lease, string by, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await using var command = database.Command(
                connection,
                transaction,
                $"update worker_tasks set claimed_until = {database.NowPlus("@lease")} where id = @id and claimed_by = @by and claimed_until > {database.Now}",
                ("lease", (long)lease.TotalMicroseconds), ("id", taskId), ("by", by));
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        },
        cancellationToken);

    // A lease that has ended is as good as none.
    private string ColumnsNow =>
        $"{Columns}, case when claimed_until > {database.Now} then claimed_by end, case when claimed_until > {database.Now} then claimed_until end";

    private ValueTask<ImmutableArray<WaitingTask>> ReadAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = database.Command(connection, null, sql, parameters);
            return await ReadAllAsync(command, cancellationToken);
        },
        cancellationToken);

    private async ValueTask<ImmutableArray<WaitingTask>> ReadAllAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tasks = ImmutableArray.CreateBuilder<WaitingTask>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var task = new WorkerTask
            {
                Id = reader.GetGuid(0),
                InstanceId = reader.GetGuid(1),
                Name = reader.GetString(2),
                CorrelationId = reader.IsDBNull(3) ? null : reader.GetString(3),
                PayloadJson = reader.IsDBNull(4) ? null : reader.GetString(4),
                CreatedAt = database.Instant(reader, 5),
            };
            tasks.Add(new WaitingTask(task, reader.IsDBNull(6) ? null : reader.GetString(6), reader.IsDBNull(7) ? null : database.Instant(reader, 7)));
        }

        return tasks.DrainToImmutable();
    }
}
