using Microsoft.Data.Sqlite;

namespace ProcessAutomation.Bench.Bare;

/// <summary>Prepared commands kept for the connection's life; WAL and synchronous=FULL as the product has them; writers queue at one gate.</summary>
internal sealed class BareSqlite : BareWriter
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private readonly SqliteConnection _connection;
    private readonly RowSizes _sizes;
    private readonly List<SqliteCommand> _commands = [];
    private readonly int _begin, _commit, _instance, _bookmark, _journal, _task, _find, _findBookmark, _update, _delete, _complete, _case, _change, _agenda;

    public BareSqlite(string path, RowSizes sizes)
    {
        _sizes = sizes;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        using (var pragma = _connection.CreateCommand())
        {
            pragma.CommandText = "pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=30000; pragma foreign_keys=on;";
            pragma.ExecuteNonQuery();
        }

        _begin = Prepare("begin immediate");
        _commit = Prepare("commit");
        _instance = Prepare(
            "insert into instances (id, definition_id, version_id, root_id, status, sub_status, revision, behaviour_version, incident_count, state, created_at, updated_at) " +
            "values (@id, 'bench', 'bench-1', @id, 0, 2, 1, 1, 0, @state, @now, @now)", "@id", "@state", "@now");
        _bookmark = Prepare(
            "insert into bookmarks (id, instance_id, node_id, execution_id, name, key) values (@id, @instance, 'Workflow1:root:ask', 4, 'HumanTask', @key)",
            "@id", "@instance", "@key");
        _journal = Prepare(
            "insert into journal (instance_id, first_sequence, entry_count, entries, written_at) values (@instance, @first, 6, @entries, @now)",
            "@instance", "@first", "@entries", "@now");
        _task = Prepare(
            "insert into tasks (id, instance_id, bookmark_id, step, title, text, priority, form_json, outcomes_json, status, created_at, version) " +
            "values (@id, @instance, @bookmark, 'bench', 'bench', @text, 1, '[]', '[]', 0, @now, 1)", "@id", "@instance", "@bookmark", "@text", "@now");
        _find = Prepare("select state, revision from instances where id = @id", "@id");
        _findBookmark = Prepare("select id, name, key, due_at from bookmarks where instance_id = @id", "@id");
        _update = Prepare(
            "update instances set state = @state, revision = revision + 1, status = 1, sub_status = 3, updated_at = @now, finished_at = @now where id = @id and revision = 1",
            "@id", "@state", "@now");
        _delete = Prepare("delete from bookmarks where instance_id = @id", "@id");
        _complete = Prepare(
            "update tasks set status = 2, completed_by = 'kari', completed_at = @now, outcome = 'Done', version = version + 1 where bookmark_id = @bookmark and status < 2 and version = 1",
            "@bookmark", "@now");
        _case = Prepare("update cases set version = version + 1, home_municipality = '4601' where id = @case", "@case");
        _change = Prepare("insert into case_changes (case_id, number, kind, what, made_by, made_at) values (@case, @number, 1, '4601', 'kari', @now)", "@case", "@number", "@now");
        _agenda = Prepare("insert into case_agenda (case_id, number, change_number, text, added_at) values (@case, @number, @number, '', @now)", "@case", "@number", "@now");
    }

    public override async Task<Guid> StartAsync()
    {
        var (instance, bookmark, task, now) = (Guid.CreateVersion7(), Text(Guid.CreateVersion7()), Text(Guid.CreateVersion7()), Now());
        var id = Text(instance);
        await Gate.WaitAsync();
        try
        {
            Run(_begin);
            Run(_instance, id, new byte[_sizes.State], now);
            Run(_bookmark, bookmark, id, task);
            Run(_journal, id, 1L, new byte[_sizes.FirstJournal], now);
            Run(_task, task, id, bookmark, Filler(_sizes.TaskText), now);
            Run(_commit);
        }
        finally
        {
            Gate.Release();
        }

        return instance;
    }

    public override async Task FireAsync(Guid instance)
    {
        var (id, now) = (Text(instance), Now());
        _ = Find(id);
        await Gate.WaitAsync();
        try
        {
            Run(_begin);
            RunInstance(id, now);
            Run(_commit);
        }
        finally
        {
            Gate.Release();
        }
    }

    public override async Task ResumeAsync(Guid instance, CaseChangeRow? change)
    {
        var (id, now) = (Text(instance), Now());
        var bookmark = Find(id);
        await Gate.WaitAsync();
        try
        {
            Run(_begin);
            if (change is not null)
            {
                Run(_case, Text(change.Case));
                Run(_change, Text(change.Case), change.Number, now);
                Run(_agenda, Text(change.Case), change.Number, now);
            }

            RunInstance(id, now);
            Run(_complete, bookmark, now);
            Run(_commit);
        }
        finally
        {
            Gate.Release();
        }
    }

    public override ValueTask DisposeAsync()
    {
        _commands.ForEach(command => command.Dispose());
        return _connection.DisposeAsync();
    }

    private string Find(string id)
    {
        _commands[_find].Parameters[0].Value = id;
        using (var reader = _commands[_find].ExecuteReader())
        {
            reader.Read();
            _ = reader.GetFieldValue<byte[]>(0);
        }

        _commands[_findBookmark].Parameters[0].Value = id;
        return (string)_commands[_findBookmark].ExecuteScalar()!; // the start wrote it
    }

    private void RunInstance(string id, long now)
    {
        Run(_update, id, new byte[_sizes.FinalState], now);
        Run(_delete, id);
        Run(_journal, id, 7L, new byte[_sizes.SecondJournal], now);
    }

    private static string Text(Guid id) => id.ToString().ToUpperInvariant();

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;

    private void Run(int number, params object[] values)
    {
        var command = _commands[number];
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private int Prepare(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters)
        {
            Add(command, name, DBNull.Value);
        }

        command.Prepare();
        _commands.Add(command);
        return _commands.Count - 1;
    }
}
