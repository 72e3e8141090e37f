using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProcessAutomation.Host.Studio;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>What an input of an activity holds, as far as it can be known while the flow is only drawn.</summary>
/// <param name="Text">Its value; null: not given, or only known while the flow runs.</param>
/// <param name="Variable">The variable of the flow the value comes from; null: from none.</param>
/// <param name="IsComputed">It is only known while the flow runs.</param>
internal sealed partial record InputText(string? Text, string? Variable, bool IsComputed)
{
    private static readonly InputText Nothing = new(null, null, false);
    private static readonly InputText Later = new(null, null, true);

    /// <summary>Reads an input, the first value of a variable included.</summary>
    /// <param name="flow">The whole definition, for its variables.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="input">Name of the input as its descriptor has it.</param>
    public static InputText Of(JsonObject flow, JsonObject activity, string input)
    {
        if (activity[JsonNamingPolicy.CamelCase.ConvertName(input)] is not { } held)
            return Nothing;
        if (held is not JsonObject wrapped || wrapped["expression"] is not JsonObject expression)
            return held is JsonValue ? new InputText(held.ToString(), null, false) : Nothing;
        var value = expression["value"];
        return (StudioDefinitions.TextOf(expression, "type") ?? "Literal") switch
        {
            "Literal" or "Object" => value is null ? Nothing : new InputText(value is JsonValue ? value.ToString() : value.ToJsonString(), null, false),
            "Variable" => NameIn(value) is { } name ? OfVariable(flow, name, isNegated: false) : Later,
            "CSharp" when Reference.Match(value?.ToString() ?? "") is { Success: true } match => OfVariable(flow, match.Groups["name"].Value, match.Groups["minus"].Length > 0),
            _ => Later,
        };
    }

    /// <summary>The value as a whole number; null: it is none.</summary>
    public int? Number => int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static InputText OfVariable(JsonObject flow, string name, bool isNegated)
    {
        var variable = (flow["variables"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(candidate => StudioDefinitions.TextOf(candidate, "name") == name || StudioDefinitions.TextOf(candidate, "id") == name);
        var text = variable?["value"]?.ToString();
        return variable is null ? Later : new InputText(isNegated && text is { Length: > 0 } ? Negated(text) : text, StudioDefinitions.TextOf(variable, "name"), false);
    }

    private static string Negated(string text) => text[0] == '-' ? text[1..] : "-" + text;

    // The Studio writes the whole variable, as text; a file may hold it as an object.
    private static string? NameIn(JsonNode? value)
    {
        try
        {
            var variable = value as JsonObject ?? JsonNode.Parse(value?.ToString() ?? "") as JsonObject;
            return variable is null ? null : StudioDefinitions.TextOf(variable, "name") ?? StudioDefinitions.TextOf(variable, "id");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\s*(?<minus>-?)\s*Variables\.(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*$")]
    private static partial Regex Reference { get; }
}
