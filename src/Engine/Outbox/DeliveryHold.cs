using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Outbox;

/// <summary>
/// Holds a claimed message while an attempt at it is made: the lease is short, so that a dead node's messages go to others soon, and is
/// renewed as long as this lives. A node that was stopped and comes back learns here that another has taken over. Dispose ends the renewing.
/// </summary>
public sealed class DeliveryHold : IAsyncDisposable
{
    private readonly IOutboxStore _outbox;
    private readonly ClaimedDelivery _delivery;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewing;

    /// <param name="outbox">Where it was claimed.</param>
    /// <param name="delivery">Claimed just now, for <see cref="Lease"/>.</param>
    /// <param name="clock">Machine clock.</param>
    public DeliveryHold(IOutboxStore outbox, ClaimedDelivery delivery, TimeProvider clock)
    {
        (_outbox, _delivery, _clock) = (outbox, delivery, clock);
        _renewing = RenewAsync();
    }

    /// <summary>How long a claim lasts without being renewed; what a dead node leaves behind waits this much.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(6);

    /// <summary>Cancelled when another has taken the message over: break off.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Gives the message back at once; no attempt was made.</summary>
    /// <exception cref="StorageUnavailableException">It goes to others when its lease ends.</exception>
    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await _renewing;
        await _outbox.ReleaseAsync(_delivery.Message.Id, _delivery.Fence, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewing;
        _end.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        while (true)
        {
            await Task.Delay(Lease / 3, _clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (!await _outbox.RenewAsync(_delivery.Message.Id, _delivery.Fence, Lease, _end.Token))
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
            catch (Exception failure) when (failure is StorageUnavailableException || _end.IsCancellationRequested)
            {
                // Nobody else can claim it either; the next time will tell.
            }
        }
    }
}
