using System.Text.Json;
using System.Text.Json.Serialization;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Host.Api;

/// <summary>Texts in bodies, without U+0000: PostgreSQL keeps no such text, and nobody means one. A line break is one character.</summary>
internal sealed class StorableTextConverter : JsonConverter<string>
{
    /// <exception cref="JsonException">The text holds U+0000; where it stands is added by the serializer.</exception>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String || reader.GetString() is not { } text || text.Contains('\0', StringComparison.Ordinal)
            ? throw new JsonException()
            : TextLimits.WithLineFeeds(text);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
