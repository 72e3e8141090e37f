using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Tests.Runtime;
using ProcessAutomation.Persistence.Instances;
using ProcessAutomation.TestSupport.Databases;

namespace ProcessAutomation.Engine.Tests.Triggers;

/// <summary>Base of the tests about definitions that start by themselves.</summary>
public abstract class TriggerSuite(TestDatabase database) : WorkflowSuite(database)
{
    protected DefinitionPublisher Publisher => Services.GetRequiredService<DefinitionPublisher>();

    /// <summary>The property by which the designer lets an activity start its workflow.</summary>
    protected static (string Name, object? Value) Starts => ("customProperties", new JsonObject { ["canStartWorkflow"] = true });

    /// <summary>A literal, kept in the variable or output of that id.</summary>
    protected static (string Name, object? Value) Keep(string id) => ("result", new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = id } });

    internal static Flow OnEvent(string id, string name) => Flow.Chart(id).Add("e", "Elsa.Event", ("eventName", name), Starts).Connect("e -> z");

    protected Task PublishEventAsync(string name, string? correlationId = null, object? payload = null) => Runtime.ExecuteAsync(
        (unit, _) =>
        {
            unit.Publish(name, correlationId, payload is null ? null : System.Text.Json.JsonSerializer.SerializeToElement(payload));
            return ValueTask.FromResult(0);
        },
        Cancel);

    /// <summary>The instances of a definition, oldest first.</summary>
    protected Task<List<InstanceRow>> InstancesOfAsync(string definitionId) =>
        ReadAsync(context => context.Instances.Where(row => row.DefinitionId == definitionId).OrderBy(row => row.Id).ToListAsync(Cancel));

    protected async Task<int> CountAsync(string definitionId) => (await InstancesOfAsync(definitionId)).Count;

    internal async Task<PublishResult> TryPublishAsync(Flow flow) => await Publisher.PublishTextAsync(flow.Json(), Clock.GetUtcNow(), Cancel);
}
