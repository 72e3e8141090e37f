using System.Buffers;
using System.Text.Json;

namespace ProcessAutomation.Engine.Values;

/// <summary>Values to and from JSON without reflection.</summary>
public static class JsonValues
{
    /// <summary>Deepest JSON accepted anywhere in the engine, in levels.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Parses text; the element lives on its own. False: it is no JSON, or deeper than <see cref="MaxDepth"/>.</summary>
    public static bool TryParse(string text, out JsonElement element)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            element = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            element = default;
            return false;
        }
    }

    /// <summary>JSON as a value of the type; null = it is none (or JSON null).</summary>
    internal static object? Convert(JsonElement json, Type target)
    {
        if (target == typeof(JsonElement))
        {
            return json.ValueKind is JsonValueKind.Undefined ? null : json.Clone();
        }

        if (target == typeof(object))
        {
            return ValueConverter.Plain(json);
        }

        return json.ValueKind switch
        {
            JsonValueKind.String => ValueConverter.FromText(json.GetString()!, target), // a string element has a string
            JsonValueKind.True or JsonValueKind.False => target == typeof(bool) ? json.GetBoolean() : target == typeof(string) ? json.GetBoolean() ? "True" : "False" : null,
            // A list or a map would read the number's text as JSON again, and find the same number, for ever.
            JsonValueKind.Number => ValueConverter.IsListOrMap(target) || target == typeof(TimeSpan) ? null : ValueConverter.FromText(json.GetRawText(), target),
            JsonValueKind.Array => target.IsArray ? Elements(json, target) : target == typeof(string) ? json.GetRawText() : null,
            JsonValueKind.Object => Members(json, target),
            _ => null,
        };
    }

    /// <summary>The value as JSON, as callers outside the engine would write it: no type marks.</summary>
    public static JsonElement ToElement(object? value)
    {
        if (value is JsonElement json)
        {
            return json.ValueKind is JsonValueKind.Undefined ? ToElement(null) : json;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Writes the value as callers outside the engine would write it: no type marks.</summary>
    /// <exception cref="ArgumentException">The value is of a type no variable can have.</exception>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case float number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case Guid id: writer.WriteStringValue(id); break;
            case TimeSpan duration: writer.WriteStringValue(duration.ToString("c")); break;
            case DateTimeOffset or DateTime or DateOnly or Enum: writer.WriteStringValue(ValueText.Of(value)); break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }: writer.WriteNullValue(); break;
            case JsonElement json: json.WriteTo(writer); break;
            case IReadOnlyDictionary<string, object?> map: WriteMembers(writer, map); break;
            case IReadOnlyDictionary<string, string?> map: WriteMembers(writer, map); break;
            case Array array:
                writer.WriteStartArray();
                foreach (var element in array)
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            default: throw new ArgumentException($"A value of type {value.GetType().Name} cannot be kept.", nameof(value));
        }
    }

    private static void WriteMembers<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> map)
    {
        writer.WriteStartObject();
        foreach (var (name, member) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, member);
        }

        writer.WriteEndObject();
    }

    private static Array? Elements(JsonElement json, Type target)
    {
        var elementType = target.GetElementType()!; // an array type has an element type
        var array = Array.CreateInstance(elementType, json.GetArrayLength());
        var i = 0;
        foreach (var item in json.EnumerateArray())
        {
            var isNull = item.ValueKind is JsonValueKind.Null;
            var element = Convert(item, elementType);
            if (element is null && (!isNull || elementType.IsValueType))
            {
                return null;
            }

            array.SetValue(element, i++);
        }

        return array;
    }

    private static object? Members(JsonElement json, Type target)
    {
        if (target == typeof(string))
        {
            return json.GetRawText();
        }

        if (target == typeof(IReadOnlyDictionary<string, object?>))
        {
            var map = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var member in json.EnumerateObject())
            {
                map[member.Name] = ValueConverter.Plain(member.Value);
            }

            return map;
        }

        if (target == typeof(IReadOnlyDictionary<string, string?>))
        {
            var map = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var member in json.EnumerateObject())
            {
                map[member.Name] = ValueText.Of(ValueConverter.Plain(member.Value));
            }

            return map;
        }

        return null;
    }
}
