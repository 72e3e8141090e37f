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
    private readonly SessionScope _sessionScope;
    private bool _committed;

    protected EngineSession(Database database, AsyncServiceScope scope, DbConnection connection)
    {
        _database = database;
        _scope = scope;
        Connection = connection;
        _sessionScope = scope.ServiceProvider.GetRequiredService<SessionScope>();
        _sessionScope.Attach(this);
    }

    public IServiceProvider Services => _scope.ServiceProvider;

    public bool DomainTouched => _sessionScope.Context?.ChangeTracker.HasChanges() ?? false;

    internal DbConnection Connection { get; }

    /// <summary>Whether the commit has something to do in the domain's tables.</summary>
    protected bool DomainTakesPart => DomainTouched || _sessionScope.Context is { Guards.Count: > 0 };

    public abstract ValueTask<StoredInstance?> LoadAsync(Guid instanceId, string? stimulusKey, CancellationToken cancellationToken);

    public abstract ValueTask<ImmutableArray<DefinitionPin>> LoadPinsAsync(Guid rootId, CancellationToken cancellationToken);

    public ValueTask<CommitOutcome> CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        if (_committed)
            throw new InvalidOperationException("A unit of work commits once; a second try takes a new session.");
        _committed = true;
        return WriteAsync(commit, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
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
        var context = _sessionScope.Context!; // asked for only when the domain takes part
        await context.Database.UseTransactionAsync(transaction, CancellationToken.None);
        var untracked = CaseGuard.RaiseVersions(context);
        var guarded = context.Guards.Distinct().OrderBy(guard => guard.CaseId).ToArray();
        foreach (var (caseId, version) in guarded)
        {
            // A tracked case that is saved below checks its version itself; one that is only read does so here, and gets no new version.
            if (!await CaseIsAtAsync(context, transaction, caseId, version))
                return false;
            untracked.Remove(caseId);
        }

        foreach (var caseId in untracked.Concat(guarded.Select(guard => guard.CaseId)).Order())
        {
            if (context.ChangeTracker.Entries().Any(entry => entry.Metadata.GetTableName() == CaseGuard.Table && Equals(entry.Property("Id").CurrentValue, caseId)))
                continue;
            await using var raise = _database.Command(Connection, transaction, $"update {CaseGuard.Table} set version = version + 1 where id = @id", ("id", caseId));
            if (await raise.ExecuteNonQueryAsync(CancellationToken.None) == 0)
                return false;
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

    private async ValueTask<bool> CaseIsAtAsync(CaseDbContext context, DbTransaction transaction, Guid caseId, long version)
    {
        var hold = context.Database.IsSqlite() ? "" : " for no key update";
        await using var check = _database.Command(
            Connection, transaction, $"select 1 from {CaseGuard.Table} where id = @id and version = @version{hold}", ("id", caseId), ("version", version));
        return await check.ExecuteScalarAsync(CancellationToken.None) is not null;
    }
}
