using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Inbox;

/// <summary>What was typed into a form, as lines to read: every field that has something, under the names the form gives them.</summary>
internal static class TypedText
{
    public static IReadOnlyList<(string Label, string Text)> Of(ImmutableArray<FormField> fields, JsonObject answers, Texts texts) => [.. Lines(fields, answers, "", texts)];

    private static IEnumerable<(string Label, string Text)> Lines(ImmutableArray<FormField> fields, JsonObject answers, string prefix, Texts texts)
    {
        foreach (var field in fields)
        {
            var label = prefix + field.Label.In(texts.Language);
            if (field.Kind == FieldKind.Rows)
            {
                var rows = answers[field.Name] as JsonArray ?? [];
                for (var index = 0; index < rows.Count; index++)
                    foreach (var line in Lines(field.Columns, rows[index] as JsonObject ?? [], string.Create(CultureInfo.InvariantCulture, $"{label} {index + 1}: "), texts))
                        yield return line;
            }
            else if (TextOf(field, answers[field.Name], texts) is { Length: > 0 } text)
            {
                yield return (label, text);
            }
        }
    }

    private static string TextOf(FormField field, JsonNode? answer, Texts texts) => field.Kind switch
    {
        FieldKind.Checkbox => FormState.IsTicked(answer) ? texts["form.yes"] : "",
        FieldKind.MultiChoice => string.Join(", ", (answer as JsonArray ?? []).Select(value => LabelOf(field, FormState.TextOf(value), texts))),
        _ => LabelOf(field, FormState.TextOf(answer), texts),
    };

    private static string LabelOf(FormField field, string value, Texts texts) =>
        field.Choices.FirstOrDefault(choice => choice.Value == value)?.Label.In(texts.Language) ?? value;
}
