using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Activities.Forms;

/// <summary>The form of a task: its fields in order, and the answers it opens with.</summary>
/// <param name="Fields">In the order they are asked.</param>
/// <param name="Prefill">Answers known beforehand, in the shape of an answer object; empty when none are.</param>
public sealed record Form(ImmutableArray<FormField> Fields, JsonObject Prefill)
{
    /// <summary>A form that asks nothing.</summary>
    public static Form Empty => new([], []);

    /// <summary>Reads the fields a process owner wrote in a flow: a JSON array of <c>{name, kind, label, hint?, required?, maxLength?, choices?, columns?}</c>.</summary>
    /// <exception cref="FormatException">It is not such an array; the message names the field and what is wrong.</exception>
    public static Form Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return Empty;
        try
        {
            return JsonNode.Parse(json) is JsonArray fields
                ? new Form([.. fields.Select((field, index) => ReadField(field, $"{index}"))], [])
                : throw new FormatException("A form is a JSON array of fields.");
        }
        catch (JsonException problem)
        {
            throw new FormatException($"The form is not JSON: {problem.Message}", problem);
        }
    }

    /// <summary>The fields as JSON that <see cref="Parse"/> reads.</summary>
    public string ToJson() => new JsonArray([.. Fields.Select(WriteField)]).ToJsonString();

    private static FormField ReadField(JsonNode? node, string place)
    {
        if (node is not JsonObject field || field["name"]?.GetValueKind() != JsonValueKind.String)
            throw new FormatException($"Field {place} has no name.");
        var name = field["name"]!.GetValue<string>();
        if (!TryKind(field["kind"]?.ToString() ?? "text", out var kind))
            throw new FormatException($"Field {name}: {field["kind"]} is no kind of field.");
        return new FormField
        {
            Name = name,
            Kind = kind,
            Label = Phrase.Read(field["label"]) ?? Phrase.Plain(name),
            Hint = Phrase.Read(field["hint"]),
            IsRequired = IsTrue(field["required"]),
            MaxLength = Number(field["maxLength"], 4000, 10_000),
            MaxRows = Number(field["maxRows"], 50, 100),
            Choices = [.. (field["choices"] as JsonArray ?? []).Select(choice => ReadChoice(choice, name))],
            Columns = [.. (field["columns"] as JsonArray ?? []).Select((column, index) => ReadField(column, $"{name}[{index}]"))],
        };
    }

    private static Choice ReadChoice(JsonNode? node, string field) => node switch
    {
        JsonValue value => new Choice(value.ToString(), Phrase.Plain(value.ToString())),
        JsonObject choice when choice["value"] is JsonValue value => new Choice(value.ToString(), Phrase.Read(choice["label"]) ?? Phrase.Plain(value.ToString())),
        _ => throw new FormatException($"Field {field}: a choice is a text or {{value, label}}."),
    };

    private static JsonNode WriteField(FormField field)
    {
        var node = new JsonObject { ["name"] = field.Name, ["kind"] = NameOf(field.Kind), ["label"] = field.Label.Write() };
        if (field.Hint is not null)
            node["hint"] = field.Hint.Write();
        if (field.IsRequired)
            node["required"] = true;
        node["maxLength"] = field.MaxLength;
        if (field.Choices.Length > 0)
            node["choices"] = new JsonArray([.. field.Choices.Select(choice => (JsonNode)new JsonObject { ["value"] = choice.Value, ["label"] = choice.Label.Write() })]);
        if (field.Columns.Length > 0)
            node["columns"] = new JsonArray([.. field.Columns.Select(WriteField)]);
        return node;
    }

    /// <summary>The name of a kind in JSON: <c>text</c>, <c>multiline</c>, <c>date</c>, <c>dateTime</c>, <c>choice</c>, <c>multiChoice</c>, <c>checkbox</c>, <c>user</c>, <c>rows</c>.</summary>
    public static string NameOf(FieldKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static bool TryKind(string text, out FieldKind kind) =>
        Enum.TryParse(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out kind) && Enum.IsDefined(kind);

    private static bool IsTrue(JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;

    private static int Number(JsonNode? node, int standard, int most) =>
        int.TryParse(node?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, most) : standard;
}
