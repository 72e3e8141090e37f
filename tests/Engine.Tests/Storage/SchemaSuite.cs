using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Schema;
using ProcessAutomation.TestSupport.Crashes;
using ProcessAutomation.TestSupport.Databases;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Storage;

public abstract class SchemaSuite(TestDatabase database) : EngineSuite(database)
{
    private const int Killed = 137;

    [Fact]
    public async Task The_second_run_finds_nothing_to_do()
    {
        Assert.Equal(0, await Services.GetRequiredService<SchemaRunner>().RunAsync(Cancel));
    }

    [Fact]
    public async Task A_process_killed_inside_a_script_leaves_whole_scripts_and_the_next_start_goes_on()
    {
        var empty = await Database.CreateAsync(empty: true, Cancel);
        var scripts = SchemaScript.All(Services.GetRequiredService<Database>().Provider).Count;
        var applied = 0;
        foreach (var dies in new[] { 1, scripts / 2, scripts })
        {
            Assert.Equal(Killed, await ChildProcess.ApplySchemaAsync(empty, CrashPoint.InsideSchemaScript, dies - applied, Cancel));
            applied = dies - 1;
            await using var between = TestDatabase.BuildServices(empty);
            Assert.Equal(applied, await DatabaseContents.NumberAsync(between.GetRequiredService<Database>(), "select count(*) from schema_versions", Cancel));
        }

        await using var services = TestDatabase.BuildServices(empty);
        Assert.Equal(1, await services.GetRequiredService<SchemaRunner>().RunAsync(Cancel));
        var made = services.GetRequiredService<Database>();
        Assert.Equal(
            await DatabaseContents.TablesAsync(Services.GetRequiredService<Database>(), Cancel),
            await DatabaseContents.TablesAsync(made, Cancel));
    }

    [Fact]
    public async Task A_script_changed_after_it_was_applied_is_refused_by_name()
    {
        var other = await Database.CreateAsync(empty: false, Cancel);
        await using var services = TestDatabase.BuildServices(other);
        await DatabaseContents.ExecuteAsync(services.GetRequiredService<Database>(), "update schema_versions set sha256 = 'x' where number = 1", Cancel);

        var refusal = await Assert.ThrowsAsync<SchemaMismatchException>(() => services.GetRequiredService<SchemaRunner>().RunAsync(Cancel));
        Assert.Contains("0001_engine.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mapped_table_and_column_is_in_the_schema_with_the_same_nullability_and_no_other_is()
    {
        await using var scope = Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<CaseDbContext>().Model;
        var mapped = model.GetEntityTypes()
            .Where(entity => entity.GetTableName() is not null && !entity.IsMappedToJson())
            .SelectMany(entity => entity.GetTableMappings())
            .SelectMany(mapping => mapping.Table.Columns.Select(column => $"{mapping.Table.Name}.{column.Name}{(column.IsNullable ? "?" : "")}"))
            .ToHashSet(StringComparer.Ordinal);
        var stored = await ColumnsAsync();

        // Rows that only the engine's own SQL touches have no mapping, and some bookkeeping columns of mapped tables have none either. The qrtz_ tables are
        // the scheduler's.
        string[] unmappedTables =
        [
            "broadcasts", "business_clock", "definition_leases", "definition_uses", "definitions", "instance_pins", "nodes", "schema_versions", "stimuli", "worker_tasks", "triggers",
            "housekeeping_runs", "housekeeping_walks", "test_runs", "test_run_instances",
        ];
        string[] unmappedColumns = ["bookmarks.sequence"];
        var missing = mapped.Except(stored, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var surplus = stored.Except(mapped, StringComparer.Ordinal)
            .Where(column => !unmappedTables.Contains(column.Split('.')[0]) && !column.StartsWith("qrtz_", StringComparison.Ordinal) && !unmappedColumns.Contains(column))
            .Order(StringComparer.Ordinal);
        Assert.Equal(("", ""), (string.Join(' ', missing), string.Join(' ', surplus)));
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_when_it_returns()
    {
        var database = Services.GetRequiredService<Database>();
        // What our connections decide; whether PostgreSQL itself has the disk obey is its administrator's setting.
        string[] questions = database is SqliteDatabase ? ["pragma synchronous", "pragma journal_mode", "pragma foreign_keys"] : ["show synchronous_commit"];
        var answers = new List<string>();
        foreach (var question in questions)
            answers.Add((await DatabaseContents.ColumnAsync(database, question, Cancel))[0]);
        Assert.Equal(database is SqliteDatabase ? ["2", "wal", "1"] : ["on"], answers);
    }

    private async Task<IReadOnlyList<string>> ColumnsAsync()
    {
        var database = Services.GetRequiredService<Database>();
        return await DatabaseContents.ColumnAsync(
            database,
            database is SqliteDatabase
                ? """
                  select t.name || '.' || c.name || case when c."notnull" or c.pk then '' else '?' end
                  from sqlite_master t join pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%'
                  """
                : """
                  select table_name || '.' || column_name || case is_nullable when 'YES' then '?' else '' end
                  from information_schema.columns where table_schema = current_schema()
                  """,
            Cancel);
    }
}

public sealed class SchemaOnSqlite(SqliteTestDatabase database) : SchemaSuite(database), IClassFixture<SqliteTestDatabase>;

public sealed class SchemaOnPostgres(PostgresTestDatabase database) : SchemaSuite(database), IClassFixture<PostgresTestDatabase>;
