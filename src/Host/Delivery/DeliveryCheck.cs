using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ProcessAutomation.Host.Delivery;

/// <summary>The delivery loop is alive: it has looked into the outbox not long ago. Says nothing of the mail server, which may be away for days.</summary>
internal sealed class DeliveryCheck(DeliveryLoop loop, IEmailTransport transport, IOptions<EmailOptions> options, TimeProvider machineClock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var oldest = machineClock.GetUtcNow() - options.Value.MaxPause - transport.MaxDuration - Patience;
        return Task.FromResult(loop.LastRoundAt > oldest
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(loop.LastRoundAt is null ? "The delivery loop has not begun." : "The delivery loop stands still."));
    }
}
