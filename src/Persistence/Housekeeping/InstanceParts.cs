using System.Data.Common;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>Takes instances that have ended out of the database, with all that hangs on them.</summary>
internal static class InstanceParts
{
    private const string DeleteInstances = "delete from instances where id in {ids} and status = 1 returning id";

    // By instance, each with an index or a primary key that begins with it.
    private static readonly string[] DeleteParts =
    [
        "delete from journal where instance_id in {ids}",
        "delete from incidents where instance_id in {ids}",
        "delete from alterations where instance_id in {ids}",
        "delete from stimuli where instance_id in {ids}",
        "delete from bookmarks where instance_id in {ids}",
        "delete from instance_pins where root_id in {ids}",
    ];

    /// <summary>Removes those of <paramref name="ids"/> that have ended; returns how many.</summary>
    public static async ValueTask<int> RemoveAsync(Database database, DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Guid> ids)
    {
        // What the statement returns, and nothing else: should one have been changed since it was looked at, its parts stay with it.
        var gone = await Batch.ReadAsync(database, connection, transaction, DeleteInstances, ids, reader => reader.GetGuid(0));
        foreach (var part in DeleteParts)
            await Batch.ExecuteAsync(database, connection, transaction, part, gone);
        return gone.Count;
    }
}
