using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Host.Delivery;

/// <summary>
/// Lets the <see cref="Courier"/> run as long as the process does. Sleeps until the next attempt is due, at most
/// <see cref="EmailOptions.MaxPause"/>, and is woken when this process commits a message.
/// </summary>
public sealed partial class DeliveryLoop(
    Courier courier,
    IOutboxStore outbox,
    EngineSignals signals,
    TimeProvider machineClock,
    StorageWatch watch,
    IOptions<EmailOptions> options,
    ILogger<DeliveryLoop> logger) : BackgroundService
{
    private readonly TimeSpan maxPause = options.Value.MaxPause;
    private long lastRoundTicks;

    /// <summary>When the last round without a fault ended, machine clock, UTC; null before the first. For the readiness check.</summary>
    public DateTimeOffset? LastRoundAt =>
        Interlocked.Read(ref lastRoundTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var backOff = new LoopBackOff(maxPause);
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await courier.CarryNextAsync(stoppingToken) ? TimeSpan.Zero : await PauseAsync(stoppingToken);
                backOff.Succeeded();
                Interlocked.Exchange(ref lastRoundTicks, machineClock.GetUtcNow().UtcTicks);
            }
            catch (StorageUnavailableException failure)
            {
                pause = backOff.Failed();
                watch.Failed(failure);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                pause = backOff.Failed();
                LogRoundFailed(failure.GetType().Name, pause.TotalSeconds);
            }

            if (pause > TimeSpan.Zero)
                await signals.WaitForOutboxAsync(OutboxKinds.Email, pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        // A message that was due and could not be claimed is another's: its lease is not worth a busy loop.
        var next = await outbox.NextAttemptAtAsync(Courier.Kinds, cancellationToken) - machineClock.GetUtcNow();
        return next > TimeSpan.Zero && next < maxPause ? next.Value : maxPause;
    }

    [LoggerMessage(4110, LogLevel.Error, "A round of deliveries failed with {ExceptionType}; next try in {PauseSeconds} s")]
    private partial void LogRoundFailed(string exceptionType, double pauseSeconds);
}
