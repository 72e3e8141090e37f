using System.Text.Json;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Composition;

/// <summary>How an activity of a definition names the workflow it stands for: by version id, by definition id and version number, or by type name and version number.</summary>
internal readonly record struct WorkflowActivityReference(string TypeName, int Version, string DefinitionId, string VersionId)
{
    /// <summary>Reads an activity's JSON.</summary>
    public static WorkflowActivityReference Read(JsonElement activity) => new(
        TextOf(activity, "type"),
        activity.TryGetProperty("version", out var version) && version.ValueKind is JsonValueKind.Number && version.TryGetInt32(out var number) ? number : 0,
        TextOf(activity, "workflowDefinitionId"),
        TextOf(activity, "workflowDefinitionVersionId"));

    /// <summary>All activities below an element whose type is not one of the program's own, each name once. An activity is an object with an id and a type.</summary>
    public static IReadOnlyCollection<WorkflowActivityReference> In(JsonElement element, ActivityRegistry registry)
    {
        var found = new HashSet<WorkflowActivityReference>();
        Collect(element, registry, found);
        return found;
    }

    // The reader has limited the depth.
    private static void Collect(JsonElement element, ActivityRegistry registry, HashSet<WorkflowActivityReference> found)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, registry, found);
            }
        }

        if (element.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        if (TextOf(element, "id").Length > 0 && TextOf(element, "type") is { Length: > 0 } type && !registry.Knows(type))
        {
            found.Add(Read(element));
        }

        foreach (var member in element.EnumerateObject().Where(static member => member.Name is not ("customProperties" or "metadata")))
        {
            Collect(member.Value, registry, found);
        }
    }

    private static string TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : ""; // a string element has a string
}
