using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Cases;

/// <summary>The case a flow runs for: its correlation id.</summary>
internal static class CaseOfFlow
{
    /// <summary>The id.</summary>
    /// <exception cref="ActivityFault">The instance has no case.</exception>
    public static Guid IdOf(ActivityContext context) => Guid.TryParseExact(context.CorrelationId, "D", out var id)
        ? id
        : throw new ActivityFault("case.none", "The instance has no case.", retryable: false);

    /// <summary>The tracked case; changes to it are saved by the burst.</summary>
    /// <exception cref="ActivityFault">The instance has no case, or the case does not exist.</exception>
    public static async ValueTask<Case> LoadAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var id = IdOf(context);
        return await context.Services.GetRequiredService<CaseStore>().LoadAsync(id, cancellationToken)
            ?? throw new ActivityFault("case.unknown", string.Create(CultureInfo.InvariantCulture, $"There is no case {id:D}."), retryable: false);
    }
}
