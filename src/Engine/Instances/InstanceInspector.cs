using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Instances;

/// <summary>Looks into a stored instance without running it. Thread-safe.</summary>
public sealed class InstanceInspector(IEngineStore store, DefinitionCatalog catalog)
{
    /// <summary>The values it holds as of its last commit; null: there is no such instance.</summary>
    /// <exception cref="InvalidDefinitionException">The version it runs does not compile any more.</exception>
    public async ValueTask<InstanceValues?> ReadAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        await using var session = await store.OpenAsync(cancellationToken);
        if (await session.LoadAsync(instanceId, null, cancellationToken) is not { } stored)
        {
            return null;
        }

        var graph = await catalog.GetAsync(stored.VersionId, cancellationToken);
        using var document = JsonDocument.Parse(stored.State);
        var state = InstanceStateReader.Read(document.RootElement, graph, instanceId);
        return new InstanceValues(
            [.. graph.Inputs.Select((input, i) => new NamedValue(input.Name, JsonValues.ToElement(state.Inputs[i]).Clone()))],
            [
                .. VariablesOf(graph.Variables, state.Variables, null, null),
                .. state.Executions().Where(static execution => execution.Variables is not null)
                    .SelectMany(static execution => VariablesOf(execution.Node.Variables, execution.Variables!, execution.Node.NodeId, execution.Id)), // only such were taken
            ],
            [.. graph.Outputs.Select((output, i) => new NamedValue(output.Name, JsonValues.ToElement(state.Outputs[i]).Clone()))]);
    }

    private static IEnumerable<VariableValue> VariablesOf(ImmutableArray<VariableDefinition> definitions, object?[] values, string? nodeId, long? executionId) =>
        definitions.Select((variable, i) => new VariableValue(variable.Id, variable.Name, nodeId, executionId, JsonValues.ToElement(values[i]).Clone()));
}
