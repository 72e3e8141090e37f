using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Health;

/// <summary>The database answers and has its tables.</summary>
internal sealed class DatabaseCheck(IServiceScopeFactory scopes) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Tasks.AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StorageUnavailableException unavailable)
        {
            return HealthCheckResult.Unhealthy(unavailable.Failure.ToString());
        }
        catch (System.Data.Common.DbException unavailable)
        {
            return HealthCheckResult.Unhealthy(unavailable.GetType().Name);
        }
    }
}
