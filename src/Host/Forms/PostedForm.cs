using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Host.Forms;

/// <summary>
/// Folds the raw values of a posted page into the answers the API takes as JSON. Inputs are named <c>f.&lt;field&gt;</c>, a row's
/// <c>f.&lt;rows&gt;[0].&lt;column&gt;</c>. Nothing is judged here: what was typed is kept as it was typed; a line break is one character.
/// </summary>
public static class PostedForm
{
    /// <summary>What names of inputs begin with, so that they never meet the page's own.</summary>
    public const string Prefix = "f.";

    public static JsonObject Fold(ImmutableArray<FormField> fields, IFormCollection form) => Fold(fields, form, Prefix);

    /// <summary>How many rows the page shows for a list: those that were there, and one more when it was asked for.</summary>
    public static int RowCount(FormField rows, IFormCollection? form, JsonObject answers)
    {
        var known = (answers[rows.Name] as JsonArray)?.Count ?? 0;
        if (form is null) return Math.Clamp(known, 1, rows.MaxRows);
        return Math.Clamp(Math.Max(known, PostedRows(rows, form)) + (form["action"] == AddRow(rows) ? 1 : 0), 1, rows.MaxRows);
    }

    /// <summary>The action of the button that adds a row.</summary>
    public static string AddRow(FormField rows) => "add-row:" + rows.Name;

    /// <summary>Whether the page was posted only to get another row.</summary>
    public static bool IsAddRow(IFormCollection form) => form["action"].ToString().StartsWith("add-row:", StringComparison.Ordinal);

    /// <summary>The name of the hidden input that says how many rows were shown.</summary>
    public static string CountName(FormField rows) => $"{Prefix}{rows.Name}.count";

    /// <summary>What a page would post when nobody touched it: what stands in the fields, in the shape of <see cref="Fold(ImmutableArray{FormField}, IFormCollection)"/>.</summary>
    public static JsonObject AsPosted(ImmutableArray<FormField> fields, JsonObject answers)
    {
        var posted = new JsonObject();
        foreach (var field in fields)
        {
            var answer = answers[field.Name];
            posted[field.Name] = field.Kind switch
            {
                FieldKind.Rows => new JsonArray([.. Enumerable.Range(0, RowCount(field, null, answers)).Select(i =>
                    AsPosted(field.Columns, answer is JsonArray rows && i < rows.Count && rows[i] is JsonObject row ? row : []))]),
                FieldKind.Checkbox => JsonValue.Create(FormState.IsTicked(answer)),
                FieldKind.MultiChoice => new JsonArray([.. field.Choices.Where(choice => FormState.Has(answer, choice.Value)).Select(choice => JsonValue.Create(choice.Value))]),
                FieldKind.Choice => JsonValue.Create(field.Choices.Any(choice => FormState.Has(answer, choice.Value)) ? FormState.TextOf(answer) : ""),
                _ => JsonValue.Create(FormState.TextOf(answer)),
            };
        }

        return posted;
    }

    private static JsonObject Fold(ImmutableArray<FormField> fields, IFormCollection form, string prefix)
    {
        var answers = new JsonObject();
        foreach (var field in fields)
            answers[field.Name] = field.Kind switch
            {
                FieldKind.Rows => new JsonArray([.. Enumerable.Range(0, PostedRows(field, form)).Select(i => Fold(field.Columns, form, $"{prefix}{field.Name}[{i}]."))]),
                FieldKind.Checkbox => JsonValue.Create(form[prefix + field.Name].Count > 0),
                FieldKind.MultiChoice => new JsonArray([.. form[prefix + field.Name].Select(v => JsonValue.Create(v))]),
                _ => JsonValue.Create(TextLimits.WithLineFeeds(form[prefix + field.Name].ToString())),
            };
        return answers;
    }

    private static int PostedRows(FormField rows, IFormCollection form) =>
        int.TryParse(form[CountName(rows)], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 0, rows.MaxRows) : 0;
}
