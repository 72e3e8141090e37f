using System.Data.Common;
using System.Globalization;

namespace ProcessAutomation.Bench.Masses;

/// <summary>
/// Fills the engine's tables with copies of instances that the engine itself has made, by the million, in one statement a table. The copies
/// have ids of version 7 in order of their number, so they lie in the indexes as instances made one after the other would.
/// </summary>
internal sealed class MassFill(BenchDatabase database)
{
    private const long Epoch = 1_767_225_600_000; // 2026-01-01: older than what the run itself starts

    private readonly bool _isSqlite = database.Provider == "sqlite";

    /// <summary>Copies of an instance that waits for a timer; theirs are due at <paramref name="due"/>.</summary>
    public async Task WaitAsync(Guid template, int count, DateTimeOffset due)
    {
        await using var connection = database.Open();
        var at = _isSqlite ? (due.ToUnixTimeMilliseconds() * 1000).ToString(CultureInfo.InvariantCulture) : $"'{due.UtcDateTime:O}'::timestamptz";
        await CopyAsync(connection, "instances", "id", template, count, Own(Row.Instance));
        await CopyAsync(connection, "journal", "instance_id", template, count, new() { ["instance_id"] = Id(Row.Instance) });
        await CopyAsync(connection, "bookmarks", "instance_id", template, count, new() { ["id"] = Id(Row.Bookmark), ["instance_id"] = Id(Row.Instance), ["due_at"] = at });
        await AnalyzeAsync(connection);
    }

    /// <summary>Copies of an instance that waits for a task, spread over the cases.</summary>
    public async Task SuspendAsync(Guid template, int count, int cases)
    {
        await using var connection = database.Open();
        await CopyAsync(connection, "instances", "id", template, count, Own(Row.Instance, $"{Text(CaseOf(cases))}"));
        await CopyAsync(connection, "journal", "instance_id", template, count, new() { ["instance_id"] = Id(Row.Instance) });
        await CopyAsync(connection, "bookmarks", "instance_id", template, count, new()
        {
            ["id"] = Id(Row.Bookmark),
            ["instance_id"] = Id(Row.Instance),
            ["key"] = Text(Id(Row.Task)),
            ["correlation_id"] = Text(CaseOf(cases)),
        });
        await CopyAsync(connection, "tasks", "instance_id", template, count, new()
        {
            ["id"] = Id(Row.Task),
            ["instance_id"] = Id(Row.Instance),
            ["bookmark_id"] = Id(Row.Bookmark),
            ["case_id"] = CaseOf(cases),
            ["unit_id"] = UnitOf(cases),
        });
        await AnalyzeAsync(connection);
    }

    /// <summary>Copies of a finished instance with its completed task, spread over the cases.</summary>
    public async Task FinishAsync(Guid template, int count, int cases)
    {
        await using var connection = database.Open();
        await CopyAsync(connection, "instances", "id", template, count, Own(Row.FinishedInstance, Text(CaseOf(cases))));
        await CopyAsync(connection, "journal", "instance_id", template, count, new() { ["instance_id"] = Id(Row.FinishedInstance) });
        await CopyAsync(connection, "tasks", "instance_id", template, count, new()
        {
            ["id"] = Id(Row.FinishedTask),
            ["instance_id"] = Id(Row.FinishedInstance),
            ["case_id"] = CaseOf(cases),
            ["unit_id"] = UnitOf(cases),
        });
        await AnalyzeAsync(connection);
    }

    /// <summary>Copies of a case and its person with all that hangs on it. The first hundred are at one unit, the rest are spread over sixty.</summary>
    public async Task OpenCasesAsync(Guid template, int count)
    {
        await using var connection = database.Open();
        Guid person;
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"select person_id from cases where id = '{(_isSqlite ? template.ToString().ToUpperInvariant() : template)}'";
            person = Guid.Parse(Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!); // the case was just made
        }

