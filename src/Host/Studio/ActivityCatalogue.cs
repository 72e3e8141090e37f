using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Host.Studio;

/// <summary>The activity types in the shape of the Studio's toolbox. Written once: it asks for the list after every save.</summary>
internal sealed class ActivityCatalogue
{
    /// <summary>What stands on the canvas for an activity this program does not know; without it the Studio would draw nothing at all.</summary>
    public const string NotFoundType = "Elsa.NotFoundActivity";

    public ActivityCatalogue(ActivityRegistry registry)
    {
        var items = new JsonArray([.. registry.All.Select(activity => (JsonNode)Wire(activity.Descriptor))]);
        foreach (var standIn in new[] { ("Elsa.Workflow", "Workflow", false), (NotFoundType, "Unknown activity", false) })
        {
            if (!registry.Knows(standIn.Item1))
                items.Add(Wire(new ActivityDescriptor { TypeName = standIn.Item1, DisplayName = standIn.Item2, Category = "System", Description = "", IsBrowsable = standIn.Item3 }));
        }

        Json = new JsonObject { ["items"] = items, ["count"] = items.Count }.ToJsonString();
    }

    /// <summary>The whole answer.</summary>
    public string Json { get; }

    private static JsonObject Wire(ActivityDescriptor descriptor)
    {
        var dot = descriptor.TypeName.LastIndexOf('.');
        return new JsonObject
        {
            ["typeName"] = descriptor.TypeName,
            ["namespace"] = dot < 0 ? "" : descriptor.TypeName[..dot],
            ["name"] = descriptor.TypeName[(dot + 1)..],
            ["version"] = descriptor.Version,
            ["category"] = descriptor.Category,
            ["displayName"] = descriptor.DisplayName,
            ["description"] = descriptor.Description,
            ["kind"] = descriptor.Kind.ToString(),
            ["inputs"] = new JsonArray([.. descriptor.Inputs.Select((input, order) => (JsonNode)Wire(input, order))]),
            ["outputs"] = new JsonArray([.. descriptor.Outputs.Select((output, order) => (JsonNode)Wire(output, order))]),
            ["ports"] = new JsonArray([.. descriptor.Ports.Select(port => (JsonNode)new JsonObject
            {
                ["name"] = port.Name, ["displayName"] = port.DisplayName ?? port.Name, ["type"] = port.Kind.ToString(), ["isBrowsable"] = port.IsBrowsable,
            })]),
            ["customProperties"] = new JsonObject(),
            ["constructionProperties"] = new JsonObject(),
            ["isContainer"] = descriptor.IsContainer,
            ["isBrowsable"] = descriptor.IsBrowsable,
            ["isStart"] = descriptor.IsStart,
            ["isTerminal"] = descriptor.IsTerminal,
        };
    }

    private static JsonObject Wire(InputDescriptor input, int order) => new()
    {
        ["name"] = input.Name,
        ["typeName"] = ValueTypes.NameOf(input.Type),
        ["displayName"] = input.DisplayName,
        ["description"] = input.Description,
        ["order"] = order,
        ["isBrowsable"] = input.IsBrowsable,
        ["isSynthetic"] = false,
        ["isWrapped"] = input.IsWrapped,
        ["uiHint"] = input.UiHint ?? HintOf(input.Type),
        ["category"] = input.Category,
        ["defaultValue"] = input.DefaultValue is { } value ? JsonNode.Parse(JsonValues.ToElement(value).GetRawText()) : null,
        ["defaultSyntax"] = input.DefaultSyntax,
        ["isReadOnly"] = false,
        ["isSensitive"] = false,
        ["storageDriverType"] = null,
        ["uiSpecifications"] = input.UiSpecifications is { } options ? JsonNode.Parse(options.GetRawText()) : new JsonObject(),
    };

    private static JsonObject Wire(OutputDescriptor output, int order) => new()
    {
        ["name"] = output.Name,
        ["typeName"] = ValueTypes.NameOf(output.Type),
        ["displayName"] = output.DisplayName,
        ["description"] = output.Description,
        ["order"] = order,
        ["isBrowsable"] = output.IsBrowsable,
        ["isSynthetic"] = false,
    };

    private static string HintOf(Type type) =>
        type == typeof(bool) ? "checkbox" : type != typeof(string) && (type.IsEnum || type.IsArray) ? (type.IsEnum ? "dropdown" : "multitext") : "singleline";
}
