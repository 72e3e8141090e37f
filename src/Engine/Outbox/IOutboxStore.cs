using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Outbox;

/// <summary>The delivery loop's way to the outbox. Enqueueing happens in a burst's transaction, not here. Thread-safe.</summary>
public interface IOutboxStore
{
    /// <summary>Leases up to <paramref name="max"/> messages whose next attempt has come, oldest first; lease and attempt are on the machine clock.</summary>
    /// <param name="kinds">Only these transports.</param>
    /// <param name="max">At least 1.</param>
    /// <param name="lease">How long the caller has before others may take over.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    ValueTask<ImmutableArray<ClaimedDelivery>> ClaimAsync(IReadOnlyCollection<string> kinds, int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps what was rendered at the first attempt. Returns what is stored after: the text of an earlier attempt wins; null when the
    /// claim has been superseded and the caller must stop.
    /// </summary>
    ValueTask<string?> FreezeAsync(Guid outboxId, long fence, string rendered, CancellationToken cancellationToken);

    /// <summary>Records an attempt and moves the message on. False: the claim has been superseded, nothing was written.</summary>
    ValueTask<bool> RecordAsync(DeliveryResult result, CancellationToken cancellationToken);

    /// <summary>Lengthens the lease of a claim from now on. False: the claim has been superseded or settled and the caller must stop.</summary>
    ValueTask<bool> RenewAsync(Guid outboxId, long fence, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a claim back before its lease ends, for others to take at once; no attempt was made. Does nothing when it has been superseded.</summary>
    ValueTask ReleaseAsync(Guid outboxId, long fence, CancellationToken cancellationToken);

    /// <summary>When the next waiting message of these kinds may be tried, machine clock, UTC; null when none waits.</summary>
    ValueTask<DateTimeOffset?> NextAttemptAtAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellationToken);
}
