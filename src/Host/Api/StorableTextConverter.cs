using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProcessAutomation.Host.Api;

/// <summary>Texts in bodies, without U+0000: PostgreSQL keeps no such text, and nobody means one.</summary>
internal sealed class StorableTextConverter : JsonConverter<string>
{
    /// <exception cref="JsonException">The text holds U+0000; where it stands is added by the serializer.</exception>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String ? throw new JsonException()
        : reader.GetString() is { } text && text.Contains('\0', StringComparison.Ordinal) ? throw new JsonException()
        : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
