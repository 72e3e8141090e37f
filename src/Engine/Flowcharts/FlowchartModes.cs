using System.Text.Json;
using ProcessAutomation.Engine.Branching;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>Reads what a definition says about the mode of its flowcharts: the workflow's <c>Flowchart:ExecutionMode</c> and each activity's <c>mergeMode</c>.</summary>
internal static class FlowchartModes
{
    private const string ExecutionMode = "Flowchart:ExecutionMode";
    private const string MergeModeName = "mergeMode";

    /// <summary>The mode of a flowchart; <paramref name="otherwise"/> where the workflow leaves it open.</summary>
    public static FlowchartMode Of(ActivityNode flowchart, FlowchartMode otherwise) =>
        TextOf(flowchart.WorkflowProperties, ExecutionMode) is { } text && TryRead(text, out FlowchartMode mode) ? mode : otherwise;

    /// <summary>The merge mode an activity was given; that of a <see cref="FlowJoin"/> is its own input instead.</summary>
    public static MergeMode MergeOf(ActivityNode activity) =>
        TextOf(PropertiesOf(activity.Json), MergeModeName) is { } text && TryRead(text, out MergeMode mode) ? mode : MergeMode.Stream;

    /// <summary>Reports modes there are none of. In counter-based flowcharts too, where a merge mode is not looked at: it would be wrong the day the mode is changed.</summary>
    public static void Check(WorkflowDefinition definition, IReadOnlyList<ActivityNode> nodes, ProblemSink problems)
    {
        var properties = PropertiesOf(definition.Document);
        if (IsGiven(properties, ExecutionMode) && !IsKnown<FlowchartMode>(properties, ExecutionMode, "Default"))
        {
            problems.Add(ProblemIds.UnknownFlowchartMode, $"/customProperties/{ExecutionMode}",
                $"The flowcharts' mode {Shown(properties, ExecutionMode)} does not exist. It is {nameof(FlowchartMode.CounterBased)}, {nameof(FlowchartMode.TokenBased)} or Default.");
        }

        foreach (var node in nodes.Where(static node => node.Parent?.Activity is Flowchart))
        {
            var own = PropertiesOf(node.Json);
            if (IsGiven(own, MergeModeName) && !IsKnown<MergeMode>(own, MergeModeName, "None"))
            {
                problems.Add(ProblemIds.UnknownMergeMode, node,
                    $"{node} has the merge mode {Shown(own, MergeModeName)}, which does not exist. It is None, {string.Join(", ", Enum.GetNames<MergeMode>()[..^1])} or {nameof(MergeMode.Race)}.",
                    pointer: $"/customProperties/{MergeModeName}");
            }
        }
    }

    /// <summary>The object <c>customProperties</c>; of kind undefined when there is none.</summary>
    public static JsonElement PropertiesOf(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty("customProperties", out var properties) && properties.ValueKind is JsonValueKind.Object ? properties : default;

    private static bool IsGiven(JsonElement properties, string name) =>
        properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
        && !(value.ValueKind is JsonValueKind.String && value.ValueEquals(""));

    private static bool IsKnown<T>(JsonElement properties, string name, string open)
        where T : struct, Enum =>
        TextOf(properties, name) is { } text && (string.Equals(text, open, StringComparison.OrdinalIgnoreCase) || TryRead<T>(text, out _));

    private static string Shown(JsonElement properties, string name) => TextOf(properties, name) ?? properties.GetProperty(name).ValueKind.ToString();

    private static string? TextOf(JsonElement properties, string name) =>
        properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    // By name only: Enum.TryParse would take any number, also one that is no mode.
    private static bool TryRead<T>(string text, out T mode)
        where T : struct, Enum
    {
        mode = default;
        return Array.Exists(Enum.GetNames<T>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) && Enum.TryParse(text, ignoreCase: true, out mode);
    }
}
