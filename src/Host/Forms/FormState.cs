using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Forms;

/// <summary>A form as a page shows it: the fields, what stands in them now, and what was refused.</summary>
/// <param name="Fields">In the order they are asked.</param>
/// <param name="Answers">What stands in the fields: what was typed, else what was known beforehand.</param>
/// <param name="Posted">The request's form; null when the page is opened.</param>
/// <param name="Problems">What was refused; empty when nothing was.</param>
/// <param name="Scope">Keeps ids apart on a page with several forms; empty when it is the only one.</param>
public sealed record FormState(ImmutableArray<FormField> Fields, JsonObject Answers, IFormCollection? Posted, ImmutableArray<FieldProblem> Problems, string Scope = "")
{
    /// <summary>A form as it is opened, with what is known beforehand.</summary>
    public static FormState Opened(ImmutableArray<FormField> fields, JsonObject prefill, string scope = "") => new(fields, prefill, null, [], scope);

    /// <summary>A form that came back: everything typed stands in it again.</summary>
    public static FormState Returned(ImmutableArray<FormField> fields, IFormCollection posted, ImmutableArray<FieldProblem> problems, string scope = "") =>
        new(fields, PostedForm.Fold(fields, posted), posted, problems, scope);

    /// <summary>
    /// Folds and checks what a page was posted with. <c>Sound</c>: the answers, or null when there are faults; then they stand in the form that is shown again,
    /// and the status of the response is set.
    /// </summary>
    /// <param name="http">The request that posted this form.</param>
    /// <param name="texts">The reader's language.</param>
    /// <param name="circumstances">What the form's rules look at besides; null: it has none about days or outcomes.</param>
    public (FormState Shown, Answers? Sound) Check(HttpContext http, Texts texts, AnswerCircumstances? circumstances = null)
    {
        var shown = Returned(Fields, http.Request.Form, [], Scope);
        return AnswerCheck.Check(Fields, shown.Answers, circumstances ?? AnswerCircumstances.None) switch
        {
            CheckedAnswers.Sound sound => (shown, sound.Answers),
            CheckedAnswers.Faulty faulty => (shown.Refuse(http.Response, texts.Explain(faulty.Refusals)), null),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The form with what was refused; the status of the response says so.</summary>
    public FormState Refuse(HttpResponse response, ImmutableArray<FieldProblem> problems)
    {
        response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return this with { Problems = problems };
    }

    /// <summary>The messages that stand beside one field.</summary>
    public IEnumerable<string> ProblemsOf(string path) => Problems.Where(p => string.Equals(p.Field, path, StringComparison.Ordinal)).Select(p => p.Message);

    public int RowsOf(FormField rows) => PostedForm.RowCount(rows, Posted, Answers);

    /// <summary>The answers of one row; empty for a row not yet filled in.</summary>
    public JsonObject Row(FormField rows, int index) =>
        Answers[rows.Name] is JsonArray list && index < list.Count && list[index] is JsonObject row ? row : [];

    /// <summary>The id of a field's input, as the error summary links to it. <c>#comment</c>: what stands beside the form under that id.</summary>
    public string IdOf(string path) => path is ['#', .. var beside] ? beside : "f-" + string.Concat($"{Scope}{path}".Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    /// <summary>An answer as text for an input's value.</summary>
    public static string TextOf(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value => value.ToJsonString(),
        _ => "",
    };

    public static bool IsTicked(JsonNode? node) => TextOf(node) is "true" or "on";

    public static bool Has(JsonNode? node, string value) =>
        node is JsonArray list ? list.Any(i => string.Equals(TextOf(i), value, StringComparison.Ordinal)) : string.Equals(TextOf(node), value, StringComparison.Ordinal);

    /// <summary>
    /// The input type for a day or time. What a browser's date picker could not show (a wrong date typed elsewhere) stands in a plain
    /// text field, so that it is not lost.
    /// </summary>
    public static string InputTypeOf(FieldKind kind, string value) => kind switch
    {
        FieldKind.Date when value.Length == 0 || DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "date",
        FieldKind.DateTime when value.Length == 0 || DateTime.TryParseExact(value, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "datetime-local",
        FieldKind.Email => "email",
        _ => "text",
    };
}
