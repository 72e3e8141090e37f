using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Host.Forms;

namespace ProcessAutomation.Host.Designer.TaskForms;

/// <summary>The fields of a task's form as rows a person fills in, and back. What a row does not show is kept from the field it came from. Pure.</summary>
internal static class FieldRows
{
    private const string Taken = "reason"; // the field the task itself asks when an outcome must be explained

    /// <summary>Rows of a form that is opened.</summary>
    public static JsonArray Answers(JsonArray fields) => new([.. fields.OfType<JsonObject>().Select(field => (JsonNode)AnswersOf(field, fields))]);

    /// <summary>Gives each row that has a label but no name yet a name of its own, so that others can depend on it.</summary>
    public static void Name(JsonArray rows)
    {
        var taken = rows.OfType<JsonObject>().Select(row => FieldsForm.Text(row, "name")).Append(Taken).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows.OfType<JsonObject>().Where(row => FieldsForm.Text(row, "name").Length == 0 && FieldsForm.Text(row, "label").Trim().Length > 0))
        {
            var name = NameOf(FieldsForm.Text(row, "label"), "field");
            for (var number = 2; !taken.Add(name); number++)
                name = NameOf(FieldsForm.Text(row, "label"), "field") + number.ToString(CultureInfo.InvariantCulture);
            row["name"] = name;
        }
    }

    /// <summary>The form of checked rows. <paramref name="before"/>: the fields as they were, each found by its name.</summary>
    public static JsonArray Read(JsonArray rows, JsonArray before)
    {
        var kept = before.OfType<JsonObject>().GroupBy(field => FieldsForm.Text(field, "name")).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var fields = new JsonArray();
        foreach (var row in rows.OfType<JsonObject>())
        {
            var field = kept.GetValueOrDefault(FieldsForm.Text(row, "name"))?.DeepClone().AsObject() ?? [];
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
        var (label, hint) = (Phrase.Read(field["label"]) ?? Phrase.Plain(FieldsForm.Text(field, "name")), Phrase.Read(field["hint"]));
        var row = new JsonObject
        {
            ["name"] = FieldsForm.Text(field, "name"),
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
        var choices = all.OfType<JsonObject>().FirstOrDefault(field => FieldsForm.Text(field, "name") == other) is { } found ? ChoicesOf(found) : [];
        row[name + "Is"] = condition?["is"] is { } values ? string.Join('\n', (values as JsonArray ?? [values.DeepClone()]).Select(value => value?.ToString() ?? "").Select(value => choices.FirstOrDefault(choice => choice.Value == value)?.Label.Bokmal ?? value)) : "";
    }

    private static JsonObject? ConditionOf(JsonObject row, string name, JsonArray fields)
    {
        if (FieldsForm.Text(row, name) is not { Length: > 0 } other)
            return null;
        var found = fields.OfType<JsonObject>().FirstOrDefault(field => FieldsForm.Text(field, "name") == other);
        var choices = found is null ? [] : ChoicesOf(found);
        var values = Lines(FieldsForm.Text(row, name + "Is")).Select(line => choices.FirstOrDefault(choice => string.Equals(choice.Label.Bokmal, line, StringComparison.OrdinalIgnoreCase))?.Value ?? line).ToList();
        if (found is not null && KindOf(found) == "checkbox")
            values = ["true"]; // there is nothing else to depend on
        var condition = new JsonObject { ["field"] = other };
        if (values.Count > 0)
            condition["is"] = new JsonArray([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
        return condition;
    }

    private static void Write(JsonObject row, JsonObject field)
    {
        var kind = FieldsForm.Text(row, "kind");
        var before = ChoicesOf(field);
        field["name"] = FieldsForm.Text(row, "name");
        field["kind"] = kind;
        field["label"] = PhraseOf(row, "label");
        Set(field, "hint", FieldsForm.Text(row, "hint").Trim().Length > 0 ? PhraseOf(row, "hint") : null);
        Set(field, "required", FormState.IsTicked(row["required"]) ? JsonValue.Create(true) : null);
        Set(field, "choices", FieldsForm.Choosing.Contains(kind) ? ChoicesOf(FieldsForm.Text(row, "choices"), before) : null);
        foreach (var name in new[] { "min", "max", "decimals" })
            Set(field, name, kind == "number" ? Number(row, name) : null);
        Set(field, "maxLength", FieldsForm.Writing.Contains(kind) ? Number(row, "maxLength") : null);
        foreach (var name in new[] { "earliest", "latest" })
            Set(field, name, FieldsForm.Days.Contains(kind) && FieldsForm.Text(row, name).Trim() is { Length: > 0 } day ? JsonValue.Create(DayText(day)) : null);
        var hasPattern = FieldsForm.Writing.Contains(kind) && FieldsForm.Text(row, "pattern").Trim().Length > 0;
        var words = Phrase.Read(field["patternWords"]); // its other languages stay as long as the words do
        Set(field, "pattern", hasPattern ? JsonValue.Create(FieldsForm.Text(row, "pattern").Trim()) : null);
        if (!hasPattern || words?.Bokmal != FieldsForm.Text(row, "patternWords").Trim())
            Set(field, "patternWords", hasPattern && FieldsForm.Text(row, "patternWords").Trim() is { Length: > 0 } said ? JsonValue.Create(said) : null);
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
        var bokmal = FieldsForm.Text(row, name).Trim();
        var (nynorsk, english) = (FieldsForm.Text(row, name + "Nn").Trim(), FieldsForm.Text(row, name + "En").Trim());
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

    private static JsonValue? Number(JsonObject row, string name) =>
        decimal.TryParse(FieldsForm.Text(row, name).Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Set(JsonObject field, string name, JsonNode? value)
    {
        if (value is null)
            field.Remove(name);
        else
            field[name] = value;
    }

    private static string Other(string text, string bokmal) => text == bokmal ? "" : text;
}
