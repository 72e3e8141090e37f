using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>A published (or test-run) version of a definition, validated and compiled. Immutable, thread-safe, shared by all instances.
/// Its expressions live in a load context of their own that is collected with it.</summary>
public sealed class WorkflowGraph
{
    internal WorkflowGraph(WorkflowDefinition definition, ImmutableArray<ActivityNode> nodes)
    {
        DefinitionId = definition.DefinitionId;
        VersionId = definition.VersionId;
        Version = definition.Version;
        Name = definition.Name;
        Nodes = nodes;
        Root = nodes[0];
        Variables = definition.Variables;
        Inputs = definition.Inputs;
        Outputs = definition.Outputs;
        Outcomes = definition.Outcomes;
        Options = definition.Options;
        IncidentStrategy = Incidents.IncidentStrategies.TryParse(Options.IncidentStrategyType, out var strategy) ? strategy : Incidents.IncidentStrategy.Continue;
        ById = nodes.ToFrozenDictionary(node => node.Id, StringComparer.Ordinal);
        ByNodeId = nodes.ToFrozenDictionary(node => node.NodeId, StringComparer.Ordinal);
    }

    /// <summary>The same for all versions, e.g. <c>reintegration</c>.</summary>
    public string DefinitionId { get; }

    /// <summary>Id of this version.</summary>
    public string VersionId { get; }

    /// <summary>From 1.</summary>
    public int Version { get; }

    /// <summary>What people read.</summary>
    public string Name { get; }

    /// <summary>The outermost activity.</summary>
    public ActivityNode Root { get; }

    /// <summary>All activities, parents before children; <c>Nodes[i].Index == i</c>.</summary>
    public ImmutableArray<ActivityNode> Nodes { get; }

    /// <summary>Workflow variables, slot <c>(-1, i)</c>.</summary>
    public ImmutableArray<VariableDefinition> Variables { get; }

    /// <summary>Workflow inputs, by ordinal.</summary>
    public ImmutableArray<InputDefinition> Inputs { get; }

    /// <summary>Workflow outputs, by ordinal.</summary>
    public ImmutableArray<OutputDefinition> Outputs { get; }

    /// <summary>Outcomes when the workflow is used as an activity; empty = Done.</summary>
    public ImmutableArray<string> Outcomes { get; }

    /// <summary>The designer's options.</summary>
    public WorkflowOptions Options { get; }

    /// <summary>What an open incident means for the rest of an instance.</summary>
    public Incidents.IncidentStrategy IncidentStrategy { get; }

    /// <summary>Definition ids of the sub-flows this graph names literally; distinct, in the order they appear.</summary>
    public ImmutableArray<string> SubflowIds { get; internal set; } = [];

    /// <summary>Ids of the versions that are built in as activities, also by each other; distinct.</summary>
    public ImmutableArray<string> UsedVersionIds { get; internal set; } = [];

    /// <summary>True when some expression reads a case fact.</summary>
    public bool ReadsFacts { get; internal set; }

    /// <summary>By activity id.</summary>
    public FrozenDictionary<string, ActivityNode> ById { get; }

    /// <summary>By <see cref="ActivityNode.NodeId"/>.</summary>
    public FrozenDictionary<string, ActivityNode> ByNodeId { get; }

    /// <summary>The variable a slot points to.</summary>
    public VariableDefinition Variable(VariableSlot slot) =>
        slot.DeclaringNodeIndex < 0 ? Variables[slot.Ordinal] : Nodes[slot.DeclaringNodeIndex].Variables[slot.Ordinal];

    /// <summary>Keeps what the graph's expressions need loaded as long as the graph lives.</summary>
    internal object? Expressions { get; init; }
}
