using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Http;

/// <summary>What an endpoint asks of a request before it is let into the flow. Known when the definition is published, the same for all its instances.</summary>
public sealed record HttpEndpointSettings
{
    /// <summary>Upper-case; not empty.</summary>
    public required ImmutableArray<string> Methods { get; init; }

    /// <summary>True: only signed-in users.</summary>
    public bool Authorize { get; init; }

    /// <summary>Policy they must fulfil; null: none.</summary>
    public string? Policy { get; init; }

    /// <summary>Longest time to read the request and run the burst; null: no limit of its own.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>Largest body, in bytes, inclusive; null: the Host's.</summary>
    public long? RequestSizeLimit { get; init; }

    /// <summary>Largest file, in bytes, inclusive; null: only the body counts.</summary>
    public long? FileSizeLimit { get; init; }

    /// <summary>With the dot, lower-case; empty: any.</summary>
    public ImmutableArray<string> AllowedFileExtensions { get; init; } = [];

    /// <summary>With the dot, lower-case.</summary>
    public ImmutableArray<string> BlockedFileExtensions { get; init; } = [];

    /// <summary>Lower-case; empty: any.</summary>
    public ImmutableArray<string> AllowedMimeTypes { get; init; } = [];

    /// <summary>Outcomes that take the place of a refusal; see <see cref="HttpEndpoint"/>.</summary>
    public ImmutableArray<string> ExposedOutcomes { get; init; } = [];
}
