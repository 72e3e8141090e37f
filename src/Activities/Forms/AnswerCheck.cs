using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Forms;

/// <summary>What checking answers against a form ended in. Closed.</summary>
public abstract record CheckedAnswers
{
    private CheckedAnswers()
    {
    }

    /// <summary>Every answer has the right type and length.</summary>
    public sealed record Sound(Answers Answers) : CheckedAnswers;

    /// <summary>All faults at once, at least one; the field of a row's answer reads <c>rows[0].name</c>.</summary>
    public sealed record Faulty(ImmutableArray<Refusal> Refusals) : CheckedAnswers;
}

/// <summary>What the rules of a form look at besides its answers.</summary>
/// <param name="Today">The day it is answered, in Norway; null: days counted from today are not checked.</param>
/// <param name="Outcome">The outcome chosen on the task; null: none, or the form decides.</param>
public sealed record AnswerCircumstances(DateOnly? Today, string? Outcome)
{
    /// <summary>A form without rules about days or outcomes.</summary>
    public static AnswerCircumstances None { get; } = new(null, null);
}

/// <summary>Checks type, length, presence and rules of answers. Answers to fields the form does not have, or does not ask now, are left alone and never read.</summary>
public static class AnswerCheck
{
    /// <summary>Checks <paramref name="answers"/> against the fields of a form without rules about days or outcomes.</summary>
    public static CheckedAnswers Check(ImmutableArray<FormField> fields, JsonObject answers) => Check(fields, answers, AnswerCircumstances.None);

    /// <summary>Checks <paramref name="answers"/> against the fields of a form.</summary>
    public static CheckedAnswers Check(ImmutableArray<FormField> fields, JsonObject answers, AnswerCircumstances circumstances)
    {
        var faults = ImmutableArray.CreateBuilder<Refusal>();
        CheckFields(fields, answers, "", circumstances, faults);
        return faults.Count == 0 ? new CheckedAnswers.Sound(new Answers(answers)) : new CheckedAnswers.Faulty(faults.ToImmutable());
    }

    /// <summary>
    /// Of answers that are sound, those to fields that the form has and asks now: what is kept. Whatever else came was neither shown to anybody nor checked.
    /// </summary>
    public static JsonObject Asked(ImmutableArray<FormField> fields, JsonObject answers, AnswerCircumstances circumstances)
    {
        var kept = new JsonObject();
        foreach (var field in fields.Where(field => answers.ContainsKey(field.Name) && field.VisibleWhen?.Holds(answers, circumstances.Outcome) != false))
        {
            kept[field.Name] = field.Kind == FieldKind.Rows && answers[field.Name] is JsonArray rows
                ? new JsonArray([.. rows.Select(row => row is JsonObject columns ? Asked(field.Columns, columns, circumstances) : row?.DeepClone())])
                : answers[field.Name]?.DeepClone();
        }

        return kept;
    }

    private static void CheckFields(ImmutableArray<FormField> asked, JsonObject answers, string prefix, AnswerCircumstances circumstances, ImmutableArray<Refusal>.Builder faults)
    {
        foreach (var each in asked)
        {
            if (each.VisibleWhen?.Holds(answers, circumstances.Outcome) == false)
                continue;
            var field = each.RequiredWhen?.Holds(answers, circumstances.Outcome) == true ? each with { IsRequired = true } : each;
            var path = prefix + field.Name;
            var node = answers[field.Name];
            if (field.Kind == FieldKind.Rows)
                CheckRows(field, node, path, circumstances, faults);
            else if (field.Kind == FieldKind.MultiChoice)
                CheckMany(field, node, path, faults);
            else if (field.Kind == FieldKind.Checkbox)
                CheckBox(field, node, path, faults);
            else
                CheckText(field, node, path, circumstances.Today, faults);
        }
    }

