using System.Data.Common;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Nodes;

/// <summary>
/// Lets one node at a time do what all of them do when they start: look whether something is there and write it if not. With SQLite there is
/// one node, whose turn it always is. Thread-safe.
/// </summary>
public sealed class NodeTurns(Database database)
{
    // Others hold it as long as they publish flows, which compiles them.
    private const int PatienceSeconds = 300;

    /// <summary>Waits for the turn, which ends when the result is disposed, or with the process.</summary>
    /// <param name="what">Names the turn; different names do not wait for each other.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<IAsyncDisposable> TakeAsync(string what, CancellationToken cancellationToken)
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
