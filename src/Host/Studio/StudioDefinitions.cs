using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Definitions as the Studio wants them, and back. The stored text is the truth: what the Studio needs besides is added on the way out and
/// taken off on the way in, and what it does not understand is put back from the text it was given.
/// </summary>
internal sealed class StudioDefinitions(ActivityCatalogue catalogue)
{
    private const string ToolVersion = "3.8.2.0";
    private const string WorkflowNode = ExecutionHistory.WorkflowNode;

    // What the Studio reads into types of its own.
    private static readonly string[] Typed = ["variables", "inputs", "outputs", "outcomes", "options", "name", "description"];

    // What it echoes about a version, which the row of the version knows better.
    private static readonly string[] OfTheVersion = ["id", "definitionId", "createdAt", "version", "toolVersion", "isReadonly", "isSystem", "isLatest", "isPublished", "tenantId"];

    /// <summary>A definition for the editor. <paramref name="mayEdit"/> false: it is shown read-only.</summary>
    public async Task<JsonObject> ViewAsync(StoredDefinition stored, bool mayEdit, CancellationToken cancellationToken) =>
        View(stored, mayEdit, await catalogue.DrawableAsync(cancellationToken));

    private static JsonObject View(StoredDefinition stored, bool mayEdit, DrawableActivities drawable)
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
            view["root"] = ForCanvas(root, WorkflowNode, drawable);
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
    public async Task<string> TextAsync(JsonObject model, StoredDefinition? before, CancellationToken cancellationToken)
    {
        var text = (JsonObject)model.DeepClone();
        text.Remove("links");
        var hasPaths = (before?.Json ?? model.ToJsonString()).Contains("\"nodeId\"", StringComparison.Ordinal); // a text that was written without them stays without
        if (text["root"] is JsonObject root)
            text["root"] = FromCanvas(root, WorkflowNode, hasPaths);
        return before is null ? text.ToJsonString() : Kept(text, before, hasPaths, await catalogue.DrawableAsync(cancellationToken)).ToJsonString();
    }

    private static JsonObject Kept(JsonObject text, StoredDefinition before, bool hasPaths, DrawableActivities drawable)
    {
        var stored = Parse(before.Json);
        var shown = View(before, mayEdit: true, drawable);
        if (shown["root"] is JsonObject root)
            shown["root"] = FromCanvas(root, WorkflowNode, hasPaths); // the same way back
        var kept = new JsonObject();
        foreach (var (name, value) in stored)
        {
            // A member at the top that was not sent is one the Studio has no place for.
            kept[name] = !text.TryGetPropertyValue(name, out var sent) || OfTheVersion.Contains(name) ? value?.DeepClone() : KeptText.Of(sent, shown[name], value, Typed.Contains(name));
        }

        foreach (var (name, sent) in text)
        {
            if (!stored.ContainsKey(name) && sent is not null && !OfTheVersion.Contains(name) && !JsonNode.DeepEquals(sent, shown[name]))
                kept[name] = sent.DeepClone();
        }

        kept["definitionId"] = before.DefinitionId;
        return kept;
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
    internal static JsonObject ForCanvas(JsonObject activity, string parentPath, DrawableActivities drawable)
    {
        var id = TextOf(activity, "id");
        var path = $"{parentPath}:{id}";
        var version = VersionOf(activity);
        if (drawable.VersionOf(TextOf(activity, "type") ?? "", version) is not { } known)
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

        var view = (JsonObject)Each(activity, child => ForCanvas(child, path, drawable))!; // an object stays one
        view["nodeId"] = path;
        view["version"] = known;
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

    // 0: it names none. The Studio writes numbers, other programs may write what they like.
    internal static int VersionOf(JsonObject activity) => activity["version"] is JsonValue value && value.TryGetValue<double>(out var number) ? (int)number : 0;

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
