using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Activities.Forms;

/// <summary>A text people read, in the three languages of the interface. Never holds anything about a person.</summary>
public sealed record Phrase(string Bokmal, string Nynorsk, string English)
{
    /// <summary>The text in a language (<c>nb</c>, <c>nn</c>, <c>en</c>); bokmål for any other.</summary>
    public string In(string language) => language switch
    {
        "nn" => Nynorsk,
        "en" => English,
        _ => Bokmal,
    };

    /// <summary>The same text in every language: what a process owner wrote in a flow.</summary>
    public static Phrase Plain(string text) => new(text, text, text);

    /// <summary>Reads a text (all languages) or an object <c>{"nb":…,"nn":…,"en":…}</c> where missing ones fall back to bokmål; null when it is neither.</summary>
    public static Phrase? Read(JsonNode? node)
    {
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            return Plain(value.GetValue<string>());
        if (node is not JsonObject languages || Text(languages, "nb") is not { } bokmal)
            return null;
        return new Phrase(bokmal, Text(languages, "nn") ?? bokmal, Text(languages, "en") ?? bokmal);
    }

    /// <summary>What <see cref="Read"/> reads.</summary>
    public JsonNode Write() => Bokmal == Nynorsk && Bokmal == English
        ? JsonValue.Create(Bokmal)
        : new JsonObject { ["nb"] = Bokmal, ["nn"] = Nynorsk, ["en"] = English };

    private static string? Text(JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
