using System.Collections.Immutable;

namespace ProcessAutomation.Engine.WorkerTasks;

/// <summary>
/// The workers' side of <see cref="RunTask"/>. A claim keeps other workers away for a while; it is no promise: a worker that comes back after
/// its lease may have done the work a second time, but only the first completion moves the flow. Thread-safe.
/// </summary>
public interface IWorkerTaskStore
{
    /// <summary>The task, while its flow waits for it; null: it is done, withdrawn, or never was.</summary>
    ValueTask<WaitingTask?> FindAsync(Guid taskId, CancellationToken cancellationToken);

    /// <summary>Waiting tasks, oldest first, claimed or not.</summary>
    /// <param name="name">Only of this name; null: of all.</param>
    /// <param name="after">Only those after this one; null: from the first.</param>
    /// <param name="max">At least 1.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    ValueTask<ImmutableArray<WaitingTask>> ListAsync(string? name, Guid? after, int max, CancellationToken cancellationToken);

    /// <summary>Leases up to <paramref name="max"/> tasks that nobody has, oldest first. The lease is on the database's clock.</summary>
    /// <param name="names">Only these names; empty: all.</param>
    /// <param name="max">At least 1.</param>
    /// <param name="lease">How long others are kept away.</param>
    /// <param name="by">The worker.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    ValueTask<ImmutableArray<WaitingTask>> ClaimAsync(IReadOnlyCollection<string> names, int max, TimeSpan lease, string by, CancellationToken cancellationToken);

    /// <summary>Gives a task back, or moves the end of its lease; false: the worker does not have it (any more).</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="lease">From now; zero gives it back.</param>
    /// <param name="by">The worker.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    ValueTask<bool> ExtendAsync(Guid taskId, TimeSpan lease, string by, CancellationToken cancellationToken);
}
