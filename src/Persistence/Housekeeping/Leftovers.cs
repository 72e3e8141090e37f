using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>
/// Removes what would otherwise lie about for ever: ready stimuli to instances that do not exist, which a pump would claim again and again,
/// drafts of tasks that ended long ago, and the rows of old housekeeping runs.
/// </summary>
public sealed class Leftovers(Database database, BusinessClock clock, TimeProvider machineClock)
{
    // A day is longer than any transaction between a stimulus and its instance could be.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    // Served by the index of ready stimuli: settled ones, which are the many, are not read.
    private const string Orphans = """
        delete from stimuli where (instance_id, key) in (
          select s.instance_id, s.key from stimuli s
          where s.status = 0 and s.created_at < @before and not exists (select 1 from instances i where i.id = s.instance_id) limit @max)
        """;

    // Completed and cancelled tasks; the drafts are few, the tasks are found by their key.
    private const string EndedDrafts = """
        delete from task_drafts where (task_id, user_id) in (
          select d.task_id, d.user_id from task_drafts d join tasks t on t.id = d.task_id where t.status in (2, 3) and t.completed_at < @before limit @max)
        """;

    private const string OldRuns = "delete from housekeeping_runs where id in (select id from housekeeping_runs where id < @before order by id limit @max)";

    /// <summary>Works until nothing is left or the time is up.</summary>
    /// <param name="keepRuns">Machine clock.</param>
    /// <param name="keepDrafts">Since their task ended, business clock.</param>
    /// <param name="batchSize">Rows removed in one transaction, at most.</param>
    /// <param name="atMost">Machine clock.</param>
    /// <param name="cancellationToken">Shutdown: stops between two batches.</param>
    public async Task<HousekeepingResult> RunAsync(TimeSpan keepRuns, TimeSpan keepDrafts, int batchSize, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var pace = new Pace(machineClock, atMost);
        long affected = 0;
        var isWhole = true;
        foreach (var (sql, before) in new (string, object)[]
                 {
                     (Orphans, clock.GetUtcNow() - Patience),
                     (EndedDrafts, clock.GetUtcNow() - keepDrafts),
                     (OldRuns, IdWalk.FirstOf(machineClock.GetUtcNow() - keepRuns)),
                 })
        {
            int removed;
            do
            {
                removed = await database.WriteAsync(
                    async (connection, transaction) =>
                    {
                        await using var command = database.Command(connection, transaction, sql, ("before", before), ("max", batchSize));
                        return await command.ExecuteNonQueryAsync(cancellationToken);
                    },
                    cancellationToken);
                affected += removed;
                await pace.RestAsync(cancellationToken);
            }
            while (removed == batchSize && !pace.IsOver);
            isWhole &= removed < batchSize;
        }

        return new HousekeepingResult(affected, isWhole);
    }
}
