using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Activities.Forms;

/// <summary>Reads the fields a process owner wrote in a flow and says everything that is wrong with them, each fault with its field.</summary>
internal sealed class FormReader
{
    private const int MostFields = 100;

    private readonly List<ProblemText> _faults = [];

    /// <summary>Reads a JSON array of fields. With faults the form has what could be read.</summary>
    public static (Form Form, ImmutableArray<ProblemText> Faults) Read(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return (Form.Empty, []);
        var reader = new FormReader();
        try
        {
            if (JsonNode.Parse(json) is JsonArray fields)
                return (new Form(reader.ReadFields(fields, "", isRow: false), []), [.. reader._faults]);
            return (Form.Empty, [$"A form is a JSON array of fields."]);
        }
        catch (JsonException problem)
        {
            return (Form.Empty, [$"The form is not JSON: {problem.Message}"]);
        }
        catch (ArgumentException)
        {
            return (Form.Empty, [$"The form has a member twice in one field."]);
        }
    }

    private ImmutableArray<FormField> ReadFields(JsonArray nodes, string prefix, bool isRow)
    {
        var fields = ImmutableArray.CreateBuilder<FormField>();
        for (var index = 0; index < nodes.Count && index < MostFields; index++)
        {
            if (nodes[index] is not JsonObject node || Text(node, "name") is not { Length: > 0 } name)
            {
                _faults.Add($"Field {prefix}{index + 1} has no name.");
                continue;
            }

            if (fields.Any(other => other.Name == name))
                Fault(prefix + name, $"there is another field of that name.");
            fields.Add(ReadField(node, name, prefix + name, isRow));
        }

        if (nodes.Count > MostFields)
            _faults.Add($"A form has at most {MostFields} fields.");
        foreach (var field in fields)
            CheckConditions(field, fields, prefix + field.Name, isRow);
        return fields.ToImmutable();
    }

    private FormField ReadField(JsonObject node, string name, string path, bool isRow)
    {
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') || !char.IsAsciiLetter(name[0]))
            Fault(path, $"a name is letters and digits without spaces, and begins with a letter.");
        if (!TryKind(node["kind"]?.ToString() ?? "text", out var kind))
            Fault(path, $"{node["kind"]?.ToString()} is no kind of field; there are {string.Join(", ", Enum.GetValues<FieldKind>().Select(Form.NameOf))}.");
        if (kind == FieldKind.Rows && isRow)
            Fault(path, $"rows cannot stand in rows.");
        var field = new FormField
        {
            Name = name,
            Kind = kind,
            Label = Phrase.Read(node["label"]) ?? Phrase.Plain(name),
            Hint = Phrase.Read(node["hint"]),
            IsRequired = node["required"]?.GetValueKind() == JsonValueKind.True,
            MaxLength = Whole(node["maxLength"], 4000, 10_000),
            MaxRows = Whole(node["maxRows"], 50, 100),
            Choices = [.. (node["choices"] as JsonArray ?? []).Select(choice => ReadChoice(choice, path)).OfType<Choice>()],
            Columns = node["columns"] is JsonArray columns && !isRow ? ReadFields(columns, path + ".", isRow: true) : [],
            Number = ReadNumber(node, kind, path),
            Days = ReadDays(node, kind, path),
            Pattern = ReadPattern(node, kind, path),
            VisibleWhen = ReadCondition(node, "visibleWhen", path),
            RequiredWhen = ReadCondition(node, "requiredWhen", path),
        };
        if (kind is FieldKind.Choice or FieldKind.MultiChoice && field.Choices.IsEmpty)
            Fault(path, $"there is nothing to choose; it needs choices.");
        if (kind == FieldKind.Rows && field.Columns.IsEmpty)
            Fault(path, $"rows need columns.");
        return field;
    }

    private Choice? ReadChoice(JsonNode? node, string path)
    {
        if (node is JsonValue plain)
            return new Choice(plain.ToString(), Phrase.Plain(plain.ToString()));
        if (node is JsonObject choice && choice["value"] is JsonValue value)
            return new Choice(value.ToString(), Phrase.Read(choice["label"]) ?? Phrase.Plain(value.ToString()));
        Fault(path, $"a choice is a text or {{value, label}}.");
        return null;
    }

