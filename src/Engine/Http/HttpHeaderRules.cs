using System.Collections.Frozen;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Http;

/// <summary>Reads headers that a flow gives, <c>{"Name": "value"}</c> or <c>{"Name": ["value", "value"]}</c>, and refuses what would change the framing.</summary>
internal static class HttpHeaderRules
{
    // What the transport writes itself: a flow that could set it could smuggle a second request into the connection.
    private static readonly FrozenSet<string> Framing = new[]
    {
        "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Headers of an answer. Cookies are the Host's: a flow answers on the same site as the pages.</summary>
    /// <exception cref="ActivityFault">As with <see cref="Read"/>.</exception>
    public static Dictionary<string, string[]> ReadReply(IReadOnlyDictionary<string, object?>? given) =>
        Read(given) is var headers && headers.ContainsKey("Set-Cookie") ? throw new ActivityFault("http.header-refused", "a flow may not send the header 'Set-Cookie'", retryable: false) : headers;

    /// <exception cref="ActivityFault">A name or a value that may not be sent; the fault names the header, never its value.</exception>
    public static Dictionary<string, string[]> Read(IReadOnlyDictionary<string, object?>? given)
    {
        var headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in given ?? new Dictionary<string, object?>())
        {
            var values = ValuesOf(value);
            if (ComplaintAbout(name, values) is { } complaint)
            {
                throw new ActivityFault("http.header-refused", complaint.ToString(), retryable: false);
            }

            if (values.Length > 0)
            {
                headers[name] = values;
            }
        }

        return headers;
    }

    /// <summary>What keeps the headers from being sent, the end of a sentence; null: nothing.</summary>
    public static ProblemText? Complaint(IReadOnlyDictionary<string, object?> given) =>
        given.Select(static header => ComplaintAbout(header.Key, ValuesOf(header.Value))).FirstOrDefault(static complaint => complaint is not null);

    /// <summary>True when the text can stand as the value of a header.</summary>
    public static bool IsValue(string value) => !value.Any(static c => char.IsControl(c) && c != '\t');

    private static ProblemText? ComplaintAbout(string name, string[] values) =>
        !IsName(name) || Framing.Contains(name) ? ProblemText.Of($"a flow may not send the header '{(IsName(name) ? name : "?")}'")
        : Array.TrueForAll(values, IsValue) ? null
        : ProblemText.Of($"the value of the header '{name}' has characters no header can have");

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 200 && name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    private static string[] ValuesOf(object? value) => value switch
    {
        null => [],
        JsonElement { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(static item => ValueText.Of(item) ?? "")],
        Array list => [.. list.Cast<object?>().Select(static item => ValueText.Of(item) ?? "")],
        _ => [ValueText.Of(value) ?? ""],
    };
}
