using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Host.Forms;
using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>The fields of a task's form as rows a person fills in. What a row does not show is kept from the field it came from. Pure.</summary>
internal static class FieldsForm
{
    /// <summary>Name of the list of fields in the form.</summary>
    public const string Rows = "fields";

    /// <summary>Name of what identifies a field; no person sees it.</summary>
    public const string Key = "name";

    /// <summary>Most fields of one form.</summary>
    public const int Most = 100;

    private const string Taken = "reason"; // the field the task itself asks when an outcome must be explained
    private static readonly string[] Choosing = ["choice", "multiChoice"];
    private static readonly string[] Writing = ["text", "multiline"];
    private static readonly string[] Days = ["date", "dateTime"];

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
            Name = "choices", Kind = FieldKind.Multiline, MaxLength = 10_000, Label = LadderForm.Word(texts, "flowtask.field.choices"), Hint = LadderForm.Word(texts, "flowtask.field.choices.hint"),
            VisibleWhen = Kinds(Choosing), RequiredWhen = Kinds(Choosing),
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
                Name = condition + "Is", Kind = FieldKind.Multiline, MaxLength = 2_000, Label = LadderForm.Word(texts, "flowtask.field.is"), Hint = LadderForm.Word(texts, "flowtask.field.is.hint"),
                VisibleWhen = new FieldCondition(condition, []),
            };
        }

        yield return Line(texts, "labelNn");
        yield return Line(texts, "labelEn");
        yield return Line(texts, "hintNn");
        yield return Line(texts, "hintEn");
    }

    /// <summary>Rows of a form that is opened.</summary>
    public static JsonArray Answers(JsonArray fields) => new([.. fields.OfType<JsonObject>().Select(field => (JsonNode)AnswersOf(field, fields))]);

    /// <summary>Gives each row that has a label but no name yet a name of its own, so that others can depend on it.</summary>
    public static void Name(JsonArray rows)
    {
        var taken = rows.OfType<JsonObject>().Select(row => Text(row, "name")).Append(Taken).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows.OfType<JsonObject>().Where(row => Text(row, "name").Length == 0 && Text(row, "label").Trim().Length > 0))
        {
            var name = NameOf(Text(row, "label"), "field");
            for (var number = 2; !taken.Add(name); number++)
                name = NameOf(Text(row, "label"), "field") + number.ToString(CultureInfo.InvariantCulture);
            row["name"] = name;
        }
    }

    /// <summary>The form of checked rows. <paramref name="before"/>: the fields as they were, each found by its name.</summary>
    public static JsonArray Read(JsonArray rows, JsonArray before)
    {
        var kept = before.OfType<JsonObject>().GroupBy(field => Text(field, "name")).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var fields = new JsonArray();
        foreach (var row in rows.OfType<JsonObject>())
        {
            var field = kept.GetValueOrDefault(Text(row, "name"))?.DeepClone().AsObject() ?? [];
            Write(row, field);
            fields.Add(field);
        }

        foreach (var (row, field) in rows.OfType<JsonObject>().Zip(fields.OfType<JsonObject>()))
        {
            Set(field, "visibleWhen", ConditionOf(row, "visible", fields));
            Set(field, "requiredWhen", ConditionOf(row, "requiredIf", fields));
        }

        return fields;
    }

    private static JsonObject AnswersOf(JsonObject field, JsonArray all)
    {
        var (label, hint) = (Phrase.Read(field["label"]) ?? Phrase.Plain(Text(field, "name")), Phrase.Read(field["hint"]));
        var row = new JsonObject
        {
            ["name"] = Text(field, "name"),
            ["kind"] = KindOf(field),
            ["label"] = label.Bokmal,
            ["labelNn"] = Other(label.Nynorsk, label.Bokmal),
            ["labelEn"] = Other(label.English, label.Bokmal),
            ["hint"] = hint?.Bokmal ?? "",
            ["hintNn"] = hint is null ? "" : Other(hint.Nynorsk, hint.Bokmal),
            ["hintEn"] = hint is null ? "" : Other(hint.English, hint.Bokmal),
            ["required"] = field["required"]?.ToString() == "true",
            ["choices"] = string.Join('\n', ChoicesOf(field).Select(choice => choice.Label.Bokmal)),
            ["patternWords"] = Phrase.Read(field["patternWords"])?.Bokmal ?? "",
            ["earliest"] = DayWords(field["earliest"]),
            ["latest"] = DayWords(field["latest"]),
        };
        foreach (var name in new[] { "min", "max", "decimals", "maxLength", "pattern" })
            row[name] = field[name]?.ToString() ?? "";
        Condition(field["visibleWhen"], row, "visible", all);
        Condition(field["requiredWhen"], row, "requiredIf", all);
        return row;
    }

    private static void Condition(JsonNode? condition, JsonObject row, string name, JsonArray all)
    {
        var other = (condition as JsonObject)?["field"]?.ToString();
        row[name] = other ?? "";
        var choices = all.OfType<JsonObject>().FirstOrDefault(field => Text(field, "name") == other) is { } found ? ChoicesOf(found) : [];
        row[name + "Is"] = condition?["is"] is { } values ? string.Join('\n', (values as JsonArray ?? [values.DeepClone()]).Select(value => value?.ToString() ?? "").Select(value => choices.FirstOrDefault(choice => choice.Value == value)?.Label.Bokmal ?? value)) : "";
    }

    private static JsonObject? ConditionOf(JsonObject row, string name, JsonArray fields)
    {
        if (Text(row, name) is not { Length: > 0 } other)
            return null;
        var found = fields.OfType<JsonObject>().FirstOrDefault(field => Text(field, "name") == other);
        var choices = found is null ? [] : ChoicesOf(found);
        var values = Lines(Text(row, name + "Is")).Select(line => choices.FirstOrDefault(choice => string.Equals(choice.Label.Bokmal, line, StringComparison.OrdinalIgnoreCase))?.Value ?? line).ToList();
        if (found is not null && KindOf(found) == "checkbox")
            values = ["true"]; // there is nothing else to depend on
        var condition = new JsonObject { ["field"] = other };
        if (values.Count > 0)
            condition["is"] = new JsonArray([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
        return condition;
    }

    private static void Write(JsonObject row, JsonObject field)
    {
        var kind = Text(row, "kind");
        var before = ChoicesOf(field);
        field["name"] = Text(row, "name");
        field["kind"] = kind;
        field["label"] = PhraseOf(row, "label");
        Set(field, "hint", Text(row, "hint").Trim().Length > 0 ? PhraseOf(row, "hint") : null);
        Set(field, "required", FormState.IsTicked(row["required"]) ? JsonValue.Create(true) : null);
        Set(field, "choices", Choosing.Contains(kind) ? ChoicesOf(Text(row, "choices"), before) : null);
        foreach (var name in new[] { "min", "max", "decimals" })
            Set(field, name, kind == "number" ? Number(row, name) : null);
        Set(field, "maxLength", Writing.Contains(kind) ? Number(row, "maxLength") : null);
        foreach (var name in new[] { "earliest", "latest" })
            Set(field, name, Days.Contains(kind) && Text(row, name).Trim() is { Length: > 0 } day ? JsonValue.Create(DayText(day)) : null);
        var hasPattern = Writing.Contains(kind) && Text(row, "pattern").Trim().Length > 0;
        var words = Phrase.Read(field["patternWords"]); // its other languages stay as long as the words do
        Set(field, "pattern", hasPattern ? JsonValue.Create(Text(row, "pattern").Trim()) : null);
        if (!hasPattern || words?.Bokmal != Text(row, "patternWords").Trim())
            Set(field, "patternWords", hasPattern && Text(row, "patternWords").Trim() is { Length: > 0 } said ? JsonValue.Create(said) : null);
        if (kind != "rows")
            field.Remove("columns");
    }

    private static JsonArray ChoicesOf(string lines, ImmutableArray<Choice> before)
    {
        var choices = new JsonArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Lines(lines))
        {
            var known = before.FirstOrDefault(choice => choice.Label.Bokmal == line);
            var value = known?.Value ?? NameOf(line, "choice");
            if (taken.Add(value))
                choices.Add(new JsonObject { ["value"] = value, ["label"] = (known?.Label ?? Phrase.Plain(line)).Write() });
        }

        return choices;
    }

    private static ImmutableArray<Choice> ChoicesOf(JsonObject field) => [.. (field["choices"] as JsonArray ?? []).Select(choice =>
        choice is JsonObject pair && pair["value"] is { } value ? new Choice(value.ToString(), Phrase.Read(pair["label"]) ?? Phrase.Plain(value.ToString()))
        : choice is JsonValue plain ? new Choice(plain.ToString(), Phrase.Plain(plain.ToString()))
        : null).OfType<Choice>()];

    private static JsonNode PhraseOf(JsonObject row, string name)
    {
        var bokmal = Text(row, name).Trim();
        var (nynorsk, english) = (Text(row, name + "Nn").Trim(), Text(row, name + "En").Trim());
        return new Phrase(bokmal, nynorsk.Length > 0 ? nynorsk : bokmal, english.Length > 0 ? english : bokmal).Write();
    }

    private static string KindOf(JsonObject field) =>
        Enum.TryParse<FieldKind>((field["kind"]?.ToString() ?? "text").Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind) ? Form.NameOf(kind) : "text";

    // A name is for programs: letters and digits, beginning with a small letter.
    private static string NameOf(string label, string otherwise)
    {
        var name = new StringBuilder();
        foreach (var letter in label.ToLowerInvariant().Replace('æ', 'e').Replace('ø', 'o').Replace('å', 'a').Normalize(NormalizationForm.FormD))
        {
            if (name.Length < 40 && (char.IsAsciiLetter(letter) || (char.IsAsciiDigit(letter) && name.Length > 0)))
                name.Append(letter);
            else if (name.Length > 0 && name[^1] != '-' && (letter == ' ' || char.IsPunctuation(letter)))
                name.Append('-');
        }

        var text = name.ToString().Trim('-');
        return text.Length > 0 ? text : otherwise;
    }

    private static string DayWords(JsonNode? day) => day?.ToString() is { } text && text.StartsWith("today", StringComparison.Ordinal) ? "i dag" + text["today".Length..].Replace("+", " + ", StringComparison.Ordinal).Replace("-", " - ", StringComparison.Ordinal) : day?.ToString() ?? "";

    /// <summary>A day as forms have it, from what a person wrote: "i dag + 14" is today+14.</summary>
    internal static string DayText(string written)
    {
        var text = written.Trim().ToLowerInvariant();
        foreach (var today in new[] { "i dag", "idag", "today" })
        {
            if (text.StartsWith(today, StringComparison.Ordinal))
                return "today" + text[today.Length..].Replace(" ", "", StringComparison.Ordinal).Replace('−', '-').Replace('–', '-');
        }

        return DateOnly.TryParseExact(text, ["d.M.yyyy", "dd.MM.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;
    }

    private static JsonNode? Number(JsonObject row, string name) =>
        decimal.TryParse(Text(row, name).Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Set(JsonObject field, string name, JsonNode? value)
    {
        if (value is null)
            field.Remove(name);
        else
            field[name] = value;
    }

    private static string Other(string text, string bokmal) => text == bokmal ? "" : text;

    internal static string Text(JsonObject row, string name) => FormState.TextOf(row[name]);

    private static FieldCondition Kinds(params string[] kinds) => new("kind", [.. kinds]);

    private static FormField Line(Texts texts, string name) => new() { Name = name, Kind = FieldKind.Text, MaxLength = 500, Label = LadderForm.Word(texts, "flowtask.field." + name) };

    private static FormField Amount(Texts texts, string name, FieldCondition when) =>
        new() { Name = name, Kind = FieldKind.Number, Number = new NumberRule(null, null, 6), Label = LadderForm.Word(texts, "flowtask.field." + name), VisibleWhen = when };
}
