using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Health;

/// <summary>The database answers, has its tables and can be written to, as far as anything of this process has tried: the sign of life does, every few seconds.</summary>
internal sealed class DatabaseCheck(IServiceScopeFactory scopes, StorageWatch watch) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (watch.Current is { } failure) return HealthCheckResult.Unhealthy($"{failure}: nothing can be stored. It is tried again all the time.");
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
