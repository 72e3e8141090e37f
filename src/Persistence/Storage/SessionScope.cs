using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Storage;

/// <summary>
/// What a DI scope knows of its unit of work: none for a page that only reads, one for a scope that the engine opened. It decides on
/// whose connection the domain's context lives.
/// </summary>
internal sealed class SessionScope(Database database) : IDisposable, IAsyncDisposable
{
    private EngineSession? _session;
    private DbConnection? _ownConnection;

    /// <summary>The unit of work of this scope.</summary>
    /// <exception cref="InvalidOperationException">The scope was not opened by the engine.</exception>
    public IEngineSession Session => _session ?? throw new InvalidOperationException("This scope has no unit of work: it was not opened by the engine.");

    /// <summary>The scope's context, once somebody has asked for it; null means the domain has not been looked at.</summary>
    public CaseDbContext? Context { get; private set; }

    public void Attach(EngineSession session) => _session = session;

    public CaseDbContext MakeContext()
    {
        Context = new CaseDbContext(database.ContextOptions);
        if (_session is not null)
            Context.BelongToUnit();
        Context.Database.SetDbConnection(_session?.Connection ?? (_ownConnection = database.Rent()));
        return Context;
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        // The container disposes in reverse order of creation, the context before us: its connection is free by now.
        if (_ownConnection is not null)
            await database.ReturnAsync(_ownConnection);
        _ownConnection = null;
    }
}
