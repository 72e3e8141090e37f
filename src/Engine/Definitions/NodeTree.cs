using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Flowcharts;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Builds the tree of activities from a definition's root: types, ids, node ids, children, variables. Used for one compilation.</summary>
internal sealed class NodeTree(ActivityRegistry registry, WorkflowActivities used, WorkflowDefinition definition, ProblemSink problems)
{
    private const int MaxActivities = 2000;
    private const string WorkflowNodeId = "Workflow1";

    private readonly List<ActivityNode> nodes = [];
    private Level level = new(null, null, definition);
    private bool isFull;
    private readonly Dictionary<ActivityNode, VariableScope> scopes = [];
    private readonly Dictionary<ActivityNode, VariableScope> lazyScopes = [];
    private readonly Dictionary<ActivityNode, Level> levels = [];

    /// <summary>All nodes understood, parents before children.</summary>
    public IReadOnlyList<ActivityNode> Nodes => nodes;

    /// <summary>Variables the lazy inputs of a node see.</summary>
    public VariableScope LazyScopeOf(ActivityNode node) => lazyScopes.GetValueOrDefault(node) ?? scopes[node];

    /// <summary>Ids of all activities seen in the definition a node is of, also of those not understood: a connection to one of them is not another problem.</summary>
    public IReadOnlySet<string> IdsOf(ActivityNode node) => levels[node].Ids;

    /// <summary>Variables the inputs of a node see.</summary>
    public VariableScope ScopeOf(ActivityNode node) => scopes[node];

