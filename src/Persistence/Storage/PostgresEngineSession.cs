using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>A unit of work on PostgreSQL.</summary>
internal sealed class PostgresEngineSession(PostgresDatabase database, AsyncServiceScope scope, NpgsqlConnection connection)
    : EngineSession(database, scope, connection)
{
    public override async ValueTask<StoredInstance?> LoadAsync(Guid instanceId, string? stimulusKey, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Ask(PostgresSql.LoadInstance).Id(instanceId);
        Ask(PostgresSql.LoadBookmarks).Id(instanceId);
        Ask(PostgresSql.LoadStimuli).Id(instanceId);
        if (stimulusKey is not null)
            Ask(PostgresSql.SeenStimulus).Id(instanceId).Text(stimulusKey);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken)
                ? await ReadInstanceAsync(reader, instanceId, stimulusKey, cancellationToken)
                : null;
        }
        catch (NpgsqlException exception) when (database.Translate(exception) is { } translated)
        {
            throw translated;
        }

        PostgresParameters Ask(string sql)
        {
            var command = new NpgsqlBatchCommand(sql);
            batch.BatchCommands.Add(command);
            return new PostgresParameters(command.Parameters);
        }
    }

    public override async ValueTask<ImmutableArray<DefinitionPin>> LoadPinsAsync(Guid rootId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresSql.LoadPins, connection);
        new PostgresParameters(command.Parameters).Id(rootId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pins = ImmutableArray.CreateBuilder<DefinitionPin>();
        while (await reader.ReadAsync(cancellationToken))
            pins.Add(new DefinitionPin(reader.GetString(0), reader.GetString(1)));
        return pins.DrainToImmutable();
    }

    public override async ValueTask<ImmutableArray<string>> LoadTreeDefinitionsAsync(Guid rootId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresSql.LoadTreeDefinitions, connection);
        new PostgresParameters(command.Parameters).Id(rootId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var definitions = ImmutableArray.CreateBuilder<string>();
        while (await reader.ReadAsync(cancellationToken))
            definitions.Add(reader.GetString(0));
        return definitions.DrainToImmutable();
    }

    protected override async ValueTask<CommitOutcome> WriteAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var outcome = DomainTakesPart || CrashPoints.IsArmed(CrashPoint.BeforeCommit)
                ? await WriteInTransactionAsync(commit)
                : await WriteBatchAsync(commit);
            if (outcome is CommitOutcome.Committed)
                CrashPoints.Reach(CrashPoint.AfterCommit);
            return outcome;
        }
        catch (DbUpdateException exception) when (exception.InnerException is not null)
        {
            if (Judge(exception.InnerException) is { } outcome)
                return outcome;
            throw database.Translate(exception.InnerException) ?? (Exception)exception;
        }
        catch (NpgsqlException exception)
        {
            if (Judge(exception) is { } outcome)
                return outcome;
            throw database.Translate(exception) ?? (Exception)exception;
        }
    }

    private async ValueTask<CommitOutcome> WriteBatchAsync(BurstCommit commit)
    {
        await using var batch = new NpgsqlBatch(connection);
        PostgresCommit.Fill(batch, commit);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        return CommitOutcome.Committed.Instance;
    }

    private async ValueTask<CommitOutcome> WriteInTransactionAsync(BurstCommit commit)
    {
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        if (DomainTakesPart && !await SaveDomainAsync(transaction))
            return new CommitOutcome.StaleCase();
        await WriteBatchAsync(commit);
        CrashPoints.Reach(CrashPoint.BeforeCommit);
        await transaction.CommitAsync(CancellationToken.None);
        return CommitOutcome.Committed.Instance;
    }

    /// <summary>What a refused statement means; null when it is neither a guard nor about the rows.</summary>
    private static CommitOutcome? Judge(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresSql.StaleInstance } => new CommitOutcome.StaleInstance(),
        PostgresException { SqlState: PostgresSql.StaleTask } task => new CommitOutcome.StaleTask(Guid.Parse(task.MessageText)),
        PostgresException { SqlState: PostgresSql.StaleDelivery } message => new CommitOutcome.StaleDelivery(Guid.Parse(message.MessageText)),
        _ when PostgresFailures.IsConflict(exception) => new CommitOutcome.StaleInstance(),
        _ when PostgresFailures.IsAboutRows(exception) => new CommitOutcome.Poison(exception),
        _ => null,
    };

    private async ValueTask<StoredInstance> ReadInstanceAsync(
        NpgsqlDataReader reader, Guid instanceId, string? stimulusKey, CancellationToken cancellationToken)
    {
        var header = StoredRows.ReadHeader(database, reader, instanceId);
        await reader.NextResultAsync(cancellationToken);
        var bookmarks = ImmutableArray.CreateBuilder<Bookmark>();
        while (await reader.ReadAsync(cancellationToken))
            bookmarks.Add(StoredRows.ReadBookmark(database, reader, instanceId));
        await reader.NextResultAsync(cancellationToken);
        var stimuli = ImmutableArray.CreateBuilder<Stimulus>();
        while (await reader.ReadAsync(cancellationToken))
            stimuli.Add(StoredRows.ReadStimulus(database, reader, instanceId));
        var seen = stimulusKey is not null && await reader.NextResultAsync(cancellationToken) && await reader.ReadAsync(cancellationToken);
        return header with { Bookmarks = bookmarks.DrainToImmutable(), Stimuli = stimuli.DrainToImmutable(), StimulusSeen = seen };
    }
}
