using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// Runs instances that others have sent stimuli to, and spreads events. Sleeps until the next back-off or lease ends and is woken when stimuli are
/// committed; looks at least once a poll interval, for those of other processes.
/// </summary>
internal sealed partial class StimulusPump(
    EngineStepper stepper, IEngineStore store, EngineSignals signals, EngineClocks clocks, StorageWatch watch, IOptions<EngineOptions> options, ILogger<StimulusPump> logger) : BackgroundService
{
    // Databases count in milliseconds at worst: a wait that ends a little early would be for nothing.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var poll = options.Value.PollInterval;
        var backOff = new LoopBackOff(poll);
        var looksAgain = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = TimeSpan.Zero;
            try
            {
                if (await stepper.RunReadyAsync(stoppingToken) == 0)
                {
                    var left = await store.NextReadyAsync(stoppingToken) - clocks.MachineNow;
                    // One that is ready may have become so since the claim; one that is ready at the second look too is somebody's at the moment.
                    looksAgain = left <= TimeSpan.Zero && !looksAgain;
                    wait = looksAgain ? TimeSpan.Zero : left > TimeSpan.Zero && left < poll ? left.Value + Moment : poll;
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
                await signals.WaitForStimuliAsync(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(EventId = 3120, Level = LogLevel.Error, Message = "Ready instances could not be claimed ({Exception}); trying again in {Wait}.")]
    private static partial void LogFailed(ILogger logger, string exception, TimeSpan wait);
}
