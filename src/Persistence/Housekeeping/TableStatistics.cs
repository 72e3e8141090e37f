using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>
/// Keeps what the database knows about its own tables fresh, so that it goes on choosing the right indexes, and the estimates on the
/// operations page stay near the truth. On SQLite also moves the write-ahead log into the file and cuts it off.
/// </summary>
public sealed class TableStatistics(Database database)
{
    // Those that grow; a sample of each is read, not the whole.
    private static readonly string[] Tables =
        ["instances", "bookmarks", "stimuli", "journal", "incidents", "tasks", "outbox", "delivery_attempts", "cases", "case_reads", "deadlines"];

    /// <summary>Returns the number of tables looked at.</summary>
    public async Task<HousekeepingResult> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var table in Tables)
        {
            // One transaction each: none of the locks, which only keep the table's definition from changing, is held for long.
            await database.WriteAsync(
                async (connection, transaction) =>
                {
                    await using var command = database.Command(
                        connection, transaction, database is SqliteDatabase ? $"pragma analysis_limit = 1000; analyze {table}" : $"analyze {table}");
                    return await command.ExecuteNonQueryAsync(cancellationToken);
                },
                cancellationToken);
        }

        if (database is SqliteDatabase sqlite)
            await sqlite.CheckpointAsync(cancellationToken);
        return new HousekeepingResult(Tables.Length, IsWhole: true);
    }
}
