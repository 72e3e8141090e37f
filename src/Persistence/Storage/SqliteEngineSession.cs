using System.Collections.Immutable;
using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>A unit of work on SQLite.</summary>
internal sealed class SqliteEngineSession(SqliteDatabase database, AsyncServiceScope scope, SqliteConnectionSlot slot)
    : EngineSession(database, scope, slot.Connection)
{
    public override ValueTask<StoredInstance?> LoadAsync(Guid instanceId, string? stimulusKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        slot.Execute(SqliteSql.BeginRead); // one moment for all of it; readers never wait in WAL
        try
        {
            return ValueTask.FromResult(ReadInstance(instanceId, stimulusKey));
        }
        finally
        {
            slot.Execute(SqliteSql.Commit);
        }
    }

    public override ValueTask<ImmutableArray<DefinitionPin>> LoadPinsAsync(Guid rootId, CancellationToken cancellationToken)
    {
        using var reader = slot.Query(SqliteSql.LoadPins, rootId);
        var pins = ImmutableArray.CreateBuilder<DefinitionPin>();
        while (reader.Read())
            pins.Add(new DefinitionPin(reader.GetString(0), reader.GetString(1)));
        return ValueTask.FromResult(pins.DrainToImmutable());
    }

    public override ValueTask<ImmutableArray<string>> LoadTreeDefinitionsAsync(Guid rootId, CancellationToken cancellationToken)
    {
        using var reader = slot.Query(SqliteSql.LoadTreeDefinitions, rootId);
        var definitions = ImmutableArray.CreateBuilder<string>();
        while (reader.Read())
            definitions.Add(reader.GetString(0));
        return ValueTask.FromResult(definitions.DrainToImmutable());
    }

    protected override async ValueTask<CommitOutcome> WriteAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        await database.Gate.WaitAsync(cancellationToken);
        try
        {
            var outcome = DomainTakesPart ? await WriteWithDomainAsync(commit) : Write(commit);
            if (outcome is CommitOutcome.Committed)
                CrashPoints.Reach(CrashPoint.AfterCommit);
            return outcome;
        }
        catch (DbUpdateException exception) when (exception.InnerException is SqliteException sqlite)
        {
            return Judge(sqlite);
        }
        catch (SqliteException exception)
        {
            return Judge(exception);
        }
        finally
        {
            database.Gate.Release();
        }
    }

    private CommitOutcome Write(BurstCommit commit)
    {
        slot.Execute(SqliteSql.Begin);
        var durable = false;
        try
        {
            if (SqliteCommit.Write(slot, commit) is { } refused)
                return refused;
            CrashPoints.Reach(CrashPoint.BeforeCommit);
            slot.Execute(SqliteSql.Commit);
            durable = true;
            return CommitOutcome.Committed.Instance;
        }
        finally
        {
            // A full disk makes SQLite roll back by itself.
            if (!durable && SQLitePCL.raw.sqlite3_get_autocommit(slot.Connection.Handle) == 0)
                slot.Execute(SqliteSql.Rollback);
        }
    }

    private async ValueTask<CommitOutcome> WriteWithDomainAsync(BurstCommit commit)
    {
        await using var transaction = slot.Connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        slot.Transaction = transaction;
        try
        {
            if (!await SaveDomainAsync(transaction))
                return new CommitOutcome.StaleCase();
            if (SqliteCommit.Write(slot, commit) is { } refused)
                return refused;
            CrashPoints.Reach(CrashPoint.BeforeCommit);
            transaction.Commit();
            return CommitOutcome.Committed.Instance;
        }
        finally
        {
            slot.Transaction = null;
        }
    }

    private CommitOutcome.Poison Judge(SqliteException exception) => SqliteFailures.IsAboutRows(exception)
        ? new CommitOutcome.Poison(exception)
        : throw database.Translate(exception) ?? (Exception)exception;

    private StoredInstance? ReadInstance(Guid instanceId, string? stimulusKey)
    {
        StoredInstance header;
        using (var reader = slot.Query(SqliteSql.LoadInstance, instanceId))
        {
            if (!reader.Read())
                return null;
            header = StoredRows.ReadHeader(database, reader, instanceId);
        }

        var bookmarks = ImmutableArray.CreateBuilder<Bookmark>();
        using (var reader = slot.Query(SqliteSql.LoadBookmarks, instanceId))
        {
            while (reader.Read())
                bookmarks.Add(StoredRows.ReadBookmark(database, reader, instanceId));
        }

        var stimuli = ImmutableArray.CreateBuilder<Stimulus>();
        using (var reader = slot.Query(SqliteSql.LoadStimuli, instanceId))
        {
            while (reader.Read())
                stimuli.Add(StoredRows.ReadStimulus(database, reader, instanceId));
        }

        return header with
        {
            Bookmarks = bookmarks.DrainToImmutable(),
            Stimuli = stimuli.DrainToImmutable(),
            StimulusSeen = stimulusKey is not null && HasStimulus(instanceId, stimulusKey),
        };
    }

    private bool HasStimulus(Guid instanceId, string stimulusKey)
    {
        using var reader = slot.Query(SqliteSql.SeenStimulus, instanceId, stimulusKey);
        return reader.Read();
    }
}