        await CopyAsync(connection, "persons", "id", person, count, new()
        {
            ["id"] = Id(Row.Person),
            ["national_number"] = _isSqlite ? "printf('%011d', s.n)" : "lpad(s.n::text, 11, '0')",
        });
        await CopyAsync(connection, "cases", "id", template, count, new()
        {
            ["id"] = Id(Row.Case),
            ["person_id"] = Id(Row.Person),
            ["unit_id"] = $"case when s.n <= {CasesOfSmallUnit} then '{SmallUnit}' when s.n % 60 = 0 then '{LargeUnit}' else 'unit-' || (s.n % 60) end",
        });
        foreach (var table in new[] { "case_roles", "case_changes", "case_agenda", "case_transitions", "case_checklist" })
        {
            await CopyAsync(connection, table, "case_id", template, count, new() { ["case_id"] = Id(Row.Case) });
        }

        await AnalyzeAsync(connection);
    }

    /// <summary>A demo unit that has the same cases however full the database is.</summary>
    public const string SmallUnit = "oslo";

    /// <summary>A demo unit that has a sixtieth of the rest.</summary>
    public const string LargeUnit = "bergen";

    /// <summary>Cases of <see cref="SmallUnit"/>.</summary>
    public const int CasesOfSmallUnit = 100;

    /// <summary>The id of the n-th copy of a case.</summary>
    public static Guid CaseId(int n) => new(string.Create(CultureInfo.InvariantCulture, $"{Epoch + (n / 100):x12}7{n & 4095:x3}8{(int)Row.Case:x3}{n:x12}"));

    private enum Row
    {
        Instance = 1,
        Bookmark,
        Task,
        FinishedInstance,
        FinishedTask,
        Case,
        Person,
    }

    private Dictionary<string, string> Own(Row row, string? correlation = null)
    {
        var values = new Dictionary<string, string> { ["id"] = Id(row), ["root_id"] = Id(row) };
        if (correlation is not null)
        {
            values["correlation_id"] = correlation;
        }

        return values;
    }

    private string Id(Row row, string n = "s.n") => _isSqlite
        ? $"printf('%08X-%04X-7%03X-8%03X-%012X', ({Epoch} + {n} / 100) >> 16, ({Epoch} + {n} / 100) & 65535, {n} & 4095, {(int)row}, {n})"
        : $"(lpad(to_hex({Epoch} + {n} / 100), 12, '0') || '7' || lpad(to_hex({n} & 4095), 3, '0') || '8' || lpad(to_hex({(int)row}), 3, '0') || lpad(to_hex({n}), 12, '0'))::uuid";

    private string CaseOf(int cases) => cases == 0 ? "null" : Id(Row.Case, $"(s.n % {cases} + 1)");

    private string UnitOf(int cases) => $"(select c.unit_id from cases c where c.id = {CaseOf(cases)})";

    private string Text(string id) => _isSqlite ? $"lower({id})" : id == "null" ? id : $"({id})::text";

    private async Task CopyAsync(DbConnection connection, string table, string key, Guid template, int count, Dictionary<string, string> values)
    {
        var columns = await ColumnsAsync(connection, table);
        var chosen = columns.Select(column => values.GetValueOrDefault(column, "t." + column));
        var id = _isSqlite ? template.ToString().ToUpperInvariant() : template.ToString();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 3600;
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            with recursive s(n) as (select 1 union all select n + 1 from s where n < {count})
            insert into {table} ({string.Join(", ", columns)})
            select {string.Join(", ", chosen)} from s cross join {table} t where t.{key} = '{id}'
            """);
        await command.ExecuteNonQueryAsync();
    }

    // A column that the database fills itself is left to it.
    private static async Task<string[]> ColumnsAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select * from {table} where 1 = 0";
        await using var reader = await command.ExecuteReaderAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).Where(name => name != "sequence")];
    }

    private static async Task AnalyzeAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 3600;
        command.CommandText = "analyze";
        await command.ExecuteNonQueryAsync();
    }
}
