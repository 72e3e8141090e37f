using System.Text.Json;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Expressions;

/// <summary>An expression as it stands in a definition: <c>{"type":"CSharp","value":"..."}</c>.</summary>
/// <param name="Language">Elsa's name of the language; <c>Literal</c> when none is given.</param>
/// <param name="Value">The value; kind <see cref="JsonValueKind.Undefined"/> when there is none.</param>
internal readonly record struct ExpressionJson(string Language, JsonElement Value)
{
    /// <summary>Reads <c>{type, value}</c>; null = it is none.</summary>
    public static ExpressionJson? Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var language = json.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String ? type.GetString()! : "Literal"; // a string element has a string
        json.TryGetProperty("value", out var value);
        return new ExpressionJson(language, value);
    }

    /// <summary>The value as source text; null when it is no text.</summary>
    public string? Text => Value.ValueKind is JsonValueKind.String ? Value.GetString() : null;

    /// <summary>The value of a Variable or Input expression: the object itself, or JSON text of it; plain text is taken for both id and name.</summary>
    public (string? Id, string? Name) Reference
    {
        get
        {
            var json = Value;
            if (Text is { } text)
            {
                if (!JsonValues.TryParse(text, out json) || json.ValueKind is not JsonValueKind.Object)
                {
                    return (text.Trim(), text.Trim());
                }
            }

            return json.ValueKind is JsonValueKind.Object ? (Member(json, "id"), Member(json, "name")) : (null, null);
        }
    }

    private static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;
}
