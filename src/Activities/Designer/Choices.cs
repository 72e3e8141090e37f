using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;

namespace ProcessAutomation.Activities.Designer;

/// <summary>Options of a dropdown, in the shape the designer reads.</summary>
internal static class Choices
{
    /// <summary>Calendar or working days.</summary>
    public static JsonElement Units { get; } = Dropdown([new Choice("days", Phrase.Plain("Dager")), new Choice("working-days", Phrase.Plain("Virkedager"))]);

    /// <summary>A dropdown of these choices; the designer speaks bokmål.</summary>
    public static JsonElement Dropdown(IEnumerable<Choice> choices)
    {
        var items = new JsonArray([.. choices.Select(choice => (JsonNode)new JsonObject { ["text"] = choice.Label.Bokmal, ["value"] = choice.Value })]);
        var list = new JsonObject { ["items"] = items, ["isFlagsEnum"] = false };
        using var document = JsonDocument.Parse(new JsonObject { ["dropdown"] = new JsonObject { ["selectList"] = list } }.ToJsonString());
        return document.RootElement.Clone();
    }
}
