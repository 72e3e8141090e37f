using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
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

/// <summary>
/// Finds instances that wait for a request, however many wait: by one look-up in the index for each key, or by the instance or case that the
/// request names. Thread-safe.
/// </summary>
public sealed class WaitingEndpoints(Database database)
{
    private const string Columns = "b.key, b.id, b.instance_id, b.node_id, i.version_id";

    // "cross join" keeps the order of the keys, so two rows are enough to know whether the first is alone.
    private const string OnSqlite = $"""
        select {Columns} from json_each(@keys) k cross join bookmarks b on b.key = k.value cross join instances i on i.id = b.instance_id
        where b.name = @name and b.key <> '' limit 2
        """;

    private const string OnPostgres = $"""
        select {Columns} from unnest(@keys) with ordinality k(key, place)
        cross join lateral (select * from bookmarks w where w.key = k.key and w.name = @name and w.key <> '' limit 2) b
        join instances i on i.id = b.instance_id
        order by k.place limit 2
        """;

    private const string OfInstance = $"select {Columns} from instances i cross join bookmarks b where b.instance_id = i.id and b.name = @name and i.id = @target";

    private const string OfCase = $"select {Columns} from instances i cross join bookmarks b where b.instance_id = i.id and b.name = @name and i.correlation_id = @target and i.status = 0";

    /// <summary>Up to two that match the first key that any matches; a second one means that the request is ambiguous.</summary>
    /// <param name="keys">The most specific first.</param>
    /// <param name="instanceId">Only this instance; null: any.</param>
    /// <param name="correlationId">Only instances of this correlation; null: any. Not looked at when an instance is named.</param>
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
        var places = found.Select(waiting => keys.IndexOf(waiting.Key)).Where(place => place >= 0).ToArray();
        return places.Length == 0 ? [] : [.. found.Where(waiting => waiting.Key == keys[places.Min()]).Take(2)];
    }

    private DbCommand Command(DbConnection connection, ImmutableArray<string> keys, Guid? instanceId, string? correlationId) =>
        instanceId is not null ? database.Command(connection, null, OfInstance, ("name", HttpStimuli.Endpoint), ("target", instanceId))
        : correlationId is not null ? database.Command(connection, null, OfCase, ("name", HttpStimuli.Endpoint), ("target", correlationId))
        : database is SqliteDatabase ? database.Command(connection, null, OnSqlite, ("keys", JsonSerializer.Serialize([.. keys], KeysJson.Default.StringArray)), ("name", HttpStimuli.Endpoint))
        : database.Command(connection, null, OnPostgres, ("keys", keys.ToArray()), ("name", HttpStimuli.Endpoint));
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class KeysJson : JsonSerializerContext;
