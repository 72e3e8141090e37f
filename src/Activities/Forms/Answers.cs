using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Forms;

/// <summary>
/// The answers to a form, checked by <see cref="AnswerCheck"/> before anyone reads them: what is here has the right type and length.
/// Reading a name the form does not have gives nothing.
/// </summary>
public sealed class Answers
{
    /// <summary>How a day and a time of day are written by a page.</summary>
    internal static readonly string[] LocalTimes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    private readonly JsonObject _values;

    internal Answers(JsonObject values) => _values = values;

    /// <summary>The answers as they came.</summary>
    public JsonObject Json => _values;

    /// <summary>Trimmed text; empty when nothing was answered.</summary>
    public string Text(string name) => TextOf(_values[name]) ?? "";

    /// <summary>Trimmed text; null when nothing was answered.</summary>
    public string? TextOrNull(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>The day; null when nothing was answered.</summary>
    public DateOnly? DateOrNull(string name) => TryDate(Text(name), out var date) ? date : null;

    /// <summary>The day of a required field.</summary>
    public DateOnly Date(string name) => DateOrNull(name) ?? throw new InvalidOperationException($"The form does not require {name}.");

    /// <summary>The instant, UTC; null when nothing was answered.</summary>
    public DateTimeOffset? InstantOrNull(string name) => TryInstant(Text(name), out var at) ? at : null;

    /// <summary>Whether the box is ticked.</summary>
    public bool IsChecked(string name) => IsTrue(_values[name]);

    /// <summary>The chosen values of a multi-choice.</summary>
    public ImmutableArray<string> Many(string name) => ManyOf(_values[name]);

    /// <summary>The rows, those left entirely empty dropped; each with its place in the answer.</summary>
    public IEnumerable<(int Index, Answers Row)> Rows(string name) =>
        _values[name] is JsonArray rows
            ? rows.Select((row, index) => (index, row as JsonObject)).Where(item => item.Item2 is not null && !IsBlank(item.Item2)).Select(item => (item.index, new Answers(item.Item2!)))
            : [];

    /// <summary>Whether no field of a row was filled in. An unticked box is not filled in.</summary>
    internal static bool IsBlank(JsonObject row) => row.All(field => field.Value is null
        || (field.Value is JsonArray list ? list.Count == 0 : (TextOf(field.Value) ?? "").Length == 0 || !IsTrueOrText(field.Value)));

    internal static string? TextOf(JsonNode? node) => node is not JsonValue value ? null : value.GetValueKind() switch
    {
        JsonValueKind.String => TextLimits.WithLineFeeds(value.GetValue<string>()).Trim(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.ToJsonString(),
        _ => null,
    };

    internal static bool IsTrue(JsonNode? node) => TextOf(node) is { } text
        && (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("on", StringComparison.OrdinalIgnoreCase));

    internal static ImmutableArray<string> ManyOf(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.Select(TextOf).OfType<string>().Where(text => text.Length > 0)],
        JsonValue single when TextOf(single) is { Length: > 0 } text => [text],
        _ => [],
    };

    internal static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>A number as people write it here: comma or point before the decimals, spaces between thousands.</summary>
    internal static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(
            text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace(',', '.'),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    internal static bool TryInstant(string text, out DateTimeOffset at)
    {
        if (DateTime.TryParseExact(text, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && DateLimits.Contain(DateOnly.FromDateTime(local)))
        {
            at = NorwegianTime.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
            return true;
        }

        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out at)
            && text.Contains('T', StringComparison.Ordinal) && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal));
        at = at.ToUniversalTime();
        return read && DateLimits.Contain(DateOnly.FromDateTime(at.DateTime));
    }

    private static bool IsTrueOrText(JsonNode node) => node.GetValueKind() != JsonValueKind.False;
}
