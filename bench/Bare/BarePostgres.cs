using Npgsql;

namespace ProcessAutomation.Bench.Bare;

/// <summary>One prepared batch a transaction: a single round trip each way.</summary>
internal sealed class BarePostgres : BareWriter
{
    private const string Instance =
        "insert into instances (id, definition_id, version_id, root_id, status, sub_status, revision, behaviour_version, incident_count, state, created_at, updated_at) " +
        "values ($1, 'bench', 'bench-1', $1, 0, 2, 1, 1, 0, $2, $3, $3)";

    private const string Bookmark =
        "insert into bookmarks (id, instance_id, node_id, execution_id, name, key) values ($1, $2, 'Workflow1:root:ask', 4, 'HumanTask', $3)";

    private const string Journal =
        "insert into journal (instance_id, first_sequence, entry_count, entries, written_at) values ($1, $2, 6, $3, $4)";

    private const string Task =
        "insert into tasks (id, instance_id, bookmark_id, step, title, text, priority, form_json, outcomes_json, status, created_at, version) " +
        "values ($1, $2, $3, 'bench', 'bench', $4, 1, '[]', '[]', 0, $5, 1)";

    private readonly NpgsqlConnection _connection;
    private readonly RowSizes _sizes;

    public BarePostgres(string connectionString, RowSizes sizes)
    {
        _sizes = sizes;
        _connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true,
            Options = "-c synchronous_commit=on",
        }.ConnectionString);
        _connection.Open();
    }

    public override async Task<Guid> StartAsync()
    {
        var (instance, bookmark, task, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        await using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(Command(Instance, instance, new byte[_sizes.State], now));
        batch.BatchCommands.Add(Command(Bookmark, bookmark, instance, task.ToString()));
        batch.BatchCommands.Add(Command(Journal, instance, 1L, new byte[_sizes.FirstJournal], now));
        batch.BatchCommands.Add(Command(Task, task, instance, bookmark, Filler(_sizes.TaskText), now));
        await batch.ExecuteNonQueryAsync();
        return instance;
    }

    public override async Task FireAsync(Guid instance)
    {
        await FindAsync(instance);
        await using var batch = new NpgsqlBatch(_connection);
        AddInstance(batch, instance, DateTimeOffset.UtcNow);
        await batch.ExecuteNonQueryAsync();
    }

    public override async Task ResumeAsync(Guid instance, CaseChangeRow? change)
    {
        var bookmark = await FindAsync(instance);
        var now = DateTimeOffset.UtcNow;
        await using var batch = new NpgsqlBatch(_connection);
        if (change is not null)
        {
            batch.BatchCommands.Add(Command("update cases set version = version + 1, home_municipality = '4601' where id = $1", change.Case));
            batch.BatchCommands.Add(Command(
                "insert into case_changes (case_id, number, kind, what, made_by, made_at) values ($1, $2, 1, '4601', 'kari', $3)", change.Case, change.Number, now));
            batch.BatchCommands.Add(Command(
                "insert into case_agenda (case_id, number, change_number, text, added_at) values ($1, $2, $2, '', $3)", change.Case, change.Number, now));
        }

        AddInstance(batch, instance, now);
        batch.BatchCommands.Add(Command(
            "update tasks set status = 2, completed_by = 'kari', completed_at = $2, outcome = 'Done', version = version + 1 where bookmark_id = $1 and status < 2 and version = 1",
            bookmark, now));
        await batch.ExecuteNonQueryAsync();
    }

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<Guid> FindAsync(Guid instance)
    {
        await using var find = new NpgsqlBatch(_connection);
        find.BatchCommands.Add(Command("select state, revision from instances where id = $1", instance));
        find.BatchCommands.Add(Command("select id, name, key, due_at from bookmarks where instance_id = $1", instance));
        await using var reader = await find.ExecuteReaderAsync();
        await reader.ReadAsync();
        _ = reader.GetFieldValue<byte[]>(0);
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetGuid(0);
    }

    private void AddInstance(NpgsqlBatch batch, Guid instance, DateTimeOffset now)
    {
        batch.BatchCommands.Add(Command(
            "update instances set state = $2, revision = revision + 1, status = 1, sub_status = 3, updated_at = $3, finished_at = $3 where id = $1 and revision = 1",
            instance, new byte[_sizes.FinalState], now));
        batch.BatchCommands.Add(Command("delete from bookmarks where instance_id = $1", instance));
        batch.BatchCommands.Add(Command(Journal, instance, 7L, new byte[_sizes.SecondJournal], now));
    }

    private static NpgsqlBatchCommand Command(string text, params object[] values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