    private static void CheckText(FormField field, JsonNode? node, string path, DateOnly? today, ImmutableArray<Refusal>.Builder faults)
    {
        if (node is not null && Answers.TextOf(node) is null)
        {
            faults.Add(Refusal.Of(AnswerCodes.WrongType, path));
            return;
        }

        var text = Answers.TextOf(node) ?? "";
        if (text.Length == 0)
        {
            if (field.IsRequired)
                faults.Add(Refusal.Of(AnswerCodes.Missing, path));
            return;
        }

        if (text.Length > field.MaxLength)
            faults.Add(Refusal.Of(AnswerCodes.TooLong, path, field.MaxLength.ToString(CultureInfo.InvariantCulture)));
        else if (FaultOf(field, text) is { } code)
            faults.Add(Refusal.Of(code, path));
        else if (AnswerRules.FaultOf(field, text, path, today) is { } fault)
            faults.Add(fault);
    }

    private static string? FaultOf(FormField field, string text) => field.Kind switch
    {
        _ when text.Contains('\0', StringComparison.Ordinal) => AnswerCodes.WrongType, // no text, and not every database keeps it
        FieldKind.Date when !Answers.TryDate(text, out _) => AnswerCodes.NotADate,
        FieldKind.DateTime when !Answers.TryInstant(text, out _) => AnswerCodes.NotATime,
        FieldKind.Number when !Answers.TryNumber(text, out _) => AnswerCodes.NotANumber,
        FieldKind.Email when !EmailAddress.IsValid(text) => AnswerCodes.NotAnEmail,
        FieldKind.Choice when !IsChoice(field, text) => AnswerCodes.NotAChoice,
        FieldKind.User when field.Choices.Length > 0 && !IsChoice(field, text) => AnswerCodes.NotAChoice,
        _ => null,
    };

    private static void CheckBox(FormField field, JsonNode? node, string path, ImmutableArray<Refusal>.Builder faults)
    {
        if (node is not null and not JsonValue)
            faults.Add(Refusal.Of(AnswerCodes.WrongType, path));
        else if (field.IsRequired && !Answers.IsTrue(node))
            faults.Add(Refusal.Of(AnswerCodes.Missing, path));
    }

    private static void CheckMany(FormField field, JsonNode? node, string path, ImmutableArray<Refusal>.Builder faults)
    {
        if (node is JsonObject || (node is JsonArray list && list.Any(item => Answers.TextOf(item) is null)))
        {
            faults.Add(Refusal.Of(AnswerCodes.WrongType, path));
            return;
        }

        var chosen = Answers.ManyOf(node);
        if (chosen.IsEmpty && field.IsRequired)
            faults.Add(Refusal.Of(AnswerCodes.Missing, path));
        else if (chosen.Any(value => !IsChoice(field, value)))
            faults.Add(Refusal.Of(AnswerCodes.NotAChoice, path));
    }

    private static void CheckRows(FormField field, JsonNode? node, string path, AnswerCircumstances circumstances, ImmutableArray<Refusal>.Builder faults)
    {
        if (node is not null and not JsonArray)
        {
            faults.Add(Refusal.Of(AnswerCodes.WrongType, path));
            return;
        }

        var rows = node as JsonArray ?? [];
        if (rows.Count > field.MaxRows)
        {
            faults.Add(Refusal.Of(AnswerCodes.TooManyRows, path, field.MaxRows.ToString(CultureInfo.InvariantCulture)));
            return;
        }

        var filled = 0;
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index] is not JsonObject row)
            {
                if (rows[index]?.GetValueKind() is not (null or JsonValueKind.Null))
                    faults.Add(Refusal.Of(AnswerCodes.WrongType, $"{path}[{index}]"));
                continue;
            }

            if (Answers.IsBlank(row))
                continue;
            filled++;
            CheckFields(field.Columns, row, $"{path}[{index}].", circumstances, faults);
        }

        if (filled == 0 && field.IsRequired)
            faults.Add(Refusal.Of(AnswerCodes.Missing, path));
    }

    private static bool IsChoice(FormField field, string value) => field.Choices.Any(choice => string.Equals(choice.Value, value, StringComparison.Ordinal));
}
