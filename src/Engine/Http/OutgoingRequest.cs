using System.Text.Json;

namespace ProcessAutomation.Engine.Http;

/// <summary>
/// A request as the outbox keeps it (kind <see cref="Outbox.OutboxKinds.HttpRequest"/>). Holds what the flow wants to send, credentials and
/// personal data among it, so the outbox empties it with the attempt that settles it, and nobody logs it.
/// </summary>
public sealed record OutgoingRequest
{
    /// <summary>The bookmark that waits for the answer.</summary>
    public required Guid BookmarkId { get; init; }

    /// <summary>Key of that bookmark, and value of the header <c>Idempotency-Key</c>: the same for every repetition.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Upper-case.</summary>
    public required string Method { get; init; }

    /// <summary>Absolute, http or https.</summary>
    public required string Url { get; init; }

    /// <summary>Value of the header <c>Authorization</c>; null: none.</summary>
    public string? Authorization { get; init; }

    /// <summary>Further headers of the request.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Value of <c>Content-Type</c>; null when there is no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body; null: none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>As the outbox keeps it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, HttpJson.Default.OutgoingRequest);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is no request.</exception>
    public static OutgoingRequest Read(string json) =>
        JsonSerializer.Deserialize(json, HttpJson.Default.OutgoingRequest) ?? throw new JsonException("The message holds no request.");

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(OutgoingRequest)} {IdempotencyKey}";
}
