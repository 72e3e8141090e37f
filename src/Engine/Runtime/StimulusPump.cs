using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>Runs instances that others have sent stimuli to, and spreads events.</summary>
internal sealed partial class StimulusPump(EngineStepper stepper, EngineSignals signals, StorageWatch watch, IOptions<EngineOptions> options, ILogger<StimulusPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var backOff = new LoopBackOff(options.Value.PollInterval);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = TimeSpan.Zero;
            try
            {
                wait = await stepper.RunReadyAsync(stoppingToken) > 0 ? TimeSpan.Zero : options.Value.PollInterval;
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
