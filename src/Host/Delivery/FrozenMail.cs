using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProcessAutomation.Host.Delivery;

/// <summary>The mail as it was at the first attempt, kept in the outbox row and sent ever after, whatever templates and people have become.</summary>
/// <param name="To">Address, checked.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
internal sealed record FrozenMail(string To, string Subject, string Text)
{
    public string ToJson() => JsonSerializer.Serialize(this, FrozenMailJson.Default.FrozenMail);

    /// <exception cref="JsonException">Not written by <see cref="ToJson"/>.</exception>
    public static FrozenMail Read(string json) =>
        JsonSerializer.Deserialize(json, FrozenMailJson.Default.FrozenMail) ?? throw new JsonException("A frozen mail is an object.");

    /// <summary>The same key and sender domain give the same Message-ID: receivers recognise a mail that was sent twice.</summary>
    public static string MessageId(string outboxKey, string domain) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(outboxKey)).AsSpan(0, 16))}@{domain}";

    public override string ToString() => "FrozenMail";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FrozenMail))]
internal sealed partial class FrozenMailJson : JsonSerializerContext;
