using System.Collections.Immutable;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Flowcharts;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Sequences;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>Reads a snapshot out of an instance's state.</summary>
internal static class SnapshotReader
{
    public static InstanceSnapshot Read(StoredInstance stored, RunningInstance instance)
    {
        var (state, graph) = (instance.State, instance.State.Graph);
        var executions = state.Executions().ToArray();
        return new InstanceSnapshot
        {
            Stored = stored,
            DefinitionName = graph.Name,
            Version = graph.Version,
            Name = state.Name,
            Running = [.. executions.Select(Running)],
            Variables = [.. Variables(graph.Variables, state.Variables, null), .. executions.SelectMany(static execution => Variables(execution.Node.Variables, execution.Variables ?? [], execution))],
            Targets =
            [
                .. executions.Select(static execution => execution.Node).Where(static node => node.Activity is Flowchart or Sequence).Distinct()
                    .SelectMany(static node => node.Children.Select(child => new MoveTarget(child.Id, child.DisplayText, node.Id))),
            ],
        };
    }

    private static RunningActivity Running(ActivityExecution execution)
    {
        var depth = 0;
        for (var around = execution.Parent; around is not null; around = around.Parent)
        {
            depth++;
        }

        var status = execution.Status switch { ExecutionStatus.Scheduled => "scheduled", ExecutionStatus.Faulted => "faulted", _ => "running" };
        var node = execution.Node;
        return new RunningActivity(
            execution.Id, execution.Parent?.Id, depth, node.Id, node.DisplayText, node.TypeName, status,
            execution.Status == ExecutionStatus.Faulted ? execution.Incident?.Id : null, node.HasOpenOutcomes ? [] : node.Outcomes);
    }

    private static IEnumerable<InstanceVariable> Variables(ImmutableArray<VariableDefinition> declared, object?[] values, ActivityExecution? execution) =>
        declared.Select((variable, i) => new InstanceVariable(
            variable.Id, variable.Name, ValueTypes.NameOf(variable.Type), execution?.Id, execution?.Node.Id, values[i] is not null, values[i] is { } value ? JsonValues.ToElement(value) : null));
}
