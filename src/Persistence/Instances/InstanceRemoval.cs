using System.Data.Common;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Housekeeping;

namespace ProcessAutomation.Persistence.Instances;

/// <summary>What removing an instance came to. Closed.</summary>
public abstract record RemovalResult
{
    private RemovalResult()
    {
    }

    /// <summary>It is gone. <paramref name="Instances"/>: with the sub-flows it had started, at least 1.</summary>
    public sealed record Removed(int Instances) : RemovalResult;

    /// <summary>It, or a sub-flow it has started, has not ended.</summary>
    public sealed record StillRuns : RemovalResult
    {
        /// <summary>The one instance.</summary>
        public static StillRuns Instance { get; } = new();
    }

    /// <summary>It is part of what happened in a case that goes on.</summary>
    public sealed record CaseGoesOn(Guid CaseId) : RemovalResult;

    /// <summary>It is a sub-flow, and goes with the instance that started it all.</summary>
    public sealed record PartOfAnother(Guid RootId) : RemovalResult;

    /// <summary>There is no such instance.</summary>
    public sealed record NotFound : RemovalResult
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }
}

/// <summary>
/// Removes single instances before retention would: whole trees only, all of which have ended, and none of a case that goes on. Who removed what
/// stays behind, as an alteration of kind <c>delete</c>. Thread-safe.
/// </summary>
public sealed class InstanceRemoval(Database database, BusinessClock clock, IdSource ids)
{
    /// <summary>Kind of the row that stays behind.</summary>
    public const string Kind = "delete";

    private const int ChunkSize = 400;
    private const string Find = "select root_id, definition_id, version_id, revision from instances where id in {ids}";
    private const string Look = "select id, status, correlation_id from instances where id in {ids}";
    private const string Children = "select id from instances where parent_id in {ids}";
    private const string OpenCases = "select id from cases where id in {ids} and status in (@open, @paused)";
    private const string Note = """
        insert into alterations (id, instance_id, kind, arguments, altered_by, reason, altered_at, revision_before, revision_after)
        values (@id, @instance, @kind, @arguments, @by, '', @at, @revision, @revision)
        """;

    /// <summary>Removes the instance and its sub-flows, or nothing.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="by">User id.</param>
    /// <param name="cancellationToken">Stops before the transaction.</param>
    public ValueTask<RemovalResult> RemoveAsync(Guid id, string by, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => RemoveAsync(connection, transaction, id, by), cancellationToken);

    private async ValueTask<RemovalResult> RemoveAsync(DbConnection connection, DbTransaction transaction, Guid id, string by)
    {
        var heads = await Batch.ReadAsync(database, connection, transaction, Find, [id], reader => (Root: reader.GetGuid(0), Definition: reader.GetString(1), Version: reader.GetString(2), Revision: reader.GetInt64(3)));
        if (heads is not [var head])
            return RemovalResult.NotFound.Instance;
        if (head.Root != id && (await Batch.ReadAsync(database, connection, transaction, Look, [head.Root], reader => reader.GetGuid(0))).Count > 0)
            return new RemovalResult.PartOfAnother(head.Root);
        var tree = await TreeAsync(connection, transaction, id);
        var lines = await InChunksAsync(tree, chunk => Batch.ReadAsync(database, connection, transaction, Look, chunk, reader => (
            HasEnded: (InstanceStatus)reader.GetInt32(1) == InstanceStatus.Finished,
            CaseId: Guid.TryParse(reader.IsDBNull(2) ? null : reader.GetString(2), out var caseId) ? caseId : (Guid?)null)));
        if (lines.Exists(line => !line.HasEnded))
            return RemovalResult.StillRuns.Instance;
        var open = await InChunksAsync([.. lines.Select(line => line.CaseId).OfType<Guid>().Distinct()], chunk => Batch.ReadAsync(
            database, connection, transaction, OpenCases, chunk, reader => reader.GetGuid(0), ("open", (int)CaseStatus.Open), ("paused", (int)CaseStatus.Paused)));
        if (open is [var caseId, ..])
            return new RemovalResult.CaseGoesOn(caseId);
        var gone = 0;
        foreach (var chunk in tree.Chunk(ChunkSize))
            gone += await InstanceParts.RemoveAsync(database, connection, transaction, chunk);
        var arguments = $$"""{"definitionId":{{Text(head.Definition)}},"versionId":{{Text(head.Version)}}}""";
        await using var note = database.Command(
            connection, transaction, Note,
            ("id", ids.New()), ("instance", id), ("kind", Kind), ("arguments", arguments), ("by", by), ("at", clock.GetUtcNow()), ("revision", head.Revision));
        await note.ExecuteNonQueryAsync(CancellationToken.None);
        return new RemovalResult.Removed(gone);
    }

    private async ValueTask<List<Guid>> TreeAsync(DbConnection connection, DbTransaction transaction, Guid id)
    {
        var tree = new List<Guid> { id };
        for (List<Guid> level = [id]; level.Count > 0;)
        {
            level = await InChunksAsync(level, chunk => Batch.ReadAsync(database, connection, transaction, Children, chunk, reader => reader.GetGuid(0)));
            tree.AddRange(level);
        }

        return tree;
    }

    private static async ValueTask<List<T>> InChunksAsync<T>(IReadOnlyCollection<Guid> all, Func<Guid[], ValueTask<List<T>>> read)
    {
        var found = new List<T>();
        foreach (var chunk in all.Chunk(ChunkSize))
            found.AddRange(await read(chunk));
        return found;
    }

    private static string Text(string id) => $"\"{System.Text.Json.JsonEncodedText.Encode(id)}\"";
}
