using Microsoft.Extensions.Hosting;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>Stops the start of a program that lacks an activity running instances need: better not to run than to leave them with incidents.</summary>
internal sealed class MissingActivityStop(MissingActivities activities) : IHostedService
{
    /// <exception cref="InvalidOperationException">Something is missing; the message names activity, flow and instance.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var missing = await activities.FindAsync(cancellationToken);
        if (missing.Length > 0)
        {
            throw new InvalidOperationException(
                "Running instances need activities this program does not have. Run a version that has them, or cancel the instances first:" +
                $"{Environment.NewLine}{string.Join(Environment.NewLine, missing)}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
