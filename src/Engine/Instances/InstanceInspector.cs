using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
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

    /// <summary>The values of some of its activities, in the order asked for; null: there is no such instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="activities">Path of the node and number of the execution, which may have ended.</param>
    /// <param name="now">What expressions see as now.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidDefinitionException">The version it runs does not compile any more.</exception>
    public async ValueTask<ImmutableArray<ActivityValues>?> ReadActivitiesAsync(
        Guid instanceId, IReadOnlyCollection<(string NodeId, long ExecutionId)> activities, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var session = await store.OpenAsync(cancellationToken);
        if (await session.LoadAsync(instanceId, null, cancellationToken) is not { } stored)
        {
            return null;
        }

        var graph = await catalog.GetAsync(stored.VersionId, cancellationToken);
        using var document = JsonDocument.Parse(stored.State);
        var state = InstanceStateReader.Read(document.RootElement, graph, instanceId);
        return [.. activities.Select(activity => graph.ByNodeId.TryGetValue(activity.NodeId, out var node) ? ValuesOf(node, state, new StoredScope(state, node, activity.ExecutionId, now)) : ActivityValues.None)];
    }

    private static ActivityValues ValuesOf(ActivityNode node, InstanceState state, StoredScope scope) => new(
        [.. node.Activity.Descriptor.Inputs.Select(input => Try(input.Name, () => Evaluated(node.Inputs[input.Ordinal], scope))).OfType<NamedValue>()],
        [
            .. node.Activity.Descriptor.Outputs.Select(output => Try(output.Name, () => node.Outputs[output.Ordinal] switch
            {
                OutputBinding.ToVariable binding => new(scope.Variable(binding.Slot)),
                OutputBinding.ToWorkflowOutput binding when node.UsedBy is null => new(state.Outputs[binding.Ordinal]),
                _ => null,
            })).OfType<NamedValue>(),
        ]);

    private static Held? Evaluated(CompiledInput? input, StoredScope scope) => input is null or { ReadsFacts: true } ? null : new(input.Evaluate(scope));

    // Whatever an expression throws is a matter of these values, which may be others than when it ran.
    private static NamedValue? Try(string name, Func<Held?> read)
    {
        try
        {
            return read() is { } held ? new NamedValue(name, JsonValues.ToElement(held.Value).Clone()) : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private sealed record Held(object? Value);

    private static IEnumerable<VariableValue> VariablesOf(ImmutableArray<VariableDefinition> definitions, object?[] values, string? nodeId, long? executionId) =>
        definitions.Select((variable, i) => new VariableValue(variable.Id, variable.Name, nodeId, executionId, JsonValues.ToElement(values[i]).Clone()));
}
