using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Forms;

/// <summary>The form of a task: its fields in order, and the answers it opens with.</summary>
/// <param name="Fields">In the order they are asked.</param>
/// <param name="Prefill">Answers known beforehand, in the shape of an answer object; empty when none are.</param>
public sealed record Form(ImmutableArray<FormField> Fields, JsonObject Prefill)
{
    /// <summary>A form that asks nothing.</summary>
    public static Form Empty => new([], []);

    /// <summary>
    /// Reads the fields a process owner wrote in a flow: a JSON array of <c>{name, kind, label, hint?, required?, maxLength?, choices?, columns?, min?, max?,
    /// decimals?, earliest?, latest?, pattern?, patternWords?, visibleWhen?, requiredWhen?}</c>.
    /// </summary>
    /// <exception cref="UnreadableInputException">It is not such an array; the message names every field at fault and what is wrong.</exception>
    public static Form Parse(string json)
    {
        var (form, faults) = FormReader.Read(json);
        return faults.IsEmpty ? form : throw new UnreadableInputException(faults.Skip(1).Aggregate(faults[0], static (all, next) => ProblemText.Of($"{all} {next}")));
    }

    /// <summary>Reads a form that was accepted when it was stored: a rule that has come since is not held against it.</summary>
    public static Form Stored(string json) => FormReader.Read(json).Form;

    /// <summary>The fields as JSON that <see cref="Parse"/> reads.</summary>
    public string ToJson() => new JsonArray([.. Fields.Select(WriteField)]).ToJsonString();

    private static JsonNode WriteField(FormField field)
    {
        var node = new JsonObject { ["name"] = field.Name, ["kind"] = NameOf(field.Kind), ["label"] = field.Label.Write() };
        if (field.Hint is not null)
            node["hint"] = field.Hint.Write();
        if (field.IsRequired)
            node["required"] = true;
        node["maxLength"] = field.MaxLength;
        if (field.Kind == FieldKind.Rows)
            node["maxRows"] = field.MaxRows;
        WriteRules(field, node);
        if (field.Choices.Length > 0)
            node["choices"] = new JsonArray([.. field.Choices.Select(choice => (JsonNode)new JsonObject { ["value"] = choice.Value, ["label"] = choice.Label.Write() })]);
        if (field.Columns.Length > 0)
            node["columns"] = new JsonArray([.. field.Columns.Select(WriteField)]);
        return node;
    }

    private static void WriteRules(FormField field, JsonObject node)
    {
        if (field.Number is { } number)
            (node["min"], node["max"], node["decimals"]) = (number.Min, number.Max, number.Decimals);
        if (field.Days is { } days)
            (node["earliest"], node["latest"]) = (days.Earliest?.Write(), days.Latest?.Write());
        if (field.Pattern is { } pattern)
            (node["pattern"], node["patternWords"]) = (pattern.Pattern, pattern.Words.Write());
        if (field.VisibleWhen is { } visible)
            node["visibleWhen"] = Write(visible);
        if (field.RequiredWhen is { } required)
            node["requiredWhen"] = Write(required);
    }

    private static JsonObject Write(FieldCondition condition) =>
        new() { ["field"] = condition.Field, ["is"] = new JsonArray([.. condition.Values.Select(value => (JsonNode)JsonValue.Create(value))]) };

    /// <summary>The name of a kind in JSON: <c>text</c>, <c>multiline</c>, <c>number</c>, <c>email</c>, <c>date</c>, <c>dateTime</c>, <c>choice</c>, <c>multiChoice</c>, <c>checkbox</c>, <c>user</c>, <c>rows</c>.</summary>
    public static string NameOf(FieldKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
