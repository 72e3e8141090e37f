using System.Data.Common;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>
/// Empties what was sent long ago: the text of a case's messages goes, their line and their attempts stay, for they are the case's record of
/// who was told what. Messages of no case go whole, attempts included, once the instance that sent them is gone; until then their key keeps
/// it from sending twice.
/// </summary>
internal sealed class MessageRetention(Database database)
{
    private const string Page = """
        select id, status, case_id, instance_id, created_at, rendered is not null from outbox where id < @before and id >= @low order by id desc limit @max
        """;

    private const string Instances = "select id from instances where id in {ids}";
    private const string Empty = "update outbox set rendered = null where id in {ids} and status <> 0";
    private const string Delete = "delete from outbox where id in {ids} and status <> 0 and case_id is null returning id";
    private const string DeleteAttempts = "delete from delivery_attempts where outbox_id in {ids}";

    /// <summary>One batch: looks at up to <paramref name="max"/> messages.</summary>
    public async ValueTask<(bool Any, int Messages)> StepAsync(IdWalk walk, DateTimeOffset enqueuedBefore, int max, CancellationToken cancellationToken)
    {
        var (page, kept) = await database.ReadAsync(
            async connection =>
            {
                var lines = new List<Line>();
                await using (var command = database.Command(connection, null, Page, ("before", walk.Before), ("low", walk.Low), ("max", max)))
                await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
                {
                    while (await reader.ReadAsync(cancellationToken))
                        lines.Add(Read(reader));
                }

                var senders = lines.Where(line => line.CaseId is null).Select(line => line.InstanceId).OfType<Guid>().Distinct().ToList();
                return (lines, (await Batch.ReadAsync(database, connection, null, Instances, senders, reader => reader.GetGuid(0))).ToHashSet());
            },
            cancellationToken);
        if (page.Count == 0)
            return (false, 0);
        bool IsRipe(Line line) => line.IsSettled && line.CreatedAt < enqueuedBefore;
        bool MayGo(Line line) => line.CaseId is null && !(line.InstanceId is { } sender && kept.Contains(sender));
        var full = page.Where(line => IsRipe(line) && line.HasText && !MayGo(line)).Select(line => line.Id).ToList();
        var going = page.Where(line => IsRipe(line) && MayGo(line)).Select(line => line.Id).ToList();
        var changed = full.Count + going.Count == 0 ? 0 : await database.WriteAsync((connection, transaction) => RemoveAsync(connection, transaction, full, going), cancellationToken);
        var left = page.LastOrDefault(line => !IsRipe(line) || (line.CaseId is null && !MayGo(line)));
        walk.Pass(page[^1].Id, left?.Id);
        return (true, changed);
    }

    private async ValueTask<int> RemoveAsync(DbConnection connection, DbTransaction transaction, List<Guid> full, List<Guid> going)
    {
        var emptied = await Batch.ExecuteAsync(database, connection, transaction, Empty, full);
        var gone = await Batch.ReadAsync(database, connection, transaction, Delete, going, reader => reader.GetGuid(0));
        await Batch.ExecuteAsync(database, connection, transaction, DeleteAttempts, gone);
        return emptied + gone.Count;
    }

    private Line Read(DbDataReader reader) => new(
        reader.GetGuid(0), (OutboxStatus)reader.GetInt32(1) != OutboxStatus.Waiting, reader.IsDBNull(2) ? null : reader.GetGuid(2),
        reader.IsDBNull(3) ? null : reader.GetGuid(3), database.Instant(reader, 4), reader.GetBoolean(5));

    private sealed record Line(Guid Id, bool IsSettled, Guid? CaseId, Guid? InstanceId, DateTimeOffset CreatedAt, bool HasText);
}
