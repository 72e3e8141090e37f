using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ProcessAutomation.Crash.Child.Flows;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence.Databases;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Crash.Child;

/// <summary>Opens cases as somebody does who asks again when there was no answer: what exists already is left alone.</summary>
internal sealed class Opening(WorkflowRuntime runtime, DefinitionPublisher publisher, Database database, TimeProvider clock, ILogger<Opening> logger)
{
    public async Task OpenAsync(IReadOnlyList<Guid> cases, CancellationToken cancellationToken)
    {
        await Patiently.DoAsync(() => PublishAsync(CrashFlows.Texts, cancellationToken), logger, cancellationToken);
        foreach (var id in cases)
        {
            // The listener first: an event reaches only who waits for it already.
            await Patiently.DoAsync(() => StartAsync(CrashFlows.Listener, CrashFlows.ListenerOf(id), id, cancellationToken), logger, cancellationToken);
            await Patiently.DoAsync(() => StartAsync(CrashFlows.Case, id, id, cancellationToken), logger, cancellationToken);
        }
    }

    /// <summary>Starts the flow that asks a server at this address.</summary>
    public async Task SendAsync(Guid instanceId, string address, CancellationToken cancellationToken)
    {
        await Patiently.DoAsync(() => PublishAsync([RequestFlow.TextFor(address)], cancellationToken), logger, cancellationToken);
        await Patiently.DoAsync(() => StartAsync(RequestFlow.Id, instanceId, instanceId, cancellationToken), logger, cancellationToken);
    }

    private async Task PublishAsync(ImmutableArray<string> texts, CancellationToken cancellationToken)
    {
        foreach (var result in await publisher.PublishAllAsync(texts, clock.GetUtcNow(), cancellationToken))
        {
            if (result is PublishResult.Refused refused)
                throw new InvalidOperationException(string.Join(Environment.NewLine, refused.Problems));
        }
    }

    private async Task StartAsync(string definitionId, Guid instanceId, Guid caseId, CancellationToken cancellationToken)
    {
        if (await DatabaseContents.NumberAsync(database, $"select count(*) from instances where lower(cast(id as text)) = '{instanceId:D}'", cancellationToken) > 0)
            return;
        var request = new StartRequest
        {
            DefinitionId = definitionId,
            InstanceId = instanceId,
            CorrelationId = caseId.ToString("D"),
            Input = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Case"] = caseId.ToString("D"), ["Number"] = 7 },
        };
        await runtime.StartAsync(request, cancellationToken);
    }
}
