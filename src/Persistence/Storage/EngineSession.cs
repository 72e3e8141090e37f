using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>What both databases' units of work share: the scope, the connection, the domain's context and its part of the commit.</summary>
internal abstract class EngineSession : IEngineSession
{
    private readonly Database _database;
    private readonly AsyncServiceScope _scope;
    private bool _committed;
    private bool _disposed;

    protected EngineSession(Database database, AsyncServiceScope scope, DbConnection connection)
    {
        _database = database;
        _scope = scope;
        Connection = connection;
        Shared.Attach(this);
    }

    public IServiceProvider Services => _scope.ServiceProvider;

    public bool DomainTouched => Shared.Context?.ChangeTracker.HasChanges() ?? false;

    internal DbConnection Connection { get; }

    private SessionScope Shared => Services.GetRequiredService<SessionScope>();

    /// <summary>Whether the commit has something to do in the domain's tables.</summary>
    protected bool DomainTakesPart => DomainTouched || Shared.Context is { Guards.Count: > 0 };

    public StorageUnavailableException? Unavailable(Exception exception) => _database.Unavailable(exception);

    public abstract ValueTask<StoredInstance?> LoadAsync(Guid instanceId, string? stimulusKey, CancellationToken cancellationToken);

    public abstract ValueTask<ImmutableArray<DefinitionPin>> LoadPinsAsync(Guid rootId, CancellationToken cancellationToken);

    public abstract ValueTask<ImmutableArray<string>> LoadTreeDefinitionsAsync(Guid rootId, CancellationToken cancellationToken);

    public ValueTask<CommitOutcome> CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        if (_committed)
            throw new InvalidOperationException("A unit of work commits once; a second try takes a new session.");
        _committed = true;
        return WriteAsync(commit, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return; // the scope, which knows the session as one of its services, disposes it again
        _disposed = true;
        await _scope.DisposeAsync();
        await _database.ReturnAsync(Connection);
    }

    protected abstract ValueTask<CommitOutcome> WriteAsync(BurstCommit commit, CancellationToken cancellationToken);

    /// <summary>
    /// The domain's part, inside <paramref name="transaction"/>. Cases first: their rows are locked before tasks and instances, by
    /// everybody, in order of their ids.
    /// </summary>
    /// <returns>False: a case has changed since it was read.</returns>
    protected async ValueTask<bool> SaveDomainAsync(DbTransaction transaction)
    {
        var context = Shared.Context!; // asked for only when the domain takes part
        await context.Database.UseTransactionAsync(transaction, CancellationToken.None);
        var touched = CaseGuard.Touched(context);
        foreach (var (caseId, version) in context.Guards)
        {
            if (CaseGuard.IsNew(context, caseId))
                continue; // nobody else can have changed it
            if (touched.TryGetValue(caseId, out var read) && read is not null && read != version)
                return false; // read twice, with a change by somebody else in between
            touched[caseId] = version;
        }

        foreach (var (caseId, version) in touched)
        {
            if (!await RaiseVersionAsync(transaction, caseId, version))
                return false;
            CaseGuard.Raised(context, caseId);
        }

        try
        {
            await context.SaveInUnitAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private async ValueTask<bool> RaiseVersionAsync(DbTransaction transaction, Guid caseId, long? version)
    {
        await using var raise = version is null
            ? _database.Command(Connection, transaction, $"update {CaseGuard.Table} set version = version + 1 where id = @id", ("id", caseId))
            : _database.Command(Connection, transaction, $"update {CaseGuard.Table} set version = version + 1 where id = @id and version = @version", ("id", caseId), ("version", version));
        return await raise.ExecuteNonQueryAsync(CancellationToken.None) > 0;
    }
}
