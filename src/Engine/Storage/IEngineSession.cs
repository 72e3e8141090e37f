using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Storage;

/// <summary>
/// One unit of work: one DI scope, at most one connection, at most one transaction, which exists only inside
/// <see cref="CommitAsync"/>. Reads see what is committed at their moment; the guards of the commit notice what has changed since.
/// Disposing it without a commit leaves nothing behind. Not thread-safe.
/// </summary>
public interface IEngineSession : IAsyncDisposable
{
    /// <summary>Services of the scope; the session and the domain's context are among them.</summary>
    IServiceProvider Services { get; }

    /// <summary>Whether tracked domain objects have been changed, added or deleted.</summary>
    bool DomainTouched { get; }

    /// <summary>Reads an instance with all that may resume it; null when there is none of this id.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="stimulusKey">Ask whether this stimulus has been seen before; null asks nothing.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    ValueTask<StoredInstance?> LoadAsync(Guid instanceId, string? stimulusKey, CancellationToken cancellationToken);

    /// <summary>The failure of the database itself that is behind an exception of something that read through this session; null: it is about something else.</summary>
    StorageUnavailableException? Unavailable(Exception exception);

    /// <summary>The versions pinned when the root was started; empty when none were.</summary>
    ValueTask<ImmutableArray<DefinitionPin>> LoadPinsAsync(Guid rootId, CancellationToken cancellationToken);

    /// <summary>The definitions of which a tree has or had instances below its root, each once.</summary>
    ValueTask<ImmutableArray<string>> LoadTreeDefinitionsAsync(Guid rootId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the tracked domain objects and the engine's rows in one transaction. Once only, also when nothing was committed: a
    /// second try takes a new session. Cancellation is not looked at once the transaction has begun to commit.
    /// </summary>
    ValueTask<CommitOutcome> CommitAsync(BurstCommit commit, CancellationToken cancellationToken);
}
