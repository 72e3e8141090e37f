using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Host.Delivery;
using ProcessAutomation.Persistence.Clocks;

namespace ProcessAutomation.Host.Clock;

/// <summary>
/// Moves the manual clock as time would have moved it: stops at every instant at which something falls due, lets everything that is
/// due happen and its messages leave, and only then goes on to the next.
/// </summary>
internal sealed class ClockDriver(
    BusinessClock clock, TimeProvider machineClock, IEngineStore store, EngineStepper stepper, EngineSignals signals, Courier courier, IOutboxStore outbox,
    IOptions<ManualClockOptions> options) : IDisposable
{
    /// <summary>How long a claim of somebody else is waited for: longer than the engine's leases, so that those of a killed process end.</summary>
    private static readonly TimeSpan ClaimPatience = TimeSpan.FromSeconds(20);

    /// <summary>The same for messages: an attempt, and the claim on it, may last as long as a mail server hangs.</summary>
    private static readonly TimeSpan DeliveryPatience = TimeSpan.FromSeconds(60);

    /// <summary>How long nothing is done before it is looked again whether others have finished.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    /// <summary>Moves the clock to <paramref name="target"/>, which is not before its own instant.</summary>
    public async Task<ClockReport> MoveAsync(DateTimeOffset target, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await StepAsync(target, cancellationToken);
        }
        finally
        {
            signals.ClockMoved(); // not at every stop: whoever is woken finds done what was due
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<ClockReport> StepAsync(DateTimeOffset target, CancellationToken cancellationToken)
    {
        var fired = ImmutableArray.CreateBuilder<ClockFiring>();
        var deliveries = await SettleAsync(fired, cancellationToken);
        var waitedFrom = machineClock.GetTimestamp();
        var isQuiet = true;
        while (await store.NextDueAsync(cancellationToken) is { } next && next <= target)
        {
            if (next > clock.GetUtcNow())
            {
                await clock.SetAsync(next, cancellationToken);
                waitedFrom = machineClock.GetTimestamp();
            }
            else if (machineClock.GetElapsedTime(waitedFrom) > ClaimPatience)
            {
                isQuiet = false; // due, but claimed by a process that does not finish it
                break;
            }
            else
            {
                await Task.Delay(Glance, machineClock, cancellationToken);
            }

            deliveries += await SettleAsync(fired, cancellationToken);
        }

        // All that is due until then has happened: at the target itself there is nothing left but mails that were tried before.
        await clock.SetAsync(target, cancellationToken);
        deliveries += isQuiet ? await DeliverAsync(cancellationToken) : await SettleAsync(fired, cancellationToken);
        return new ClockReport(clock.GetUtcNow(), fired.ToImmutable(), deliveries, isQuiet && !await HasReadyDeliveriesAsync(cancellationToken));
    }

    /// <summary>Everything that is due at this instant, and what comes of it, until neither engine nor outbox has anything left.</summary>
    private async Task<int> SettleAsync(ImmutableArray<ClockFiring>.Builder fired, CancellationToken cancellationToken)
    {
        var deliveries = 0;
        while (true)
        {
            var report = await stepper.UntilQuietAsync(cancellationToken);
            fired.AddRange(report.Events.Select(e => new ClockFiring(clock.GetUtcNow(), e.InstanceId, e.ActivityId, e.ActivityType, e.IsDue)));
            var carried = await DeliverAsync(cancellationToken);
            deliveries += carried;
            if (carried == 0 && report.Events.IsEmpty) return deliveries;
        }
    }

    private async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        var from = machineClock.GetTimestamp();
        var carried = 0;
        while (true)
        {
            if (await courier.CarryNextAsync(cancellationToken))
            {
                carried += 1 + (await Task.WhenAll(Enumerable.Range(0, options.Value.Couriers).Select(_ => CarryAllAsync(cancellationToken)))).Sum();
                continue;
            }

            if (!await HasReadyDeliveriesAsync(cancellationToken) || machineClock.GetElapsedTime(from) > DeliveryPatience) return carried;
            await Task.Delay(Glance, machineClock, cancellationToken);
        }
    }

    private async Task<int> CarryAllAsync(CancellationToken cancellationToken)
    {
        var carried = 0;
        while (await courier.CarryNextAsync(cancellationToken))
            carried++;
        return carried;
    }

    /// <summary>Whether a message could leave now, or is just being carried.</summary>
    private async Task<bool> HasReadyDeliveriesAsync(CancellationToken cancellationToken) =>
        await outbox.NextAttemptAtAsync(Courier.Kinds, cancellationToken) <= machineClock.GetUtcNow();
}
