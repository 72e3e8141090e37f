using Microsoft.Extensions.Logging;

namespace ProcessAutomation.Crash.Child;

/// <summary>A person who tries again: the database may be away.</summary>
internal static partial class Patiently
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task DoAsync(Func<Task> work, ILogger logger, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(logger, failure.GetType().Name, failure.Message);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    [LoggerMessage(9001, LogLevel.Warning, "Trying again after {Exception}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string exception, string reason);
}
