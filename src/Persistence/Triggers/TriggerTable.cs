using System.Collections.Immutable;
using System.Data.Common;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Scheduling;
using ProcessAutomation.Engine.Triggers;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Storage;

namespace ProcessAutomation.Persistence.Triggers;

/// <summary>
/// The triggers of published versions, and the instances they start. What fires is locked by who fires it and moved on in the transaction
/// that writes the new instance, so there is no claim that could be lost and nothing to fence.
/// </summary>
internal sealed class TriggerTable(Database database, IdSource ids)
{
    public const string Columns = "id, definition_id, version_id, activity_id, name, key, payload, schedule, due_at, fired_at";

    private readonly string _due = new ClaimSql(database).DueTriggers(Columns);

    private readonly string _reached = $"""
        select {string.Join(", ", Columns.Split(", ").Select(static column => "t." + column))}, b.correlation_id, b.payload, b.created_at
        from broadcasts b join triggers t on t.key = b.key and t.name = b.name and t.key <> '' and t.sequence < b.sequence
        where b.id = @broadcast order by t.sequence
        """;

    private readonly string _addStimulus = $"""
        insert into stimuli (instance_id, key, name, bookmark_key, status, ready_at, created_at)
        values (@instance, @key, @name, @bookmark, 0, {database.Now}, @at)
        """;

    private const string AddInstance = """
        insert into instances (id, definition_id, version_id, correlation_id, parent_id, root_id, status, sub_status, revision,
          behaviour_version, incident_count, state, created_at, updated_at, finished_at)
        values (@id, @definition, @version, @correlation, null, @root, @status, @substatus, 1, @behaviour, 0, @state, @at, @at, null)
        """;

    private const string Add = """
        insert into triggers (id, sequence, definition_id, version_id, activity_id, name, key, payload, schedule, due_at, fired_at, created_at)
        values (@id, @sequence, @definition, @version, @activity, @name, @key, @payload, @schedule, @due, null, @at)
        """;

    /// <summary>Puts the triggers of a version in the place of its definition's. The unchanged keep their next instant and what they may miss.</summary>
    public async ValueTask ReplaceAsync(
        DbConnection connection, DbTransaction transaction, string definitionId, string versionId, ImmutableArray<TriggerWish> wishes, DateTimeOffset at)
    {
        var stored = await ListAsync(connection, transaction, "where definition_id = @id", ("id", definitionId));
        var kept = new HashSet<Guid>();
        var added = new List<TriggerWish>();
        foreach (var wish in wishes)
        {
            if (stored.FirstOrDefault(trigger => IsSame(trigger, wish)) is { } same)
            {
                kept.Add(same.Id);
                await RunAsync(connection, transaction, "update triggers set version_id = @version, payload = @payload where id = @id",
                    ("version", versionId), ("payload", wish.PayloadJson), ("id", same.Id));
            }
            else
            {
                added.Add(wish);
            }
        }

        foreach (var gone in stored.Where(trigger => !kept.Contains(trigger.Id)))
            await RunAsync(connection, transaction, "delete from triggers where id = @id", ("id", gone.Id));
        foreach (var wish in added)
        {
            await RunAsync(connection, transaction, Add,
                ("id", ids.New()), ("sequence", await NextSequenceAsync(connection, transaction)), ("definition", definitionId), ("version", versionId),
                ("activity", wish.ActivityId), ("name", wish.Name), ("key", wish.Key), ("payload", wish.PayloadJson), ("schedule", wish.Schedule?.Text),
                ("due", wish.Schedule?.First(at)), ("at", at));
        }
    }

    /// <summary>Removes all triggers of a definition.</summary>
    public async ValueTask RemoveAsync(DbConnection connection, DbTransaction transaction, string definitionId) =>
        await RunAsync(connection, transaction, "delete from triggers where definition_id = @id", ("id", definitionId));

    /// <summary>Reads triggers.</summary>
    public async ValueTask<ImmutableArray<StoredTrigger>> ListAsync(
        DbConnection connection, DbTransaction? transaction, string condition, params (string Name, object? Value)[] parameters)
    {
        await using var command = database.Command(connection, transaction, $"select {Columns} from triggers {condition} order by definition_id, activity_id, key", parameters);
        return await ReadAllAsync(command);
    }

