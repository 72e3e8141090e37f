using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Http;

/// <summary>
/// A file as a variable holds it: a JSON object with Elsa's member names, its bytes in base64 under <c>Content</c>, so that it survives a restart
/// like every other value. What a flow has downloaded or was sent can be given to the next request or answer as it is.
/// </summary>
/// <param name="Filename">Without a path; null: it has none.</param>
/// <param name="ContentType">Value of <c>Content-Type</c>; null: not known.</param>
/// <param name="ETag">Its entity tag; null: none.</param>
/// <param name="Content">The bytes.</param>
internal sealed record HttpFileValue(string? Filename, string? ContentType, string? ETag, byte[] Content)
{
    public JsonElement ToValue() => JsonValues.ToElement(ToMembers());

    public Dictionary<string, object?> ToMembers() => new(StringComparer.Ordinal)
    {
        ["Filename"] = Filename,
        ["ContentType"] = ContentType,
        ["ETag"] = ETag,
        ["Length"] = Content.Length,
        ["Content"] = Convert.ToBase64String(Content),
    };

    /// <summary>The file that a value is; false: it is none.</summary>
    public static bool TryRead(object? value, out HttpFileValue file)
    {
        file = null!; // only on false
        if (value is IReadOnlyDictionary<string, object?> map && map.ContainsKey("Content"))
        {
            value = JsonValues.ToElement(map);
        }

        if (value is not JsonElement { ValueKind: JsonValueKind.Object } json || Text(json, "Content") is not { } content
            || (Text(json, "Filename") ?? Text(json, "FileName") ?? Text(json, "ContentType")) is null)
        {
            return false;
        }

        var bytes = new byte[content.Length];
        if (!Convert.TryFromBase64String(content, bytes, out var length))
        {
            return false;
        }

        file = new HttpFileValue(Text(json, "Filename") ?? Text(json, "FileName"), Text(json, "ContentType"), Text(json, "ETag"), bytes[..length]);
        return true;
    }

    /// <summary>The files in a value: one, a list of them, or text, which is a file too. Null: something else is among them.</summary>
    public static ImmutableArray<HttpFileValue>? ReadAll(object? value)
    {
        var items = value switch
        {
            null => [],
            JsonElement { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(static item => (object?)item).ToArray(),
            Array list => [.. list.Cast<object?>()],
            _ => [value],
        };
        var files = ImmutableArray.CreateBuilder<HttpFileValue>(items.Length);
        foreach (var item in items)
        {
            if (TryRead(item, out var file))
            {
                files.Add(file);
            }
            else if (item is string or JsonElement { ValueKind: JsonValueKind.String })
            {
                files.Add(new HttpFileValue(null, null, null, System.Text.Encoding.UTF8.GetBytes(ValueText.Of(item) ?? "")));
            }
            else
            {
                return null;
            }
        }

        return files.ToImmutable();
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;
}
