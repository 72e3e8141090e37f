using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;
using ProcessAutomation.Host.SignIn;

namespace ProcessAutomation.Host.Inbox;

/// <summary>What was typed into a form, as lines to read: every field that has something, under the names the form gives them.</summary>
internal static class TypedText
{
    public static IReadOnlyList<(string Label, string Text)> Of(ImmutableArray<FormField> fields, JsonObject answers, Texts texts) => [.. Lines(fields, answers, "", texts)];

    /// <summary>What stood beside the form, under the names the page gives it.</summary>
    public static IReadOnlyList<(string Label, string Text)> Beside(ImmutableArray<string> names, IFormCollection? posted, Draft? draft, Texts texts, UserNames people) =>
        [.. names.Select(name => (Label: LabelOf(name, texts), Text: (posted is not null ? BesideForm.Of(posted, name) : BesideForm.Of(draft, name) ?? "", name) switch
            {
                ({ Length: > 0 } id, "to") => people.Of(id),
                ({ Length: > 0 } day, "returnOn") when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) => texts.Date(on),
                var (text, _) => text,
            })).Where(line => line.Text.Length > 0)];

    private static string LabelOf(string name, Texts texts) => name switch
    {
        "to" => $"{texts["task.handover"]}: {texts["task.handover.to"]}",
        "handoverReason" => $"{texts["task.handover"]}: {texts["task.handover.reason"]}",
        "returnOn" => $"{texts["task.hold"]}: {texts["task.hold.until"]}",
        "holdReason" => $"{texts["task.hold"]}: {texts["task.hold.reason"]}",
        _ => texts["comment.label"],
    };

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