    /// <summary>Starts one instance for each trigger that waits for the broadcast.</summary>
    public async ValueTask StartForBroadcastAsync(DbConnection connection, DbTransaction transaction, object broadcastId)
    {
        var starts = new List<TriggeredStart>();
        await using (var command = database.Command(connection, transaction, _reached, ("broadcast", broadcastId)))
        await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
                starts.Add(TriggeredStart.Of(
                    Read(reader), ids.New(), reader.IsDBNull(10) ? null : reader.GetString(10), reader.IsDBNull(11) ? null : reader.GetString(11), database.Instant(reader, 12)));
            }
        }

        foreach (var start in starts)
            await WriteAsync(connection, transaction, start);
    }

    /// <summary>Whether a trigger is due.</summary>
    public async ValueTask<bool> AnyDueAsync(DbConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.Command(connection, null, "select 1 from triggers where due_at <= @now limit 1", ("now", now));
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Starts one instance for each trigger that is due and moves the trigger on.</summary>
    public async ValueTask<ImmutableArray<Guid>> StartDueAsync(DbConnection connection, DbTransaction transaction, DateTimeOffset now, int max)
    {
        ImmutableArray<StoredTrigger> due;
        await using (var command = database.Command(connection, transaction, _due, ("now", now), ("max", max)))
            due = await ReadAllAsync(command);
        var started = ImmutableArray.CreateBuilder<Guid>(due.Length);
        foreach (var trigger in due)
        {
            var start = TriggeredStart.Of(trigger, ids.New(), null, null, now);
            await WriteAsync(connection, transaction, start);
            await RunAsync(connection, transaction, "update triggers set due_at = @due, fired_at = @now where id = @id",
                ("due", Schedule.Parse(trigger.Schedule!).Next(trigger.DueAt!.Value, now)), ("now", now), ("id", trigger.Id)); // it is due, so it has both
            started.Add(start.Instance.Id);
        }

        return started.MoveToImmutable();
    }

    private static bool IsSame(StoredTrigger trigger, TriggerWish wish) =>
        trigger.ActivityId == wish.ActivityId && trigger.Name == wish.Name && trigger.Key == wish.Key && trigger.Schedule == wish.Schedule?.Text;

    private async ValueTask WriteAsync(DbConnection connection, DbTransaction transaction, TriggeredStart start)
    {
        var (instance, stimulus) = start;
        await RunAsync(connection, transaction, AddInstance,
            ("id", instance.Id), ("definition", instance.DefinitionId), ("version", instance.VersionId), ("correlation", instance.CorrelationId),
            ("root", instance.RootId), ("status", (short)instance.Status), ("substatus", (short)instance.SubStatus), ("behaviour", instance.BehaviourVersion),
            ("state", instance.State.ToArray()), ("at", stimulus.CreatedAt));
        await RunAsync(connection, transaction, _addStimulus,
            ("instance", stimulus.InstanceId), ("key", stimulus.Key), ("name", stimulus.Name), ("bookmark", stimulus.BookmarkKey), ("at", stimulus.CreatedAt));
    }

    // The numbers are those of bookmarks and broadcasts: a broadcast reaches what was there before it.
    private async ValueTask<long> NextSequenceAsync(DbConnection connection, DbTransaction transaction)
    {
        if (database is PostgresDatabase)
            return await NumberAsync(connection, transaction, "select nextval('bookmark_sequence')");
        if (await RunAsync(connection, transaction, "update sqlite_sequence set seq = seq + 1 where name = 'bookmarks'") == 0)
            await RunAsync(connection, transaction, "insert into sqlite_sequence (name, seq) values ('bookmarks', 1)");
        return await NumberAsync(connection, transaction, "select seq from sqlite_sequence where name = 'bookmarks'");
    }

    private async ValueTask<long> NumberAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        await using var command = database.Command(connection, transaction, sql);
        return (long)(await command.ExecuteScalarAsync(CancellationToken.None))!; // both questions have a row
    }

    private async ValueTask<int> RunAsync(DbConnection connection, DbTransaction transaction, string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = database.Command(connection, transaction, sql, parameters);
        return await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async ValueTask<ImmutableArray<StoredTrigger>> ReadAllAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var triggers = ImmutableArray.CreateBuilder<StoredTrigger>();
        while (await reader.ReadAsync(CancellationToken.None))
            triggers.Add(Read(reader));
        return triggers.DrainToImmutable();
    }

    private StoredTrigger Read(DbDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        DefinitionId = reader.GetString(1),
        VersionId = reader.GetString(2),
        ActivityId = reader.GetString(3),
        Name = reader.GetString(4),
        Key = reader.GetString(5),
        PayloadJson = reader.IsDBNull(6) ? null : reader.GetString(6),
        Schedule = reader.IsDBNull(7) ? null : reader.GetString(7),
        DueAt = reader.IsDBNull(8) ? null : database.Instant(reader, 8),
        FiredAt = reader.IsDBNull(9) ? null : database.Instant(reader, 9),
    };
}
