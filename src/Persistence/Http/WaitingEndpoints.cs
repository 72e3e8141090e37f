using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Http;

/// <summary>An instance that waits for a request.</summary>
/// <param name="Key">Method and shape, see <see cref="PathTemplate.KeyOf"/>.</param>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="NodeId">Path of the waiting node in its definition.</param>
/// <param name="VersionId">The version the instance runs.</param>
public sealed record WaitingEndpoint(string Key, Guid BookmarkId, Guid InstanceId, string NodeId, string VersionId);

/// <summary>Finds instances that wait for a request. One look-up in the index for each key, however many instances wait. Thread-safe.</summary>
public sealed class WaitingEndpoints(Database database)
{
    private const string Columns = "b.key, b.id, b.instance_id, b.node_id, i.version_id";

    private const string Matches = """
        b.name = @name and b.key <> '' and (@instance is null or b.instance_id = @instance) and (@correlation is null or b.correlation_id = @correlation)
        """;

    // "cross join" keeps the order of the keys, so two rows are enough to know whether the first is alone.
    private const string OnSqlite = $"""
        select {Columns} from json_each(@keys) k cross join bookmarks b on b.key = k.value cross join instances i on i.id = b.instance_id
        where {Matches} limit 2
        """;

    private static readonly string OnPostgres = $"""
        select {Columns} from unnest(@keys) with ordinality k(key, place)
        cross join lateral (select * from bookmarks b where b.key = k.key and {Matches.Replace("@instance", "@instance::uuid", StringComparison.Ordinal).Replace("@correlation", "@correlation::text", StringComparison.Ordinal)} limit 2) b
        join instances i on i.id = b.instance_id
        order by k.place limit 2
        """;

    /// <summary>Up to two that match the first key that any matches; a second one means that the request is ambiguous.</summary>
    /// <param name="keys">The most specific first.</param>
    /// <param name="instanceId">Only this instance; null: any.</param>
    /// <param name="correlationId">Only instances of this correlation; null: any.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    public async ValueTask<ImmutableArray<WaitingEndpoint>> FindAsync(ImmutableArray<string> keys, Guid? instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            async connection =>
            {
                await using var command = Command(connection, keys, instanceId, correlationId);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var waiting = ImmutableArray.CreateBuilder<WaitingEndpoint>();
                while (await reader.ReadAsync(cancellationToken))
                    waiting.Add(new WaitingEndpoint(reader.GetString(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4)));
                return waiting.DrainToImmutable();
            },
            cancellationToken);
        return found is [var first, var second] && first.Key != second.Key ? [first] : found;
    }

    private DbCommand Command(DbConnection connection, ImmutableArray<string> keys, Guid? instanceId, string? correlationId) => database is SqliteDatabase
        ? database.Command(connection, null, OnSqlite, ("keys", JsonSerializer.Serialize([.. keys], KeysJson.Default.StringArray)), ("name", HttpStimuli.Endpoint), ("instance", instanceId), ("correlation", correlationId))
        : database.Command(connection, null, OnPostgres, ("keys", keys.ToArray()), ("name", HttpStimuli.Endpoint), ("instance", instanceId), ("correlation", correlationId));
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class KeysJson : System.Text.Json.Serialization.JsonSerializerContext;
