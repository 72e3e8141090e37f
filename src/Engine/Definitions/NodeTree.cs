using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Builds the tree of activities from a definition's root: types, ids, node ids, children, variables. Used for one compilation.</summary>
internal sealed class NodeTree(WorkflowDefinition definition, ActivityRegistry registry, ProblemSink problems)
{
    private const int MaxActivities = 2000;
    private const string WorkflowNodeId = "Workflow1";

    private readonly List<ActivityNode> nodes = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<ActivityNode, VariableScope> scopes = [];

    /// <summary><c>customProperties</c> of the workflow.</summary>
    public JsonElement WorkflowProperties { get; init; }

    /// <summary>All nodes understood, parents before children.</summary>
    public IReadOnlyList<ActivityNode> Nodes => nodes;

    /// <summary>Ids of all activities seen, also of those not understood: a connection to one of them is not another problem.</summary>
    public IReadOnlySet<string> Ids => ids;

    /// <summary>Variables the inputs of a node see.</summary>
    public VariableScope ScopeOf(ActivityNode node) => scopes[node];

    /// <summary>Reads the activity at <paramref name="json"/> and everything below it; null when it cannot be understood (reported).
    /// <paramref name="given"/>: variables the parent declares for each run of it.</summary>
    public ActivityNode? Add(JsonElement json, string pointer, ActivityNode? parent, VariableScope scope, ImmutableArray<VariableDefinition> given)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            problems.Add(ProblemIds.MalformedActivity, pointer, "This is not an activity.");
            return null;
        }

        var id = TextOf(json, "id");
        CheckId(id, pointer);
        var activity = FindType(json, id, pointer);
        if (activity is null || nodes.Count >= MaxActivities)
        {
            if (nodes.Count == MaxActivities)
            {
                problems.Add(ProblemIds.TooManyActivities, pointer, $"The workflow has more than {MaxActivities} activities. Move parts of it to workflows of their own.");
            }

            return null;
        }

        var node = new ActivityNode(nodes.Count, id, $"{parent?.NodeId ?? WorkflowNodeId}:{id}", activity, parent, pointer, json) { WorkflowProperties = WorkflowProperties };
        nodes.Add(node);
        if (given.Length > 0)
        {
            node.Variables = given;
            scope = new VariableScope(scope, node.Index, given);
        }

        scopes.Add(node, scope);
        Describe(node);
        AddChildren(node, DeclareVariables(node, scope));
        return node;
    }

    private void CheckId(string id, string pointer)
    {
        if (id.Length == 0)
        {
            problems.Add(ProblemIds.MissingActivityId, pointer + "/id", "An activity has no id.");
        }
        else if (id.Contains(':', StringComparison.Ordinal))
        {
            problems.Add(new DefinitionProblem(ProblemIds.MalformedActivity, pointer + "/id", $"The activity id {id} contains a colon, which separates ids.", id));
        }
        else if (!ids.Add(id))
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

        problems.Add(registry.Knows(typeName)
            ? new DefinitionProblem(ProblemIds.UnknownActivityVersion, pointer + "/version", $"The activity type {typeName} has no version {version}.", id)
            : new DefinitionProblem(ProblemIds.UnknownActivityType, pointer + "/type", typeName.Length == 0 ? "An activity has no type." : ActivitiesNotHere.WordsFor(typeName), id));
        return null;
    }

    private static void Describe(ActivityNode node)
    {
        node.Name = TextOf(node.Json, "name") is { Length: > 0 } name ? name : null;
        var displayText = node.Json.TryGetProperty("metadata", out var metadata) && metadata.ValueKind is JsonValueKind.Object ? TextOf(metadata, "displayText") : "";
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
                && Add(slot, $"{node.Pointer}/{JsonNames.Segment(name)}", node, scope, VariablesFor(port.Name, node, scope)) is { } child)
            {
                slots.Add(port.Name, child);
                children.Add(child);
            }
        }

        foreach (var input in descriptor.Inputs.Where(input => input.UiHint is "switch-editor"))
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

    private ImmutableArray<VariableDefinition> VariablesFor(string port, ActivityNode node, VariableScope scope)
    {
        var declared = node.Activity.SlotVariables(port);
        return declared.IsEmpty ? [] : [.. declared.Select(variable =>
        {
            var type = variable.ItemOf is null ? variable.Type : ItemTypes.Of(node.Json, variable.ItemOf, scope, definition.Inputs);
            // The id Elsa makes of the name.
            return new VariableDefinition(JsonNames.Camel(variable.Name) + "Variable", variable.Name, ValueTypes.NameOf(type), type.IsArray, type, DefaultValue: null);
        })];
    }

    private void AddList(ActivityNode node, JsonElement activities, VariableScope scope, ImmutableArray<ActivityNode>.Builder children)
    {
        if (activities.ValueKind is not JsonValueKind.Array)
        {
            problems.Add(ProblemIds.MalformedActivity, node, "The list of activities is not a list.", pointer: "/activities");
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
}
