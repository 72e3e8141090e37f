using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>One activity of a compiled definition: the code, the compiled inputs and its place in the tree. Immutable once the graph is built; shared by all instances.</summary>
public sealed class ActivityNode
{
    internal ActivityNode(int index, string id, string nodeId, Activity activity, ActivityNode? parent, string pointer, JsonElement json, ActivityNode? usedBy = null)
    {
        Index = index;
        LocalId = id;
        UsedBy = usedBy;
        Id = usedBy is null ? id : $"{usedBy.Id}:{id}";
        NodeId = nodeId;
        Activity = activity;
        Parent = parent;
        Pointer = pointer;
        Json = json;
        DisplayText = id;
        Inputs = [.. new CompiledInput?[activity.Descriptor.Inputs.Length]];
        Outputs = [.. new OutputBinding?[activity.Descriptor.Outputs.Length]];
    }

    /// <summary>Place in <see cref="WorkflowGraph.Nodes"/>; the root is 0.</summary>
    public int Index { get; }

    /// <summary>Unique in the graph: the id the designer gave it, in a workflow used as an activity with that activity's id before it, e.g. <c>use1:a1</c>.</summary>
    public string Id { get; }

    /// <summary>The id the designer gave it, unique in its own definition; what connections name.</summary>
    public string LocalId { get; }

    /// <summary>The activity that stands for the workflow this node belongs to (a <see cref="Composition.WorkflowActivity"/>); null = the graph's own workflow.</summary>
    public ActivityNode? UsedBy { get; }

    /// <summary>Path of ids from the workflow, e.g. <c>Workflow1:flowchart1:a1</c>. Computed, never read from the JSON.</summary>
    public string NodeId { get; }

    /// <summary>Activity type, e.g. <c>Elsa.Flowchart</c>.</summary>
    public string TypeName => Activity.Descriptor.TypeName;

    /// <summary>Version of the activity type, from 1.</summary>
    public int TypeVersion => Activity.Descriptor.Version;

    /// <summary>Technical name given in the designer; null = none.</summary>
    public string? Name { get; internal set; }

    /// <summary>What people read: the designer's display text, else the name, else the id.</summary>
    public string DisplayText { get; internal set; }

    /// <summary>True: <see cref="DisplayText"/> is what the designer was told to show; otherwise the designer shows the name of the type.</summary>
    public bool IsTitled { get; internal set; }

    /// <summary>The code.</summary>
    public Activity Activity { get; }

    /// <summary>The container or the activity whose slot holds this one; null for the root.</summary>
    public ActivityNode? Parent { get; }

    /// <summary>JSON pointer of the activity in the definition, e.g. <c>/root/activities/3</c>.</summary>
    public string Pointer { get; }

    /// <summary>The activity's own JSON, verbatim.</summary>
    public JsonElement Json { get; }

    /// <summary><c>customProperties</c> of the workflow it stands in; of kind undefined when there are none.</summary>
    internal JsonElement WorkflowProperties { get; init; }

    /// <summary>All direct children: <c>activities</c> of a container, then embedded ports, then children of cases, then those at nested places.</summary>
    public ImmutableArray<ActivityNode> Children { get; internal set; } = [];

    /// <summary>By <see cref="InputDescriptor.Ordinal"/>; null = not set and no default.</summary>
    public ImmutableArray<CompiledInput?> Inputs { get; internal set; }

    /// <summary>By <see cref="OutputDescriptor.Ordinal"/>; null = not bound.</summary>
    public ImmutableArray<OutputBinding?> Outputs { get; internal set; }

    /// <summary>Children in embedded ports by port name; an empty slot has no entry.</summary>
    public FrozenDictionary<string, ActivityNode> EmbeddedPorts { get; internal set; } = FrozenDictionary<string, ActivityNode>.Empty;

    /// <summary>Connections of a flowchart, in the order of the JSON; both ends are children of this node.</summary>
    public ImmutableArray<Connection> Connections { get; internal set; } = [];

    /// <summary>Cases of a switch (<c>flow-switch-editor</c>, <c>switch-editor</c>), in order; else empty.</summary>
    public ImmutableArray<CompiledCase> Cases { get; internal set; } = [];

    /// <summary>Outcomes the activity may complete with: static flow ports, dynamic outcomes and case labels, else <c>Done</c>; empty for a terminal one.</summary>
    public ImmutableArray<string> Outcomes { get; internal set; } = [];

    /// <summary>Expressions at <see cref="Activity.NestedPlaces"/>, in their order; null = nothing there, or a problem.</summary>
    internal ImmutableArray<CompiledInput?> NestedInputs { get; set; } = [];

    /// <summary>Variables every run of it has: those its parent declares for it (<see cref="Activity.SlotVariables"/>), then those the container itself declares.</summary>
    public ImmutableArray<VariableDefinition> Variables { get; internal set; } = [];

    /// <summary>True: an event that addresses this activity may start an instance.</summary>
    public bool CanStartWorkflow { get; internal set; }

    /// <summary>True: a trigger activity that may start the workflow, so a published version starts by it.</summary>
    public bool IsTrigger => CanStartWorkflow && Activity.Descriptor.Kind is ActivityKind.Trigger;

    /// <summary>True: the outcomes are computed when the activity runs, so any port may be connected.</summary>
    internal bool HasOpenOutcomes { get; set; }

    /// <summary>True: a burst that has done anything commits before this activity runs.</summary>
    internal bool CommitsBefore { get; set; }

    /// <summary>True: the burst commits after each run of this activity.</summary>
    internal bool CommitsAfter { get; set; }

    /// <summary>What <see cref="Activity.Compile"/> prepared; null = nothing.</summary>
    public object? Plan { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"{NodeId} ({TypeName})";
}

/// <summary>An edge of a flowchart.</summary>
/// <param name="Source">Child the edge leaves.</param>
/// <param name="SourcePort">Outcome that follows it; default <c>Done</c>.</param>
/// <param name="Target">Child the edge enters.</param>
/// <param name="TargetPort">Default <c>In</c>.</param>
public sealed record Connection(ActivityNode Source, string SourcePort, ActivityNode Target, string TargetPort);

/// <summary>One case of a switch.</summary>
/// <param name="Label">Outcome of a flow switch; unique within the activity.</param>
/// <param name="Condition">Evaluates to a boolean.</param>
/// <param name="Activity">Child that runs (Elsa.Switch); null = none, always null in a flow switch.</param>
public sealed record CompiledCase(string Label, CompiledInput Condition, ActivityNode? Activity);

/// <summary>Where an output goes. Closed.</summary>
public abstract record OutputBinding
{
    private OutputBinding()
    {
    }

    /// <summary>To a variable.</summary>
    public sealed record ToVariable(VariableSlot Slot, VariableDefinition Variable) : OutputBinding;

    /// <summary>To an output of the workflow the node belongs to. <paramref name="Ordinal"/>: place among that workflow's outputs.</summary>
    public sealed record ToWorkflowOutput(int Ordinal) : OutputBinding;
}
