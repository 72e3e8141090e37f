using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Definitions as the Studio wants them, and back. The stored text is the truth: what the Studio needs besides is added on the way out and
/// taken off on the way in, and what it does not understand is put back from the text it was given.
/// </summary>
internal sealed class StudioDefinitions(ActivityRegistry registry)
{
    private const string ToolVersion = "3.8.2.0";
    private const string WorkflowNode = ExecutionHistory.WorkflowNode;

    // Members that tell of the version or that the Studio sends itself; any other is kept from the text before.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "id", "definitionId", "name", "description", "createdAt", "version", "toolVersion", "variables", "inputs", "outputs", "outcomes", "customProperties",
        "isReadonly", "isSystem", "isLatest", "isPublished", "options", "usableAsActivity", "links", "root", "tenantId",
    };

    /// <summary>A definition for the editor. <paramref name="mayEdit"/> false: it is shown read-only.</summary>
    public JsonObject View(StoredDefinition stored, bool mayEdit)
    {
        var view = Parse(stored.Json);
        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes" })
            view[list] = view[list] as JsonArray is { } found ? found.DeepClone() : new JsonArray();
        view["customProperties"] = view["customProperties"] as JsonObject is { } properties ? properties.DeepClone() : new JsonObject();
        view["options"] = view["options"] as JsonObject is { } options ? options.DeepClone() : new JsonObject();
        view["id"] = stored.VersionId;
        view["definitionId"] = stored.DefinitionId;
        view["name"] = stored.Name;
        view["version"] = stored.Version;
        view["createdAt"] = stored.CreatedAt;
        view["toolVersion"] = System.Version.TryParse(TextOf(view, "toolVersion"), out var version) ? version.ToString() : ToolVersion;
        view["isLatest"] = stored.IsLatest;
        view["isPublished"] = stored.IsPublished;
        view["isReadonly"] = false;
        view["isSystem"] = false;
        view["links"] = LinksOf(stored.DefinitionId, mayEdit);
        if (view["root"] is JsonObject root)
            view["root"] = ForCanvas(root, WorkflowNode);
        return view;
    }

    /// <summary>A definition in a list.</summary>
    public static JsonObject Summary(StoredDefinition stored, bool mayEdit) => new()
    {
        ["id"] = stored.VersionId,
        ["definitionId"] = stored.DefinitionId,
        ["name"] = stored.Name,
        ["description"] = TextOf(Parse(stored.Json), "description"),
        ["version"] = stored.Version,
        ["createdAt"] = stored.CreatedAt,
        ["isLatest"] = stored.IsLatest,
        ["isPublished"] = stored.IsPublished,
        ["isReadonly"] = false,
        ["materializerName"] = "Json",
        ["isMaterializerAvailable"] = true,
        ["links"] = LinksOf(stored.DefinitionId, mayEdit),
    };

    /// <summary>The text to keep of what the Studio sent. <paramref name="before"/>: the version it started from; null: a new definition.</summary>
    public static string Text(JsonObject model, StoredDefinition? before)
    {
        var text = (JsonObject)model.DeepClone();
        text.Remove("links");
        var hasPaths = before?.Json.Contains("\"nodeId\"", StringComparison.Ordinal) != false; // a text that was written without them stays without
        if (text["root"] is JsonObject root)
            text["root"] = FromCanvas(root, WorkflowNode, hasPaths);
        if (before is not null)
        {
            foreach (var (name, value) in Parse(before.Json))
            {
                if (!Known.Contains(name) && !text.ContainsKey(name))
                    text[name] = value?.DeepClone();
            }
        }

        return text.ToJsonString();
    }

    /// <summary>The links by which the Studio knows what it may offer; none: read-only.</summary>
    public static JsonArray BulkLinks(bool mayEdit) => mayEdit
        ? [Link("bulk-publish", "/bulk-actions/publish/workflow-definitions/by-definition-ids"), Link("bulk-retract", "/bulk-actions/retract/workflow-definitions/by-definition-ids"), Link("bulk-delete", "/bulk-actions/delete/workflow-definitions/by-definition-id")]
        : [];

    private static JsonArray LinksOf(string definitionId, bool mayEdit)
    {
        var path = $"/workflow-definitions/{Uri.EscapeDataString(definitionId)}";
        return mayEdit ? [Link("publish", path + "/publish"), Link("retract", path + "/retract"), Link("delete", path)] : [];
    }

    private static JsonObject Link(string rel, string href) => new() { ["href"] = href, ["rel"] = rel, ["method"] = rel == "delete" ? "DELETE" : "POST" };

    // Every activity gets its path; one of an unknown type gets a stand-in that carries it.
    private JsonObject ForCanvas(JsonObject activity, string parentPath)
    {
        var id = TextOf(activity, "id");
        var path = $"{parentPath}:{id}";
        var version = (int?)(activity["version"] as JsonValue)?.GetValue<double>() ?? 0;
        if (!registry.TryFind(TextOf(activity, "type") ?? "", version, out var known))
        {
            return new JsonObject
            {
                ["id"] = id,
                ["nodeId"] = path,
                ["name"] = TextOf(activity, "name"),
                ["type"] = ActivityCatalogue.NotFoundType,
                ["version"] = 1,
                ["customProperties"] = new JsonObject(),
                ["metadata"] = activity["metadata"]?.DeepClone() ?? new JsonObject(),
                ["missingTypeName"] = TextOf(activity, "type"),
                ["missingTypeVersion"] = version,
                ["originalActivityJson"] = activity.ToJsonString(),
            };
        }

        var view = (JsonObject)Each(activity, child => ForCanvas(child, path))!; // an object stays one
        view["nodeId"] = path;
        view["version"] = known.Descriptor.Version;
        if (view["activities"] is JsonArray children && view["connections"] is JsonArray connections)
            view["connections"] = Drawable(connections, children);
        return view;
    }

    private static JsonObject FromCanvas(JsonObject activity, string parentPath, bool hasPaths)
    {
        if (TextOf(activity, "type") == ActivityCatalogue.NotFoundType && TextOf(activity, "originalActivityJson") is { } original)
        {
            var restored = Parse(original);
            if (activity["metadata"] is JsonObject metadata)
                restored["metadata"] = metadata.DeepClone(); // it may have been moved
            return restored;
        }

        var path = $"{parentPath}:{TextOf(activity, "id")}";
        var text = (JsonObject)Each(activity, child => FromCanvas(child, path, hasPaths))!; // an object stays one
        if (hasPaths)
            text["nodeId"] = path;
        else
            text.Remove("nodeId");
        return text;
    }

    // A copy in which each activity below has been exchanged for what is made of it. An activity is an object with an id and a type.
    private static JsonNode? Each(JsonNode? node, Func<JsonObject, JsonObject> exchange, bool isInside = false) => node switch
    {
        JsonObject inner when isInside && TextOf(inner, "id") is not null && TextOf(inner, "type") is not null => exchange(inner),
        JsonObject inner => new JsonObject(inner.Select(pair => KeyValuePair.Create(pair.Key, Each(pair.Value, exchange, isInside: true)))),
        JsonArray list => new JsonArray([.. list.Select(item => Each(item, exchange, isInside: true))]),
        null => null,
        _ => node.DeepClone(),
    };

    // A connection to nowhere, or without its list of bends, would leave the canvas empty.
    private static JsonArray Drawable(JsonArray connections, JsonArray activities)
    {
        var ids = activities.OfType<JsonObject>().Select(child => TextOf(child, "id")).ToHashSet(StringComparer.Ordinal);
        var drawable = new JsonArray();
        foreach (var connection in connections.OfType<JsonObject>())
        {
            if (connection["source"] is JsonObject source && connection["target"] is JsonObject target && ids.Contains(TextOf(source, "activity")) && ids.Contains(TextOf(target, "activity")))
            {
                var copy = (JsonObject)connection.DeepClone();
                copy["vertices"] = copy["vertices"] as JsonArray is { } bends ? bends.DeepClone() : new JsonArray();
                drawable.Add(copy);
            }
        }

        return drawable;
    }

    internal static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json, documentOptions: new() { MaxDepth = 256 })!; // it was read as an object when it was saved

    internal static string? TextOf(JsonObject json, string name) =>
        json.TryGetPropertyValue(name, out var value) && value is JsonValue text && text.TryGetValue<string>(out var found) ? found : null;

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
