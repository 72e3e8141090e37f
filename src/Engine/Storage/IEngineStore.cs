using System.Collections.Immutable;
using ProcessAutomation.Engine.Bookmarks;

namespace ProcessAutomation.Engine.Storage;

/// <summary>
/// The engine's durable side. Leases are on the database's clock, due instants on the business clock. A claim is a hint that saves
/// others the work: what makes effects happen once is the revision guard of the commit. Thread-safe.
/// </summary>
public interface IEngineStore
{
    /// <summary>Opens a unit of work.</summary>
    ValueTask<IEngineSession> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Leases up to <paramref name="max"/> bookmarks due at <paramref name="businessNow"/> or before, the longest overdue first.</summary>
    ValueTask<ImmutableArray<ClaimedTimer>> ClaimDueTimersAsync(DateTimeOffset businessNow, int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives claimed timers back before their leases end, for others to take at once. One that has been claimed again stays with its new claimer.</summary>
    ValueTask ReleaseTimersAsync(ImmutableArray<ClaimedTimer> timers, CancellationToken cancellationToken);

    /// <summary>Leases up to <paramref name="max"/> ready stimuli that may be woken for, and returns their instances, each once.</summary>
    ValueTask<ImmutableArray<Guid>> ClaimReadyInstancesAsync(int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives the stimuli of claimed instances back before their leases end, for others to take at once.</summary>
    ValueTask ReleaseInstancesAsync(ImmutableArray<Guid> instances, CancellationToken cancellationToken);

    /// <summary>
    /// Fires up to <paramref name="max"/> triggers due at <paramref name="businessNow"/> or before. Each starts one instance, however many of its
    /// instants have passed, and goes on with the next to come, in one transaction; nodes that do this at once pass over each other's.
    /// </summary>
    /// <returns>The new instances, not run yet.</returns>
    ValueTask<ImmutableArray<Guid>> StartDueAsync(DateTimeOffset businessNow, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Turns up to <paramref name="max"/> broadcasts into addressed stimuli, and into one new instance for each trigger that waits for them, each
    /// exactly once; returns how many broadcasts.
    /// </summary>
    ValueTask<int> SpreadBroadcastsAsync(int max, CancellationToken cancellationToken);

    /// <summary>The nearest due instant of all timers and triggers, business clock, UTC, also of those leased at the moment; null when none waits.</summary>
    ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);

    /// <summary>
    /// When the pump should look for ready stimuli again: an instant on the machine clock, UTC, in the past when some can be claimed
    /// now; the end of a lease or of a back-off otherwise; null when none is ready.
    /// </summary>
    ValueTask<DateTimeOffset?> NextReadyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes stimuli and timers of an instance there is none of: they would be claimed for ever. Nothing is written for an instance before
    /// itself, so none can be on its way.
    /// </summary>
    /// <returns>How many there were.</returns>
    ValueTask<int> DropAsync(Guid instanceId, CancellationToken cancellationToken);

    /// <summary>
    /// Gives an instance that cannot be run as it is stored an incident of its own, or counts that one's tries, and lets nobody be woken for it
    /// before the next try, which is twice as far each time.
    /// </summary>
    /// <returns>How far that is; null: the instance has ended or is gone.</returns>
    ValueTask<TimeSpan?> SetAsideAsync(InstanceTrouble trouble, CancellationToken cancellationToken);

    /// <summary>
    /// One of the instances that have not ended and run this version or have it pinned; null when none needs it. Reads much when the
    /// answer is null: ask only for versions that are in doubt.
    /// </summary>
    ValueTask<Guid?> FindUserOfVersionAsync(string versionId, CancellationToken cancellationToken);
}
