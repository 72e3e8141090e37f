using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>What a person fills in about each field of a task's form: a row each. Pure.</summary>
internal static class FieldsForm
{
    /// <summary>Name of the list of fields in the form.</summary>
    public const string Rows = "fields";

    /// <summary>Name of what identifies a field; no person sees it.</summary>
    public const string Key = "name";

    /// <summary>Most fields of one form.</summary>
    public const int Most = 100;

    internal static readonly string[] Choosing = ["choice", "multiChoice"];
    internal static readonly string[] Writing = ["text", "multiline"];
    internal static readonly string[] Days = ["date", "dateTime"];

    /// <summary>The fields. <paramref name="rows"/>: what stands in them now, for the conditions to choose among.</summary>
    /// <param name="texts">Words of the page.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="isColumns">They are columns of a list, which cannot hold lists and know nothing of outcomes.</param>
    public static ImmutableArray<FormField> Fields(Texts texts, JsonArray rows, bool isColumns)
    {
        ImmutableArray<Choice> others = [.. rows.OfType<JsonObject>().Where(row => Text(row, "name").Length > 0).Select(row => new Choice(Text(row, "name"), Phrase.Plain(Text(row, "label"))))];
        if (!isColumns)
            others = others.Add(new Choice(FieldCondition.Outcome, LadderForm.Word(texts, "flowtask.field.outcome")));
        return [new FormField { Name = Rows, Kind = FieldKind.Rows, MaxRows = Most, Label = LadderForm.Word(texts, "flowtask.fields"), Columns = [.. First(texts, isColumns), .. More(texts, others)] }];
    }

    /// <summary>Names of the fields that stand in the open; the rest is under "more".</summary>
    public static bool IsFirst(string name) => name is "label" or "kind" or "required" or "hint" or "choices";

    private static IEnumerable<FormField> First(Texts texts, bool isColumns)
    {
        var kinds = Enum.GetValues<FieldKind>().Where(kind => !isColumns || kind != FieldKind.Rows).Select(Form.NameOf);
        yield return new FormField { Name = Key, Kind = FieldKind.Text, MaxLength = 100, Label = Phrase.Plain(Key) };
        yield return Line(texts, "label") with { IsRequired = true, MaxLength = 300 };
        yield return new FormField { Name = "kind", Kind = FieldKind.Choice, IsRequired = true, Choices = [.. kinds.Select(kind => new Choice(kind, LadderForm.Word(texts, "flowtask.kind." + kind)))], Label = LadderForm.Word(texts, "flowtask.field.kind") };
        yield return new FormField { Name = "required", Kind = FieldKind.Checkbox, Label = LadderForm.Word(texts, "flowtask.field.required") };
        yield return Line(texts, "hint");
        yield return new FormField
        {
            Name = "choices",
            Kind = FieldKind.Multiline,
            MaxLength = 10_000,
            Label = LadderForm.Word(texts, "flowtask.field.choices"),
            Hint = LadderForm.Word(texts, "flowtask.field.choices.hint"),
            VisibleWhen = Kinds(Choosing),
            RequiredWhen = Kinds(Choosing),
        };
    }

    private static IEnumerable<FormField> More(Texts texts, ImmutableArray<Choice> others)
    {
        yield return Amount(texts, "min", Kinds("number"));
        yield return Amount(texts, "max", Kinds("number"));
        yield return Amount(texts, "decimals", Kinds("number")) with { Number = new NumberRule(0, 6, 0) };
        yield return Line(texts, "earliest") with { VisibleWhen = Kinds(Days), Hint = LadderForm.Word(texts, "flowtask.field.day.hint") };
        yield return Line(texts, "latest") with { VisibleWhen = Kinds(Days), Hint = LadderForm.Word(texts, "flowtask.field.day.hint") };
        yield return Amount(texts, "maxLength", Kinds(Writing)) with { Number = new NumberRule(1, 10_000, 0) };
        yield return Line(texts, "pattern") with { VisibleWhen = Kinds(Writing), Hint = LadderForm.Word(texts, "flowtask.field.pattern.hint") };
        yield return Line(texts, "patternWords") with { VisibleWhen = Kinds(Writing), Hint = LadderForm.Word(texts, "flowtask.field.patternWords.hint") };
        foreach (var condition in new[] { "visible", "requiredIf" })
        {
            yield return new FormField { Name = condition, Kind = FieldKind.Choice, Choices = others, Label = LadderForm.Word(texts, "flowtask.field." + condition) };
            yield return new FormField
            {
                Name = condition + "Is",
                Kind = FieldKind.Multiline,
                MaxLength = 2_000,
                Label = LadderForm.Word(texts, "flowtask.field.is"),
                Hint = LadderForm.Word(texts, "flowtask.field.is.hint"),
                VisibleWhen = new FieldCondition(condition, []),
            };
        }

        yield return Line(texts, "labelNn");
        yield return Line(texts, "labelEn");
        yield return Line(texts, "hintNn");
        yield return Line(texts, "hintEn");
    }

    internal static string Text(JsonObject row, string name) => FormState.TextOf(row[name]);

    private static FieldCondition Kinds(params string[] kinds) => new("kind", [.. kinds]);

    private static FormField Line(Texts texts, string name) => new() { Name = name, Kind = FieldKind.Text, MaxLength = 500, Label = LadderForm.Word(texts, "flowtask.field." + name) };

    private static FormField Amount(Texts texts, string name, FieldCondition when) =>
        new() { Name = name, Kind = FieldKind.Number, Number = new NumberRule(null, null, 6), Label = LadderForm.Word(texts, "flowtask.field." + name), VisibleWhen = when };
}
