using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProcessAutomation.Engine.Http;

/// <summary>Why there is no response to a request. Stored as text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoResponseReason>))]
public enum NoResponseReason
{
    /// <summary>No connection, or it broke before the response was whole.</summary>
    FailedToConnect,

    /// <summary>No whole response in time.</summary>
    Timeout,

    /// <summary>The address is private, loopback or link-local, and no setting allows it.</summary>
    AddressRefused,

    /// <summary>The body is larger than a flow may take in.</summary>
    TooLarge,
}

/// <summary>What a request that a flow has sent came to, as the stimulus carries it back. Closed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Response), "response")]
[JsonDerivedType(typeof(NoResponse), "none")]
public abstract record HttpAnswer
{
    private HttpAnswer()
    {
    }

    /// <summary>The other side has answered, with whatever status.</summary>
    public sealed record Response : HttpAnswer
    {
        /// <summary>100 to 599.</summary>
        public required int StatusCode { get; init; }

        /// <summary>Words of the status line; null: none.</summary>
        public string? ReasonPhrase { get; init; }

        /// <summary>Protocol version, e.g. <c>1.1</c>.</summary>
        public required string Version { get; init; }

        /// <summary>Headers of the response.</summary>
        public required IReadOnlyDictionary<string, string[]> Headers { get; init; }

        /// <summary>Headers of its content: <c>Content-Type</c> and the like.</summary>
        public required IReadOnlyDictionary<string, string[]> ContentHeaders { get; init; }

        /// <summary>The body; empty: none.</summary>
        public required ReadOnlyMemory<byte> Body { get; init; }
    }

    /// <summary>There is none.</summary>
    public sealed record NoResponse(NoResponseReason Reason) : HttpAnswer;

    /// <summary>As the stimulus carries it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, HttpJson.Default.HttpAnswer);

    internal static HttpAnswer Read(JsonElement? json) =>
        json?.Deserialize(HttpJson.Default.HttpAnswer) ?? throw new JsonException("The stimulus carries no answer.");
}
