using ProcessAutomation.Engine.Storage;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Tests;

public abstract class When_the_first_start_dies_inside_the_schema(TestDatabase database, MailServer mail) : CrashSuite(database, mail)
{
    [Fact]
    public async Task The_next_start_goes_on_with_the_script_that_was_lost_and_the_process_serves()
    {
        var (database, cases) = (await NewDatabaseAsync(empty: true), NewCases(1));
        await DieAsync("run", database, cases, CrashPoint.InsideSchemaScript);
        Assert.Equal(0, await new Ledger(database).NumberAsync("select count(*) from schema_versions", Cancel));
        await DieAsync("run", database, cases, CrashPoint.InsideSchemaScript, pass: 2);
        Assert.Equal(1, await new Ledger(database).NumberAsync("select count(*) from schema_versions", Cancel));

        await FinishAsync(database, cases);
        await AssertAllIsDoneOnceAsync(database, cases);
    }
}

public sealed class When_the_first_start_dies_inside_the_schema_on_SQLite(SqliteTestDatabase database, MailServer mail)
    : When_the_first_start_dies_inside_the_schema(database, mail), IClassFixture<SqliteTestDatabase>;

public sealed class When_the_first_start_dies_inside_the_schema_on_PostgreSQL(PostgresTestDatabase database, MailServer mail)
    : When_the_first_start_dies_inside_the_schema(database, mail), IClassFixture<PostgresTestDatabase>;
