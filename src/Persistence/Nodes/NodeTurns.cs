using System.Data.Common;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Nodes;

/// <summary>
/// Lets one node at a time do what all of them do when they start: look whether something is there and write it if not. With SQLite there is
/// one node, whose turn it always is. Thread-safe.
/// </summary>
public sealed class NodeTurns(Database database, TimeProvider clock)
{
    // A node that is starting meets connections that were cut; one that finds no database at all says so and ends.
    private const int Attempts = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Others hold it as long as they publish flows, which compiles them.
    private const int PatienceSeconds = 300;

    /// <summary>Waits for the turn and does the work. Where the database goes away meanwhile, turn and work are tried again, four times in all.</summary>
    /// <param name="what">Names the turn; different names do not wait for each other.</param>
    /// <param name="work">What is done. It may be done again after half of it, and must then find what is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task RunAsync(string what, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var turn = await TakeAsync(what, cancellationToken);
                await work(cancellationToken);
                return;
            }
            catch (Exception failure) when (attempt < Attempts && database.Unavailable(failure) is not null)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private async ValueTask<IAsyncDisposable> TakeAsync(string what, CancellationToken cancellationToken)
    {
        if (database is SqliteDatabase)
            return new Turn(database, null, what);
        var connection = await database.RentAsync(cancellationToken);
        try
        {
            await using var take = database.Command(connection, null, "select pg_advisory_lock(hashtextextended(@what, 0))", ("what", what));
            take.CommandTimeout = PatienceSeconds;
            await take.ExecuteNonQueryAsync(cancellationToken);
            return new Turn(database, connection, what);
        }
        catch (Exception)
        {
            await database.ReturnAsync(connection);
            throw;
        }
    }

    private sealed class Turn(Database database, DbConnection? connection, string what) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (connection is null)
                return;
            try
            {
                await using var give = database.Command(connection, null, "select pg_advisory_unlock(hashtextextended(@what, 0))", ("what", what));
                await give.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (DbException)
            {
                // The connection is gone, and the turn with it.
            }
            finally
            {
                await database.ReturnAsync(connection);
            }
        }
    }
}