    /// <summary>Reads the activity at <paramref name="json"/> and everything below it; null when it cannot be understood (reported).
    /// <paramref name="given"/>: variables the parent declares for each run of it.</summary>
    public ActivityNode? Add(JsonElement json, string pointer, ActivityNode? parent, VariableScope scope, ImmutableArray<VariableDefinition> given)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            problems.Add(ProblemIds.MalformedActivity, pointer, $"This is not an activity.");
            return null;
        }

        var id = TextOf(json, "id");
        CheckId(id, pointer);
        var activity = FindType(json, id, pointer);
        if (activity is null || nodes.Count >= MaxActivities)
        {
            if (activity is not null && !isFull)
            {
                isFull = true;
                problems.Add(ProblemIds.TooManyActivities, pointer, $"The workflow has more than {MaxActivities} activities. Move parts of it to workflows of their own.");
            }

            return null;
        }

        var node = new ActivityNode(nodes.Count, id, $"{parent?.NodeId ?? WorkflowNodeId}:{id}", activity, parent, pointer, json, level.Use) { WorkflowProperties = level.Properties };
        nodes.Add(node);
        levels.Add(node, level);
        if (given.Length > 0)
        {
            node.Variables = given;
            scope = new VariableScope(scope, node.Index, given);
        }

        scopes.Add(node, scope);
        if (DeclareLazy(node, scope) is { } lazy)
        {
            lazyScopes.Add(node, lazy);
        }

        Describe(node);
        if (activity is WorkflowActivity workflow)
        {
            AddWorkflow(node, workflow);
        }
        else
        {
            AddChildren(node, DeclareVariables(node, scope));
        }

        return node;
    }

    // The root of a workflow used as an activity: its nodes see nothing of the user's variables and inputs.
    private void AddWorkflow(ActivityNode use, WorkflowActivity workflow)
    {
        var given = use.Variables.Length;
        use.Variables = [.. use.Variables, .. workflow.Variables];
        if (level.PathTo(workflow.Definition) is { } path)
        {
            problems.Add(ProblemIds.WorkflowActivityRecursion, use, $"{use} would contain itself: {string.Join(" → ", path)}.", pointer: "/type");
            return;
        }

        level = new Level(level, use, workflow.Definition);
        var scope = new VariableScope(outer: null, use.Index, workflow.Definition.Variables, given);
        if (Add(workflow.Definition.Root, $"{use.Pointer}/root", use, scope, given: []) is { } root)
        {
            use.Children = [root];
            use.EmbeddedPorts = new Dictionary<string, ActivityNode>(StringComparer.Ordinal) { [WorkflowActivity.RootPort] = root }.ToFrozenDictionary(StringComparer.Ordinal);
        }

        level = level.Outer!; // set above
    }

    private void CheckId(string id, string pointer)
    {
        if (id.Length == 0)
        {
            problems.Add(ProblemIds.MissingActivityId, pointer + "/id", $"An activity has no id.");
        }
        else if (id.Contains(':', StringComparison.Ordinal))
        {
            problems.Add(new DefinitionProblem(ProblemIds.MalformedActivity, pointer + "/id", $"The activity id {id} contains a colon, which separates ids.", id));
        }
        else if (!level.Ids.Add(id))
        {
            problems.Add(new DefinitionProblem(ProblemIds.DuplicateActivityId, pointer + "/id", $"Two activities have the id {id}.", id));
        }
    }

    private Activity? FindType(JsonElement json, string id, string pointer)
    {
        var typeName = TextOf(json, "type");
        var version = json.TryGetProperty("version", out var number) && number.ValueKind is JsonValueKind.Number && number.TryGetInt32(out var whole) ? whole : 0;
        if (registry.TryFind(typeName, version, out var activity))
        {
            return activity;
        }

        if (!registry.Knows(typeName) && used.Find(json, out var workflow, out var refusal))
        {
            if (workflow is null)
            {
                problems.Add(new DefinitionProblem(ProblemIds.WorkflowActivityUnavailable, pointer + "/type", refusal!, id)); // said when there is no workflow
            }

            return workflow;
        }

        problems.Add(registry.Knows(typeName)
            ? new DefinitionProblem(ProblemIds.UnknownActivityVersion, pointer + "/version", $"The activity type {typeName} has no version {version}.", id)
            : new DefinitionProblem(ProblemIds.UnknownActivityType, pointer + "/type", typeName.Length == 0 ? ProblemText.Of($"An activity has no type.") : ActivitiesNotHere.WordsFor(typeName), id));
        return null;
    }

    private static void Describe(ActivityNode node)
    {
        node.Name = TextOf(node.Json, "name") is { Length: > 0 } name ? name : null;
        var displayText = node.Json.TryGetProperty("metadata", out var metadata) && metadata.ValueKind is JsonValueKind.Object ? TextOf(metadata, "displayText") : "";
        node.IsTitled = displayText.Length > 0;
        node.DisplayText = displayText.Length > 0 ? displayText : node.Name ?? node.Id;
        node.CanStartWorkflow = node.Json.TryGetProperty("customProperties", out var custom) && custom.ValueKind is JsonValueKind.Object
            && custom.TryGetProperty("canStartWorkflow", out var canStart) && canStart.ValueKind is JsonValueKind.True;
    }

    private VariableScope DeclareVariables(ActivityNode node, VariableScope scope)
    {
        if (!node.Activity.Descriptor.IsContainer)
        {
            return scope;
        }

        var found = ImmutableArray.CreateBuilder<DefinitionProblem>();
        var (given, own) = (node.Variables, VariableReader.Read(node.Json, node.Pointer, found));
        node.Variables = [.. given, .. own];
        foreach (var problem in found)
        {
            problems.Add(problem with { ActivityId = node.Id });
        }

        foreach (var variable in own.Where(variable => given.Any(other => string.Equals(other.Id, variable.Id, StringComparison.Ordinal))))
        {
            problems.Add(ProblemIds.DuplicateVariable, node, $"The variable {variable.Name} has the id of one that the loop around it gives.", pointer: "/variables");
        }

        return own.Length == 0 ? scope : new VariableScope(scope, node.Index, own, given.Length);
    }

    private void AddChildren(ActivityNode node, VariableScope scope)
    {
        var children = ImmutableArray.CreateBuilder<ActivityNode>();
        var descriptor = node.Activity.Descriptor;
        if (descriptor.IsContainer && node.Json.TryGetProperty("activities", out var activities) && activities.ValueKind is not JsonValueKind.Null)
        {
            AddList(node, activities, scope, children);
        }

        var slots = new Dictionary<string, ActivityNode>(StringComparer.Ordinal);
        foreach (var port in descriptor.Ports.Where(port => port.Kind is PortKind.Embedded))
        {
            var name = JsonNames.Camel(port.Name);
            if (node.Json.TryGetProperty(name, out var slot) && slot.ValueKind is not JsonValueKind.Null
                && Add(slot, $"{node.Pointer}/{JsonNames.Segment(name)}", node, scope, Variables(node.Activity.SlotVariables(port.Name), node, scope)) is { } child)
            {
                slots.Add(port.Name, child);
                children.Add(child);
            }
        }

        foreach (var input in descriptor.Inputs.Where(input => input.UiHint is "switch-editor" or "http-status-codes"))
        {
            var name = JsonNames.Camel(input.Name);
            var i = 0;
            foreach (var item in ItemsOf(node.Json, name))
            {
                if (item.ValueKind is JsonValueKind.Object && item.TryGetProperty("activity", out var inner) && inner.ValueKind is not JsonValueKind.Null
                    && Add(inner, $"{node.Pointer}/{name}/{i}/activity", node, scope, []) is { } child)
                {
                    children.Add(child);
                }

                i++;
            }
        }

        foreach (var place in node.Activity.NestedPlaces(node.Json).Where(place => place.Input is null))
        {
            if (Add(place.Json, node.Pointer + place.Pointer, node, scope, []) is { } child)
            {
                children.Add(child);
            }
        }

        node.EmbeddedPorts = slots.ToFrozenDictionary(StringComparer.Ordinal);
        node.Children = children.ToImmutable();
    }

    private VariableScope? DeclareLazy(ActivityNode node, VariableScope scope)
    {
        var declared = Variables(node.Activity.LazyVariables, node, scope);
        if (declared.IsEmpty)
        {
            return null;
        }

        var lazy = new VariableScope(scope, node.Index, declared, node.Variables.Length);
        node.Variables = [.. node.Variables, .. declared.Select(static variable => variable with { IsTransient = true })];
        return lazy;
    }

    private ImmutableArray<VariableDefinition> Variables(ImmutableArray<SlotVariable> declared, ActivityNode node, VariableScope scope)
    {
        return declared.IsEmpty ? [] : [.. declared.Select(variable =>
        {
            var type = variable.ItemOf is null ? variable.Type : ItemTypes.Of(node.Json, variable.ItemOf, scope, level.Definition.Inputs);
            // The id Elsa makes of the name.
            return new VariableDefinition(JsonNames.Camel(variable.Name) + "Variable", variable.Name, ValueTypes.NameOf(type), type.IsArray, type, DefaultValue: null);
        })];
    }

    private void AddList(ActivityNode node, JsonElement activities, VariableScope scope, ImmutableArray<ActivityNode>.Builder children)
    {
        if (activities.ValueKind is not JsonValueKind.Array)
        {
            problems.Add(ProblemIds.MalformedActivity, node, $"The list of activities is not a list.", pointer: "/activities");
            return;
        }

        var i = 0;
        foreach (var item in activities.EnumerateArray())
        {
            if (Add(item, $"{node.Pointer}/activities/{i++}", node, scope, []) is { } child)
            {
                children.Add(child);
            }
        }
    }

    private static JsonElement[] ItemsOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : ""; // a string element has a string

    /// <summary>One definition on the way in: the graph's own, or one used as an activity.</summary>
    private sealed class Level(Level? outer, ActivityNode? use, WorkflowDefinition definition)
    {
        public Level? Outer => outer;

        public ActivityNode? Use => use;

        public WorkflowDefinition Definition => definition;

        /// <summary><c>customProperties</c> of the definition.</summary>
        public JsonElement Properties { get; } = FlowchartModes.PropertiesOf(definition.Document);

        public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

        /// <summary>The names of the definitions from this one back to itself, when it is one of those on the way in; else null.</summary>
        public IReadOnlyList<string>? PathTo(WorkflowDefinition other) =>
            other.DefinitionId.Length > 0 && string.Equals(definition.DefinitionId, other.DefinitionId, StringComparison.Ordinal) ? [definition.Name, other.Name]
            : outer?.PathTo(other) is { } path ? [.. path.SkipLast(1), definition.Name, other.Name]
            : null;
    }
}
