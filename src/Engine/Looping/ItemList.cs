using System.Collections;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Looping;

/// <summary>What loops take for a list.</summary>
internal static class ItemList
{
    /// <summary>The items; none for null.</summary>
    /// <exception cref="ActivityFault">The value is no list.</exception>
    public static Array Of(object? list, string name) => list switch
    {
        null => Array.Empty<object?>(),
        Array array => array,
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => Array.Empty<object?>(),
        JsonElement { ValueKind: JsonValueKind.Array } json => Items(json),
        string text when JsonValues.TryParse(text, out var json) && json.ValueKind is JsonValueKind.Array => Items(json),
        string or IReadOnlyDictionary<string, object?> or IReadOnlyDictionary<string, string?> => throw NoList(list, name),
        IEnumerable items => items.Cast<object?>().ToArray(),
        _ => throw NoList(list, name),
    };

    private static object?[] Items(JsonElement json)
    {
        var items = new object?[json.GetArrayLength()];
        var i = 0;
        foreach (var item in json.EnumerateArray())
        {
            items[i++] = ValueConverter.Plain(item);
        }

        return items;
    }

    // The value may be somebody's words: only its type is named.
    private static ActivityFault NoList(object value, string name) => new("value.wrong-type", $"{name} is a {ValueTypes.NameOf(value.GetType())}, not a list", retryable: false);
}
