using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// Runs instances whose timers are due by the business clock. Sleeps until the next one and is woken when a nearer one is committed;
/// looks at least once a poll interval, for timers that other processes commit. There is no timer object a timer.
/// </summary>
internal sealed partial class TimerPump(
    EngineStepper stepper, IEngineStore store, EngineSignals signals, EngineClocks clocks, StorageWatch watch, IOptions<EngineOptions> options, ILogger<TimerPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var poll = options.Value.PollInterval;
        var backOff = new LoopBackOff(poll);
        var looksAgain = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = TimeSpan.Zero;
            DateTimeOffset? next = null;
            try
            {
                signals.ExpectAnyTimer();
                if (await stepper.RunDueAsync(stoppingToken) == 0)
                {
                    next = await store.NextDueAsync(stoppingToken);
                    var left = next - clocks.Now;
                    // One that is due may have become so since the claim; one that is due at the second look too is leased by somebody.
                    looksAgain = left <= TimeSpan.Zero && !looksAgain;
                    wait = looksAgain ? TimeSpan.Zero : left > TimeSpan.Zero && left < poll ? left.Value : poll;
                }

                backOff.Succeeded();
            }
            catch (StorageUnavailableException failure)
            {
                wait = backOff.Failed();
                watch.Failed(failure);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                wait = backOff.Failed();
                LogFailed(logger, exception.GetType().Name, wait);
            }

            if (wait > TimeSpan.Zero)
            {
                await signals.WaitForTimersAsync(wait, next, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(EventId = 3130, Level = LogLevel.Error, Message = "Due timers could not be claimed ({Exception}); trying again in {Wait}.")]
    private static partial void LogFailed(ILogger logger, string exception, TimeSpan wait);
}
