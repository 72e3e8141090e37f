using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>What is wrong with a form, beside the field where it was written. The rules are those of publishing; here they speak before. Pure.</summary>
internal static class FieldsCheck
{
    /// <summary>All problems of checked rows.</summary>
    public static IEnumerable<FieldProblem> Of(Texts texts, JsonArray rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index] is not JsonObject row)
                continue;
            foreach (var (name, key) in Of(row, rows))
                yield return new FieldProblem($"{FieldsForm.Rows}[{index.ToString(CultureInfo.InvariantCulture)}].{name}", texts["flowtask.refused." + key]);
        }
    }

    private static IEnumerable<(string Name, string Key)> Of(JsonObject row, JsonArray rows)
    {
        var kind = FieldsForm.Text(row, "kind");
        if (kind == "number" && Number(row, "min") > Number(row, "max"))
            yield return ("max", "min-above-max");
        if (kind is "date" or "dateTime")
        {
            var (earliest, latest) = (Day(row, "earliest"), Day(row, "latest"));
            if (earliest.IsWrong)
                yield return ("earliest", "no-day");
            if (latest.IsWrong)
                yield return ("latest", "no-day");
            if (earliest.Limit is { } from && latest.Limit is { } to && from.Day is null == to.Day is null && from.On(Middle) > to.On(Middle))
                yield return ("latest", "earliest-after-latest");
        }

        if (kind is "text" or "multiline" && FieldsForm.Text(row, "pattern").Trim() is { Length: > 0 } pattern)
        {
            if (!IsPattern(pattern))
                yield return ("pattern", "no-pattern");
            if (FieldsForm.Text(row, "patternWords").Trim().Length == 0)
                yield return ("patternWords", "pattern-without-words");
        }

        foreach (var condition in new[] { "visible", "requiredIf" })
        {
            var name = FieldsForm.Text(row, "name");
            if (FieldsForm.Text(row, condition) is not { Length: > 0 } other || other == FieldCondition.Outcome)
                continue;
            if (other == name)
                yield return (condition, "depends-on-itself");
            else if (rows.OfType<JsonObject>().FirstOrDefault(candidate => FieldsForm.Text(candidate, "name") == other) is { } found && condition == "visible" && FieldsForm.Text(found, "visible") == name)
                yield return (condition, "depend-on-each-other");
        }
    }

    private static readonly DateOnly Middle = new(2500, 1, 1); // far from either end of the calendar

    private static (DayLimit? Limit, bool IsWrong) Day(JsonObject row, string name)
    {
        var text = FieldsForm.Text(row, name).Trim();
        var limit = text.Length == 0 ? null : DayLimit.Read(FieldRows.DayText(text));
        return (limit, text.Length > 0 && limit is null);
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            return new PatternRule(pattern, Phrase.Plain("")).Pattern.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static decimal? Number(JsonObject row, string name) =>
        decimal.TryParse(FieldsForm.Text(row, name).Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
