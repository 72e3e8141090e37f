namespace ProcessAutomation.Engine.Http;

/// <summary>
/// A request that waits for the burst it leads to. What the burst writes into it belongs to the unit of work: it is to be sent when that has
/// committed, and forgotten when not.
/// </summary>
public sealed class HttpExchange
{
    /// <summary>True: an activity has taken the request. False: what it was addressed to has stopped waiting.</summary>
    public bool IsTaken { get; internal set; }

    /// <summary>The answer of the flow; null: it has given none in this burst.</summary>
    public HttpReply? Reply { get; internal set; }
}

/// <summary>An answer that a flow gives to a request.</summary>
public sealed record HttpReply
{
    /// <summary>100 to 599.</summary>
    public required int StatusCode { get; init; }

    /// <summary>Value of <c>Content-Type</c>; null when there is no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body; empty: none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Name under which the body is offered as a file; null: it is no file.</summary>
    public string? Filename { get; init; }

    /// <summary>Entity tag of the file, with its quotation marks; null: none.</summary>
    public string? EntityTag { get; init; }

    /// <summary>True: parts of the file may be asked for.</summary>
    public bool IsResumable { get; init; }
}
