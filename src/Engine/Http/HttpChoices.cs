using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Engine.Http;

/// <summary>What the designer offers for the inputs of HTTP activities, in the shape it reads.</summary>
internal static class HttpChoices
{
    /// <summary>Content types the designer offers; others can be written.</summary>
    public static JsonElement ContentTypes { get; } = Dropdown(["", "text/plain", "text/html", "application/json", "application/xml", "application/x-www-form-urlencoded"]);

    public static JsonElement Methods(ImmutableArray<string> methods) => Dropdown(methods);

    public static JsonElement StatusCodes { get; } = Dropdown([.. Enum.GetNames<System.Net.HttpStatusCode>().Distinct(StringComparer.Ordinal)]);

    public static JsonElement CheckList(ImmutableArray<string> values, string isChecked) => Element(new JsonObject
    {
        ["checklist"] = new JsonObject
        {
            ["checkList"] = new JsonObject
            {
                ["items"] = new JsonArray([.. values.Select(value => (JsonNode)new JsonObject { ["text"] = value, ["value"] = value, ["isChecked"] = value == isChecked })]),
                ["isFlagsEnum"] = false,
            },
        },
    });

    private static JsonElement Dropdown(ImmutableArray<string> values) => Element(new JsonObject
    {
        ["dropdown"] = new JsonObject
        {
            ["selectList"] = new JsonObject
            {
                ["items"] = new JsonArray([.. values.Select(value => (JsonNode)new JsonObject { ["text"] = value, ["value"] = value })]),
                ["isFlagsEnum"] = false,
            },
        },
    });

    private static JsonElement Element(JsonObject json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return document.RootElement.Clone();
    }
}
