using System.Data.Common;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>
/// Removes instances that ended long ago, with their journal, incidents, alterations and pins, and the keys of stimuli that instances still running
/// have consumed long ago. An instance stays as long as its case goes on, as its root stays, or as one it has started stays: the versions
/// of a whole tree are pinned with its root.
/// </summary>
internal sealed class InstanceRetention(Database database)
{
    private const string Page = """
        select id, parent_id, root_id, correlation_id, status, finished_at from instances where id < @before and id >= @low order by id desc limit @max
        """;

    private const string Roots = "select id, parent_id, root_id, correlation_id, status, finished_at from instances where id in {ids}";
    private const string OpenCases = "select id from cases where id in {ids} and status in (@open, @paused)";
    private const string Children = "select parent_id, id from instances where parent_id in {ids}";
    private const string OldKeys = "select distinct instance_id from stimuli where instance_id in {ids} and status = 2 and created_at < @before";
    private const string DeleteKeys = "delete from stimuli where instance_id in {ids} and status = 2 and created_at < @before";

    /// <summary>One batch: looks at up to <paramref name="max"/> instances and removes of them what may go.</summary>
    /// <returns>Whether there were any, and what became of them.</returns>
    public async ValueTask<(bool Any, int Instances, int Keys)> StepAsync(IdWalk walk, DateTimeOffset finishedBefore, DateTimeOffset consumedBefore, int max, CancellationToken cancellationToken)
    {
        var (page, going, keyed) = await database.ReadAsync(connection => LookAsync(connection, walk, finishedBefore, consumedBefore, max, cancellationToken), cancellationToken);
        if (page.Count == 0)
            return (false, 0, 0);
        var (instances, keys) = going.Count + keyed.Count == 0
            ? (0, 0)
            : await database.WriteAsync((connection, transaction) => RemoveAsync(connection, transaction, going, keyed, consumedBefore), cancellationToken);
        walk.Pass(page[^1].Id, null);
        return (true, instances, keys);
    }

    private async ValueTask<(List<Line> Page, List<Guid> Going, List<Guid> Keyed)> LookAsync(
        DbConnection connection, IdWalk walk, DateTimeOffset finishedBefore, DateTimeOffset consumedBefore, int max, CancellationToken cancellationToken)
    {
        var page = new List<Line>();
        await using (var command = database.Command(connection, null, Page, ("before", walk.Before), ("low", walk.Low), ("max", max)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                page.Add(Read(reader));
        }

        var old = page.Where(line => line.EndedBefore(finishedBefore)).ToList();
        var rootIds = old.Where(line => line.RootId != line.Id).Select(line => line.RootId).Distinct().ToList();
        var roots = await Batch.ReadAsync(database, connection, null, Roots, rootIds, Read);
        var cases = old.Concat(roots).Select(line => line.CaseId).OfType<Guid>().Distinct().ToList();
        var open = (await Batch.ReadAsync(
            database, connection, null, OpenCases, cases, reader => reader.GetGuid(0), ("open", (int)CaseStatus.Open), ("paused", (int)CaseStatus.Paused))).ToHashSet();
        bool MayGo(Line line) => line.EndedBefore(finishedBefore) && !(line.CaseId is { } caseId && open.Contains(caseId));

        var stayingRoots = roots.Where(root => !MayGo(root)).Select(root => root.Id).ToHashSet();
        var candidates = old.Where(line => MayGo(line) && !stayingRoots.Contains(line.RootId)).ToList();
        var children = (await Batch.ReadAsync(
            database, connection, null, Children, [.. candidates.Select(line => line.Id)], reader => (Parent: reader.GetGuid(0), Child: reader.GetGuid(1)))).ToLookup(pair => pair.Parent, pair => pair.Child);
        var going = new HashSet<Guid>();
        foreach (var line in candidates) // youngest first: children have been judged when their parent is
        {
            if (children[line.Id].All(going.Contains))
                going.Add(line.Id);
        }

        var running = page.Where(line => line.Status == InstanceStatus.Running).Select(line => line.Id).ToList();
        var keyed = await Batch.ReadAsync(database, connection, null, OldKeys, running, reader => reader.GetGuid(0), ("before", consumedBefore));
        return (page, [.. going], keyed);
    }

    private async ValueTask<(int Instances, int Keys)> RemoveAsync(
        DbConnection connection, DbTransaction transaction, List<Guid> going, List<Guid> keyed, DateTimeOffset consumedBefore)
    {
        var gone = await InstanceParts.RemoveAsync(database, connection, transaction, going);
        var keys = await Batch.ExecuteAsync(database, connection, transaction, DeleteKeys, keyed, ("before", consumedBefore));
        return (gone, keys);
    }

    private Line Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(2), Guid.TryParse(reader.IsDBNull(3) ? null : reader.GetString(3), out var caseId) ? caseId : null,
        (InstanceStatus)reader.GetInt32(4), reader.IsDBNull(5) ? null : database.Instant(reader, 5));

    private sealed record Line(Guid Id, Guid RootId, Guid? CaseId, InstanceStatus Status, DateTimeOffset? FinishedAt)
    {
        public bool EndedBefore(DateTimeOffset instant) => Status == InstanceStatus.Finished && FinishedAt < instant;
    }
}
