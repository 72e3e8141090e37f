using System.Text.Json;

namespace ProcessAutomation.Engine.Http;

/// <summary>A request as the trigger or the stimulus carries it to the endpoint's activity. It is not kept unless that activity fails.</summary>
public sealed record IncomingRequest
{
    /// <summary>Path below the base path of endpoints, decoded, with a slash before it.</summary>
    public required string Path { get; init; }

    /// <summary>Outcome to complete with in place of Done, when the request breaks a limit whose outcome is exposed; null: it breaks none.</summary>
    public string? Outcome { get; init; }

    public required string Method { get; init; }

    public required string Scheme { get; init; }

    public required string Host { get; init; }

    public required string PathBase { get; init; }

    public required string QueryString { get; init; }

    public required string Protocol { get; init; }

    public string? ContentType { get; init; }

    public long? ContentLength { get; init; }

    /// <summary>All but credentials.</summary>
    public required IReadOnlyDictionary<string, string[]> Headers { get; init; }

    public required IReadOnlyDictionary<string, string[]> Query { get; init; }

    /// <summary>Fields of a form; null: it was none.</summary>
    public IReadOnlyDictionary<string, string[]>? Form { get; init; }

    /// <summary>Files of a form.</summary>
    public IReadOnlyList<IncomingFile> Files { get; init; } = [];

    /// <summary>The body when it was no form; empty: none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>For the trigger or the stimulus.</summary>
    public JsonElement ToPayload() => JsonSerializer.SerializeToElement(this, HttpJson.Default.IncomingRequest);

    internal static IncomingRequest? Read(JsonElement? payload) =>
        payload is { ValueKind: JsonValueKind.Object } json ? json.Deserialize(HttpJson.Default.IncomingRequest) : null;
}

/// <summary>A file of a form.</summary>
/// <param name="Name">Name of the form's field.</param>
/// <param name="FileName">As the sender calls it, without a path.</param>
/// <param name="ContentType">As the sender says; null: nothing.</param>
/// <param name="Content">The bytes.</param>
public sealed record IncomingFile(string Name, string FileName, string? ContentType, ReadOnlyMemory<byte> Content);
