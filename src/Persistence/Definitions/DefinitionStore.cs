using System.Collections.Immutable;
using System.Data.Common;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Triggers;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.Persistence.Triggers;

namespace ProcessAutomation.Persistence.Definitions;

/// <summary>Workflow definitions on both databases; nothing here is hot, so one text serves both.</summary>
internal sealed class DefinitionStore(Database database, TriggerTable triggerTable) : IDefinitionStore
{
    private const string Columns =
        "version_id, definition_id, version, name, json, is_latest, is_published, is_frozen, revision, created_at, updated_at";

    public ValueTask<StoredDefinition?> LoadAsync(string versionId, CancellationToken cancellationToken) =>
        FindAsync("version_id = @id", versionId, cancellationToken);

    public ValueTask<StoredDefinition?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        FindAsync("definition_id = @id and is_published", definitionId, cancellationToken);

    public ValueTask<StoredDefinition?> FindLatestAsync(string definitionId, CancellationToken cancellationToken) =>
        FindAsync("definition_id = @id and is_latest", definitionId, cancellationToken);

    public ValueTask<ImmutableArray<StoredDefinition>> ListAsync(string? definitionId, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            var all = $"select {Columns} from definitions order by definition_id, version desc";
            await using var command = definitionId is null
                ? database.Command(connection, null, all)
                : database.Command(connection, null, $"select {Columns} from definitions where definition_id = @id order by version desc", ("id", definitionId));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var definitions = ImmutableArray.CreateBuilder<StoredDefinition>();
            while (await reader.ReadAsync(cancellationToken))
                definitions.Add(Read(reader));
            return definitions.DrainToImmutable();
        },
        cancellationToken);

    public ValueTask<StoredDefinition> SaveDraftAsync(DefinitionDraft draft, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await HoldAsync(connection, transaction, draft.DefinitionId);
            var latest = await FirstAsync(connection, transaction, "definition_id = @id and is_latest", draft.DefinitionId);
            if (latest is { IsFrozen: false })
            {
                await RunAsync(connection, transaction, "update definitions set name = @name, json = @json, revision = revision + 1, updated_at = @at where version_id = @id",
                    ("name", draft.Name), ("json", draft.Json), ("at", draft.At), ("id", latest.VersionId));
                return latest with { Name = draft.Name, Json = draft.Json, Revision = latest.Revision + 1, UpdatedAt = Instants.Truncate(draft.At) };
            }

            await RunAsync(connection, transaction, "update definitions set is_latest = false where definition_id = @id and is_latest", ("id", draft.DefinitionId));
            var made = new StoredDefinition
            {
                VersionId = draft.NewVersionId,
                DefinitionId = draft.DefinitionId,
                Version = (latest?.Version ?? 0) + 1,
                Name = draft.Name,
                Json = draft.Json,
                IsLatest = true,
                IsPublished = false,
                IsFrozen = false,
                Revision = 1,
                CreatedAt = Instants.Truncate(draft.At),
                UpdatedAt = Instants.Truncate(draft.At),
            };
            await RunAsync(connection, transaction, $"insert into definitions ({Columns}) values (@id, @definition, @version, @name, @json, true, false, false, 1, @at, @at)",
                ("id", made.VersionId), ("definition", made.DefinitionId), ("version", made.Version), ("name", made.Name), ("json", made.Json), ("at", made.CreatedAt));
            return made;
        },
        cancellationToken);

    public ValueTask<bool> PublishAsync(
        string versionId, int expectedRevision, ImmutableArray<TriggerWish> triggers, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (await FirstAsync(connection, transaction, "version_id = @id", versionId) is not { } found)
                return false;
            await HoldAsync(connection, transaction, found.DefinitionId);
            var current = await FirstAsync(connection, transaction, "version_id = @id", versionId);
            if (current?.Revision != expectedRevision)
                return false;
            if (current.IsPublished)
                return true;
            await RunAsync(connection, transaction, "update definitions set is_published = false, updated_at = @at where definition_id = @definition and is_published and version_id <> @id",
                ("at", at), ("definition", found.DefinitionId), ("id", versionId));
            await RunAsync(connection, transaction, "update definitions set is_published = true, is_frozen = true, updated_at = @at where version_id = @id and not is_published",
                ("at", at), ("id", versionId));
            await triggerTable.ReplaceAsync(connection, transaction, found.DefinitionId, versionId, triggers, at);
            return true;
        },
        cancellationToken);

    public ValueTask<bool> KeepUsedAsync(string versionId, IReadOnlyCollection<string> usedVersionIds, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await RunAsync(connection, transaction, "delete from definition_uses where version_id = @id", ("id", versionId));
            foreach (var used in usedVersionIds)
            {
                var noted = await RunAsync(connection, transaction, "insert into definition_uses select @id, version_id from definitions where version_id = @used", ("id", versionId), ("used", used));
                if (noted == 0)
                    return false;
            }

            return true;
        },
        cancellationToken);

    public ValueTask<ImmutableArray<string>> FindUsersAsync(string definitionId, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = database.Command(
                connection,
                null,
                """
                select distinct consumer.definition_id
                from definition_uses join definitions used on used.version_id = used_version_id join definitions consumer on consumer.version_id = definition_uses.version_id
                where used.definition_id = @id and consumer.is_published order by consumer.definition_id
                """,
                ("id", definitionId));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var users = ImmutableArray.CreateBuilder<string>();
            while (await reader.ReadAsync(cancellationToken))
                users.Add(reader.GetString(0));
            return users.DrainToImmutable();
        },
        cancellationToken);

    public ValueTask<bool> RetractAsync(string definitionId, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await HoldAsync(connection, transaction, definitionId);
            await triggerTable.RemoveAsync(connection, transaction, definitionId);
            return await RunAsync(connection, transaction, "update definitions set is_published = false where definition_id = @id and is_published", ("id", definitionId)) > 0;
        },
        cancellationToken);

    public ValueTask<ImmutableArray<StoredTrigger>> ListTriggersAsync(string? name, CancellationToken cancellationToken) => database.ReadAsync(
        connection => name is null ? triggerTable.ListAsync(connection, null, "") : triggerTable.ListAsync(connection, null, "where name = @name", ("name", name)),
        cancellationToken);

    public ValueTask<bool> DeleteAsync(string versionId, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (await FirstAsync(connection, transaction, "version_id = @id", versionId) is not { } found)
                return false;
            await HoldAsync(connection, transaction, found.DefinitionId);
            var deleted = await RunAsync(
                connection,
                transaction,
                """
                delete from definitions where version_id = @id and not is_published
                  and not exists (select 1 from instances where version_id = @id) and not exists (select 1 from instance_pins where version_id = @id)
                  and not exists (select 1 from definition_uses where used_version_id = @id)
                """,
                ("id", versionId));
            if (deleted == 0)
                return false;
            await RunAsync(
                connection,
                transaction,
                """
                update definitions set is_latest = true
                where definition_id = @id and not is_latest and version = (select max(version) from definitions where definition_id = @id)
                """,
                ("id", found.DefinitionId));
            return true;
        },
        cancellationToken);

    // Two who save the first draft of the same definition at once have no row to lock yet, so the lock is on its name.
    private async ValueTask HoldAsync(DbConnection connection, DbTransaction transaction, string definitionId)
    {
        if (database is PostgresDatabase)
            await RunAsync(connection, transaction, "select pg_advisory_xact_lock(hashtextextended(@id, 0))", ("id", definitionId));
    }

    private ValueTask<StoredDefinition?> FindAsync(string condition, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => FirstAsync(connection, null, condition, id), cancellationToken);

    private async ValueTask<StoredDefinition?> FirstAsync(DbConnection connection, DbTransaction? transaction, string condition, string id)
    {
        await using var command = database.Command(connection, transaction, $"select {Columns} from definitions where {condition}", ("id", id));
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        return await reader.ReadAsync(CancellationToken.None) ? Read(reader) : null;
    }

    private async ValueTask<int> RunAsync(DbConnection connection, DbTransaction transaction, string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = database.Command(connection, transaction, sql, parameters);
        return await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private StoredDefinition Read(DbDataReader reader) => new()
    {
        VersionId = reader.GetString(0),
        DefinitionId = reader.GetString(1),
        Version = reader.GetInt32(2),
        Name = reader.GetString(3),
        Json = reader.GetString(4),
        IsLatest = reader.GetBoolean(5),
        IsPublished = reader.GetBoolean(6),
        IsFrozen = reader.GetBoolean(7),
        Revision = reader.GetInt32(8),
        CreatedAt = database.Instant(reader, 9),
        UpdatedAt = database.Instant(reader, 10),
    };
}
