using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Host.Studio;

/// <summary>With what the panel edits an input, where the descriptor leaves it open.</summary>
internal static class InputEditor
{
    /// <summary>The Studio's hint and its options.</summary>
    public static (string Hint, JsonObject Options) Of(InputDescriptor input)
    {
        if (input.UiSpecifications is { } given)
            return (input.UiHint ?? HintOf(input.Type), JsonNode.Parse(given.GetRawText()) as JsonObject ?? []);
        var hint = input.UiHint ?? HintOf(input.Type);
        var type = Nullable.GetUnderlyingType(input.Type) ?? input.Type;
        return hint switch
        {
            "dropdown" when type.IsEnum => (hint, ChoicesOf(type)),
            "dropdown" => ("singleline", []), // a list of nothing cannot be filled in
            "singleline" when type == typeof(TimeSpan) => (hint, new JsonObject { ["singleline"] = new JsonObject { ["adornmentText"] = "d.hh:mm:ss", ["enableCopyAdornment"] = false } }),
            "json-editor" => (hint, new JsonObject { ["code-editor"] = new JsonObject { ["language"] = "json", ["editorHeight"] = 1 } }),
            _ => (hint, []),
        };
    }

    private static JsonObject ChoicesOf(Type type) => new()
    {
        ["dropdown"] = new JsonObject
        {
            ["selectList"] = new JsonObject
            {
                ["items"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)new JsonObject { ["text"] = ActivityWords.OfValue(name), ["value"] = name })]),
                ["isFlagsEnum"] = false,
            },
        },
    };

    private static string HintOf(Type type) =>
        type == typeof(bool) ? "checkbox" : type != typeof(string) && (type.IsEnum || type.IsArray) ? (type.IsEnum ? "dropdown" : "multitext") : "singleline";
}
