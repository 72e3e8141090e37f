using System.Text.Json;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Expressions.Templates;

/// <summary>Values as templates see them: booleans and numbers as they are, everything else as text, list or dictionary; so nothing is reached by reflection.</summary>
internal static class TemplateModel
{
    private const int MaxElements = 1000;

    public static object? Of(object? value) => value switch
    {
        null or string or bool or int or long or decimal or double or float => value,
        JsonElement { ValueKind: JsonValueKind.Object } json => json.EnumerateObject().DistinctBy(member => member.Name, StringComparer.Ordinal)
            .ToDictionary(member => member.Name, member => Of(member.Value), StringComparer.Ordinal),
        JsonElement { ValueKind: JsonValueKind.Array } json => List(json.EnumerateArray().Select(item => (object?)item), json.GetArrayLength()),
        JsonElement json => ValueConverter.Plain(json),
        IReadOnlyDictionary<string, object?> map => map.ToDictionary(pair => pair.Key, pair => Of(pair.Value), StringComparer.Ordinal),
        IReadOnlyDictionary<string, string?> map => map.ToDictionary(pair => pair.Key, pair => (object?)pair.Value, StringComparer.Ordinal),
        Array array => List(array.Cast<object?>(), array.Length),
        _ => ValueText.Of(value),
    };

    private static object?[] List(IEnumerable<object?> items, int count) =>
        count <= MaxElements ? [.. items.Select(Of)] : throw new InvalidOperationException($"A list has more than {MaxElements} entries.");
}
