using System.Text.Json;

namespace ProcessAutomation.Engine.Values;

/// <summary>How an instance's state keeps values: what goes in comes out with the same CLR type, also from a variable of type Object,
/// where what JSON cannot tell apart is marked <c>{"$type":"DateOnly","value":"2027-01-12"}</c>.</summary>
public static class ValueCodec
{
    private const string TypeMark = "$type";
    private const string ValueMark = "value";

    /// <summary>Writes a value of a variable declared as <paramref name="declared"/>.</summary>
    public static void Write(Utf8JsonWriter writer, object? value, Type declared)
    {
        if (value is null || declared != typeof(object) || IsPlain(value))
        {
            WriteBare(writer, value);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(TypeMark, MarkOf(value));
        writer.WritePropertyName(ValueMark);
        WriteBare(writer, value);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. The reader stands on the value's first token and is left on its last.</summary>
    /// <exception cref="JsonException">The stored value is none of the declared type.</exception>
    public static object? Read(ref Utf8JsonReader reader, Type declared)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.True: return declared == typeof(bool) || declared == typeof(object) ? true : ReadElement(ref reader, declared);
            case JsonTokenType.False: return declared == typeof(bool) || declared == typeof(object) ? false : ReadElement(ref reader, declared);
            case JsonTokenType.String when declared == typeof(string) || declared == typeof(object): return reader.GetString();
            case JsonTokenType.Number when declared == typeof(int): return reader.GetInt32();
            case JsonTokenType.Number when declared == typeof(long) || declared == typeof(object): return reader.GetInt64();
            default: return ReadElement(ref reader, declared);
        }
    }

    /// <inheritdoc cref="Read(ref Utf8JsonReader, Type)"/>
    public static object? Read(JsonElement json, Type declared)
    {
        if (declared == typeof(object) && json.ValueKind is JsonValueKind.Object && json.TryGetProperty(TypeMark, out var mark))
        {
            var type = ValueTypes.Find(mark.GetString()) ?? throw new JsonException($"Unknown value type {mark.GetString()}.");
            return Read(json.GetProperty(ValueMark), type);
        }

        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        if (declared == typeof(object[]) && json.ValueKind is JsonValueKind.Array)
        {
            return json.EnumerateArray().Select(item => Read(item, typeof(object))).ToArray();
        }

        if (declared == typeof(IReadOnlyDictionary<string, object?>) && json.ValueKind is JsonValueKind.Object)
        {
            return json.EnumerateObject().ToDictionary(member => member.Name, member => Read(member.Value, typeof(object)), StringComparer.Ordinal);
        }

        return JsonValues.Convert(json, declared) ?? throw new JsonException($"The stored value is no {ValueTypes.NameOf(declared)}.");
    }

    private static void WriteBare(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case object?[] array when array.GetType() == typeof(object[]):
                writer.WriteStartArray();
                foreach (var element in array)
                {
                    Write(writer, element, typeof(object));
                }

                writer.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, object?> map:
                writer.WriteStartObject();
                foreach (var (name, member) in map)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member, typeof(object));
                }

                writer.WriteEndObject();
                break;
            default:
                JsonValues.Write(writer, value);
                break;
        }
    }

    private static object? ReadElement(ref Utf8JsonReader reader, Type declared) => Read(JsonElement.ParseValue(ref reader), declared);

    private static bool IsPlain(object value) => value switch
    {
        string or bool or long => true,
        JsonElement json => json.ValueKind switch
        {
            JsonValueKind.Object => !json.TryGetProperty(TypeMark, out _),
            JsonValueKind.Array => true,
            _ => false,
        },
        _ => false,
    };

    private static string MarkOf(object value) => value switch
    {
        IReadOnlyDictionary<string, object?> => "ObjectDictionary",
        IReadOnlyDictionary<string, string?> => "StringDictionary",
        Enum => "String",
        _ => ValueTypes.NameOf(value.GetType()),
    };
}
