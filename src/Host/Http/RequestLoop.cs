using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Host.Http;

/// <summary>
/// Lets the <see cref="RequestCourier"/> carry up to <see cref="HttpOptions.Parallelism"/> requests at a time. Sleeps until the next is due, at most
/// a poll interval, and is woken when this process commits one.
/// </summary>
public sealed partial class RequestLoop(
    RequestCourier courier, IOutboxStore outbox, EngineSignals signals, EngineClocks clocks, StorageWatch watch, IOptions<HttpOptions> options, IOptions<EngineOptions> engine, ILogger<RequestLoop> logger)
    : BackgroundService
{
    private readonly TimeSpan poll = engine.Value.PollInterval;
    private readonly List<Task> onTheirWay = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var backOff = new LoopBackOff(poll);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = TimeSpan.Zero;
            try
            {
                pause = await TakeNextAsync(stoppingToken);
                backOff.Succeeded();
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
            catch (OperationCanceledException)
            {
                break;
            }

            if (pause > TimeSpan.Zero)
                await signals.WaitForOutboxAsync(OutboxKinds.HttpRequest, pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(onTheirWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Zero: there may be more to do at once.
    private async Task<TimeSpan> TakeNextAsync(CancellationToken cancellationToken)
    {
        onTheirWay.RemoveAll(static task => task.IsCompleted);
        if (onTheirWay.Count >= options.Value.Parallelism)
        {
            await Task.WhenAny(onTheirWay).WaitAsync(cancellationToken);
            return TimeSpan.Zero;
        }

        if (await courier.ClaimAsync(cancellationToken) is { } delivery)
        {
            onTheirWay.Add(courier.CarryAsync(delivery, cancellationToken));
            return TimeSpan.Zero;
        }

        var next = await outbox.NextAttemptAtAsync(RequestCourier.Kinds, cancellationToken) - clocks.MachineNow;
        return next > TimeSpan.Zero && next < poll ? next.Value : poll;
    }

    [LoggerMessage(4210, LogLevel.Error, "A round of requests failed with {ExceptionType}; next try in {PauseSeconds} s")]
    private partial void LogRoundFailed(string exceptionType, double pauseSeconds);
}
