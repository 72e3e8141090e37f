using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Facts;

/// <summary>Reads the facts of the case an instance runs for, as the unit of work sees it: with what has been changed in it and not committed yet.</summary>
internal sealed class CaseFactSource : IFactSource
{
    /// <inheritdoc/>
    public async ValueTask<object?[]> ReadAsync(IServiceProvider services, string correlationId, CancellationToken cancellationToken)
    {
        var subject = Guid.TryParseExact(correlationId, "D", out var id) ? await services.GetRequiredService<CaseStore>().LoadAsync(id, cancellationToken) : null;
        return subject is null ? new object?[CaseFactCatalog.Catalog.Facts.Length] : CaseFactCatalog.Read(subject.Facts);
    }
}
