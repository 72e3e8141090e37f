using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Host.Studio;

/// <summary>What is inside a flow that stands in another as an activity, and where in all that a node lies.</summary>
internal static class SubgraphEndpoints
{
    private const int MaxDepth = 32;

    public static RouteGroupBuilder MapSubgraphs(this RouteGroupBuilder studio)
    {
        studio.MapGet("/workflow-definitions/subgraph/{versionId}", SubgraphAsync);
        studio.MapGet("/workflow-definitions/subgraph/segments/{versionId}", SegmentsAsync);
        return studio;
    }

    private static async Task<IResult> SubgraphAsync(string versionId, IDefinitionStore store, ActivityCatalogue catalogue, string? parentNodeId, CancellationToken cancellationToken)
    {
        if (await TreeAsync(versionId, store, catalogue, cancellationToken) is not { } tree)
            return DefinitionReads.Missing();
        var path = tree.PathTo(parentNodeId ?? tree.NodeId);
        return path.Count == 0 ? DefinitionReads.Missing() : CatalogueEndpoints.Json(path[^1].Wire().ToJsonString());
    }

    private static async Task<IResult> SegmentsAsync(string versionId, IDefinitionStore store, ActivityCatalogue catalogue, string? childNodeId, CancellationToken cancellationToken)
    {
        if (await TreeAsync(versionId, store, catalogue, cancellationToken) is not { } tree || tree.PathTo(childNodeId ?? "") is not { Count: > 0 } path)
            return DefinitionReads.Missing();
        var container = path.LastOrDefault(node => node != path[^1] && node.Activity["activities"] is JsonArray) ?? tree;
        return CatalogueEndpoints.Json(new JsonObject
        {
            ["childNode"] = path[^1].Wire(),
            ["container"] = container.Wire(),
            ["pathSegments"] = new JsonArray([.. path.SkipLast(1).Zip(path.Skip(1), (parent, child) => (JsonNode)new JsonObject
            {
                ["activityNodeId"] = parent.NodeId,
                ["activityId"] = StudioDefinitions.TextOf(parent.Activity, "id"),
                ["activityType"] = StudioDefinitions.TextOf(parent.Activity, "type"),
                ["portName"] = child.Port,
            })]),
        }.ToJsonString());
    }

    private static async Task<Node?> TreeAsync(string versionId, IDefinitionStore store, ActivityCatalogue catalogue, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(versionId, cancellationToken) is not { } stored || StudioDefinitions.Parse(stored.Json)["root"] is not JsonObject root)
            return null;
        var drawable = await catalogue.DrawableAsync(cancellationToken);
        return await NodeAsync(StudioDefinitions.ForCanvas(root, ExecutionHistory.WorkflowNode, drawable), "Root", 0, store, drawable, cancellationToken);
    }

    private static async Task<Node> NodeAsync(JsonObject activity, string port, int depth, IDefinitionStore store, DrawableActivities drawable, CancellationToken cancellationToken)
    {
        var node = new Node(activity, port, []);
        if (depth == MaxDepth)
            return node;
        foreach (var (name, child) in ChildrenOf(activity))
            node.Children.Add(await NodeAsync(child, name, depth + 1, store, drawable, cancellationToken));
        if (drawable.FlowOf(activity) is { } used && await store.LoadAsync(used, cancellationToken) is { } stored && StudioDefinitions.Parse(stored.Json)["root"] is JsonObject root)
            node.Children.Add(await NodeAsync(StudioDefinitions.ForCanvas(root, node.NodeId, drawable), "Root", depth + 1, store, drawable, cancellationToken));
        return node;
    }

    // The activities right below one, each with the slot it stands in.
    private static IEnumerable<(string Port, JsonObject Child)> ChildrenOf(JsonObject activity) =>
        activity.SelectMany(member => Below(member.Value).Select(child => (char.ToUpperInvariant(member.Key[0]) + member.Key[1..], child)));

    private static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject found when StudioDefinitions.TextOf(found, "nodeId") is not null && StudioDefinitions.TextOf(found, "type") is not null => [found],
        JsonObject other => other.SelectMany(member => Below(member.Value)),
        JsonArray list => list.SelectMany(Below),
        _ => [],
    };

    private sealed record Node(JsonObject Activity, string Port, List<Node> Children)
    {
        public string NodeId => StudioDefinitions.TextOf(Activity, "nodeId") ?? "";

        public JsonObject Wire() => new()
        {
            ["activity"] = Activity.DeepClone(),
            ["port"] = Port,
            ["nodeId"] = NodeId,
            ["children"] = new JsonArray([.. Children.Select(child => (JsonNode)child.Wire())]),
        };

        public List<Node> PathTo(string nodeId)
        {
            if (NodeId == nodeId)
                return [this];
            foreach (var child in Children)
            {
                if (child.PathTo(nodeId) is { Count: > 0 } rest)
                    return [this, .. rest];
            }

            return [];
        }
    }
}
