using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Activities.Forms;

/// <summary>Answers that name somebody a form does not offer: whether there is such a person is the directory's to say.</summary>
internal static class UnofferedAnswers
{
    /// <summary>What stands in fields with choices and is none of them, each once, in no order. Wrong shapes are passed over: checking names them.</summary>
    public static ImmutableArray<string> In(ImmutableArray<FormField> fields, JsonObject answers) => [.. Values(fields, answers).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Values(ImmutableArray<FormField> fields, JsonObject answers)
    {
        foreach (var field in fields)
        {
            var answer = answers[field.Name];
            if (field.Kind == FieldKind.Rows)
            {
                foreach (var row in (answer as JsonArray ?? []).Take(field.MaxRows).OfType<JsonObject>())
                    foreach (var value in Values(field.Columns, row))
                        yield return value;
            }
            else if (field.Kind is FieldKind.User or FieldKind.Choice && Answers.TextOf(answer) is { Length: > 0 } text && text.Length <= field.MaxLength
                && !text.Contains('\0', StringComparison.Ordinal) && !field.Choices.Any(choice => string.Equals(choice.Value, text, StringComparison.Ordinal)))
            {
                yield return text;
            }
        }
    }
}