    private NumberRule? ReadNumber(JsonObject node, FieldKind kind, string path)
    {
        var (min, max) = (Number(node, "min", path), Number(node, "max", path));
        var decimals = Number(node, "decimals", path) ?? 0;
        if (kind != FieldKind.Number)
        {
            if (node.ContainsKey("min") || node.ContainsKey("max") || node.ContainsKey("decimals"))
                Fault(path, $"min, max and decimals are for numbers; days have earliest and latest.");
            return null;
        }

        if (min > max)
            Fault(path, $"min is larger than max.");
        if (decimals is < 0 or > 6 || decimals != decimal.Truncate(decimals))
            Fault(path, $"decimals is a whole number from 0 to 6.");
        return new NumberRule(min, max, (int)Math.Clamp(decimals, 0, 6));
    }

    private DayRule? ReadDays(JsonObject node, FieldKind kind, string path)
    {
        var (earliest, latest) = (Day(node, "earliest", path), Day(node, "latest", path));
        if (earliest is null && latest is null)
            return null;
        if (kind is not (FieldKind.Date or FieldKind.DateTime))
            Fault(path, $"earliest and latest are for days.");
        else if (earliest is { Day: null } == latest is { Day: null } && earliest?.On(default(DateOnly).AddYears(500)) > latest?.On(default(DateOnly).AddYears(500)))
            Fault(path, $"earliest is after latest.");
        return new DayRule(earliest, latest);
    }

    private PatternRule? ReadPattern(JsonObject node, FieldKind kind, string path)
    {
        if (!node.ContainsKey("pattern"))
            return null;
        if (kind is not (FieldKind.Text or FieldKind.Multiline))
            Fault(path, $"a pattern is for text.");
        if (Phrase.Read(node["patternWords"]) is not { } words)
        {
            Fault(path, $"a pattern needs patternWords that say what to write.");
            return null;
        }

        try
        {
            return new PatternRule(Text(node, "pattern") ?? throw new ArgumentException("It is no text."), words);
        }
        catch (ArgumentException problem)
        {
            Fault(path, $"the pattern cannot be used: {problem.Message}");
            return null;
        }
    }

    private FieldCondition? ReadCondition(JsonObject node, string member, string path)
    {
        if (!node.ContainsKey(member))
            return null;
        if (node[member] is JsonObject condition && Text(condition, "field") is { Length: > 0 } field)
            return new FieldCondition(field, condition["is"] is null ? [] : Answers.ManyOf(condition["is"]));
        Fault(path, $"{member} is {{field, is}}: the other field and the answers it is about.");
        return null;
    }

    private void CheckConditions(FormField field, IReadOnlyCollection<FormField> all, string path, bool isRow)
    {
        foreach (var condition in new[] { field.VisibleWhen, field.RequiredWhen }.OfType<FieldCondition>())
        {
            if (condition.Field == FieldCondition.Outcome && !isRow)
                continue;
            var other = all.FirstOrDefault(candidate => candidate.Name == condition.Field);
            if (other is null || other == field)
                Fault(path, $"it depends on {condition.Field}, which is no other field of the form.");
            else if (other.Choices.Length > 0 && condition.Values.Except(other.Choices.Select(choice => choice.Value), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
                Fault(path, $"it depends on {condition.Field} being {unknown}, which cannot be chosen there.");
            else if (other.VisibleWhen?.Field == field.Name && field.VisibleWhen?.Field == other.Name)
                Fault(path, $"it and {condition.Field} depend on each other.");
        }
    }

    private decimal? Number(JsonObject node, string member, string path)
    {
        if (node[member] is null)
            return null;
        if (decimal.TryParse(node[member]!.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return number;
        Fault(path, $"{member} is a number.");
        return null;
    }

    private DayLimit? Day(JsonObject node, string member, string path)
    {
        if (node[member] is null)
            return null;
        if (DayLimit.Read(node[member]!.ToString()) is { } limit)
            return limit;
        Fault(path, $"{member} is a day such as 2027-01-31, today, today+14 or today-7.");
        return null;
    }

    private void Fault(string path, ProblemText words) => _faults.Add($"Field {path}: {words}");

    private static string? Text(JsonObject node, string member) =>
        node[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static bool TryKind(string text, out FieldKind kind) =>
        Enum.TryParse(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out kind) && Enum.IsDefined(kind);

    private static int Whole(JsonNode? node, int standard, int most) =>
        int.TryParse(node?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, most) : standard;
}
