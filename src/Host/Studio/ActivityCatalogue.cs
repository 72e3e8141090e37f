using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// The activity types in the shape of the Studio's toolbox: those of the program, written once, and the flows that are offered as activities, as they are
/// when it asks. It asks after every save. Thread-safe.
/// </summary>
internal sealed class ActivityCatalogue
{
    /// <summary>What stands on the canvas for an activity this program does not know; without it the Studio would draw nothing at all.</summary>
    public const string NotFoundType = "Elsa.NotFoundActivity";

    private readonly ActivityRegistry _registry;
    private readonly WorkflowActivityCatalog _flows;
    private readonly ImmutableArray<string> _items;
    private readonly TaggedText _text;

    // With the flows it was made of: they never change, so the same ones make the same text.
    private volatile WithFlows? _withFlows;

    public ActivityCatalogue(ActivityRegistry registry, WorkflowActivityCatalog flows)
    {
        (_registry, _flows) = (registry, flows);
        var items = registry.All.Select(activity => Wire(activity.Descriptor).ToJsonString()).ToList();
        foreach (var (type, name) in new[] { ("Elsa.Workflow", "Workflow"), (NotFoundType, "Unknown activity") })
        {
            if (!registry.Knows(type))
                items.Add(Wire(new ActivityDescriptor { TypeName = type, DisplayName = name, Category = "System", Description = "", IsBrowsable = false }).ToJsonString());
        }

        _items = [.. items];
        _text = new TaggedText(Answer(_items));
    }

    /// <summary>The whole answer.</summary>
    public async Task<TaggedText> TextAsync(CancellationToken cancellationToken)
    {
        var flows = await _flows.ListAsync(cancellationToken);
        if (flows.IsEmpty)
            return _text;
        var key = string.Join(' ', flows.Select(flow => $"{flow.VersionId}{(flow.Descriptor.IsBrowsable ? '+' : '-')}"));
        if (_withFlows is { } known && known.Key == key)
            return known.Text;
        var made = new WithFlows(key, new TaggedText(Answer([.. _items, .. flows.Select(flow => Wire(flow).ToJsonString())])));
        _withFlows = made;
        return made.Text;
    }

    /// <summary>The activities that can be drawn now.</summary>
    public async Task<DrawableActivities> DrawableAsync(CancellationToken cancellationToken) => new(_registry, await _flows.ListAsync(cancellationToken));

    private static string Answer(ImmutableArray<string> items) => $$"""{"items":[{{string.Join(',', items)}}],"count":{{items.Length}}}""";

    private sealed record WithFlows(string Key, TaggedText Text);

    private static JsonObject Wire(WorkflowActivityVersion flow)
    {
        var wire = Wire(flow.Descriptor);
        var look = (JsonObject)wire["customProperties"]!; // written just now
        look["RootType"] = "WorkflowDefinitionActivity";
        look["WorkflowDefinitionId"] = flow.DefinitionId;
        look["WorkflowDefinitionVersionId"] = flow.VersionId;
        wire["constructionProperties"] = new JsonObject
        {
            ["WorkflowDefinitionId"] = flow.DefinitionId,
            ["WorkflowDefinitionVersionId"] = flow.VersionId,
            ["Version"] = flow.Descriptor.Version,
        };
        foreach (var member in ((JsonArray)wire["inputs"]!).Concat((JsonArray)wire["outputs"]!))
            member!["isSynthetic"] = true;
        return wire;
    }

    private static JsonObject Wire(ActivityDescriptor descriptor)
    {
        var dot = descriptor.TypeName.LastIndexOf('.');
        var (name, description) = ActivityWords.Of(descriptor);
        return new JsonObject
        {
            ["typeName"] = descriptor.TypeName,
            ["namespace"] = dot < 0 ? "" : descriptor.TypeName[..dot],
            ["name"] = descriptor.TypeName[(dot + 1)..],
            ["version"] = descriptor.Version,
            ["category"] = ActivityWords.CategoryOf(descriptor),
            ["displayName"] = name,
            ["description"] = description,
            ["kind"] = descriptor.Kind.ToString(),
            ["inputs"] = new JsonArray([.. descriptor.Inputs.Select((input, order) => (JsonNode)Wire(descriptor, input, order))]),
            ["outputs"] = new JsonArray([.. descriptor.Outputs.Select((output, order) => (JsonNode)Wire(output, order))]),
            ["ports"] = new JsonArray([.. descriptor.Ports.Select(port => (JsonNode)new JsonObject
            {
                ["name"] = port.Name, ["displayName"] = port.DisplayName ?? ActivityWords.OfPort(port.Name), ["type"] = port.Kind.ToString(), ["isBrowsable"] = port.IsBrowsable,
            })]),
            ["customProperties"] = ActivityLook.Of(descriptor.TypeName, descriptor.Category),
            ["constructionProperties"] = new JsonObject(),
            ["isContainer"] = descriptor.IsContainer,
            ["isBrowsable"] = descriptor.IsBrowsable,
            ["isStart"] = descriptor.IsStart,
            ["isTerminal"] = descriptor.IsTerminal,
        };
    }

    private static JsonObject Wire(ActivityDescriptor activity, InputDescriptor input, int order)
    {
        var (hint, options) = InputEditor.Of(input);
        var (name, description) = ActivityWords.Of(activity, input);
        return new JsonObject
        {
            ["name"] = input.Name,
            ["typeName"] = ValueTypes.NameOf(input.Type),
            ["displayName"] = name,
            ["description"] = description,
            ["order"] = order,
            ["isBrowsable"] = input.IsBrowsable,
            ["isSynthetic"] = false,
            ["isWrapped"] = input.IsWrapped,
            ["uiHint"] = hint,
            ["category"] = input.Category,
            ["defaultValue"] = input.DefaultValue is { } value ? JsonNode.Parse(JsonValues.ToElement(value).GetRawText()) : null,
            ["defaultSyntax"] = input.DefaultSyntax,
            ["isReadOnly"] = false,
            ["isSensitive"] = false,
            ["storageDriverType"] = null,
            ["uiSpecifications"] = options,
        };
    }

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
}

/// <summary>Which activities can stand on the canvas: those of the program and the flows that are offered as activities.</summary>
internal sealed class DrawableActivities(ActivityRegistry registry, ImmutableArray<WorkflowActivityVersion> flows)
{
    /// <summary>The version to draw it by; null: it is unknown here. Version 0 is the newest.</summary>
    public int? VersionOf(string typeName, int version) =>
        registry.TryFind(typeName, version, out var known) ? known.Descriptor.Version
        : flows.FirstOrDefault(flow => flow.Descriptor.TypeName == typeName && (version == 0 || flow.Descriptor.Version == version))?.Descriptor.Version;

    /// <summary>The flow version an activity stands for; null: it is no flow.</summary>
    public string? FlowOf(JsonObject activity) => flows.FirstOrDefault(flow =>
        flow.VersionId == StudioDefinitions.TextOf(activity, "workflowDefinitionVersionId")
        || (flow.Descriptor.TypeName == StudioDefinitions.TextOf(activity, "type") && flow.Descriptor.Version == StudioDefinitions.VersionOf(activity)))?.VersionId;
}
