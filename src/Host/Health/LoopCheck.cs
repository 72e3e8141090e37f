using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ProcessAutomation.Host.Health;

/// <summary>Every background loop of this process still runs: timers, ready instances, deliveries.</summary>
internal sealed class LoopCheck(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var ended = services.GetServices<IHostedService>().OfType<BackgroundService>().Where(s => s.ExecuteTask is not { IsCompleted: false }).Select(s => s.GetType().Name).ToArray();
        return Task.FromResult(ended.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Not running: " + string.Join(", ", ended)));
    }
}
