using System.Text;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Http;

/// <summary>A value of a flow as the body of a request or an answer.</summary>
/// <param name="ContentType">Value of <c>Content-Type</c>.</param>
/// <param name="Bytes">The body.</param>
internal readonly record struct HttpContentBytes(string ContentType, byte[] Bytes)
{
    public const string Json = "application/json";
    public const string Text = "text/plain";
    public const string Binary = "application/octet-stream";
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>
    /// Text goes out as it is, a file (<see cref="HttpFileValue"/>) as its bytes, everything else as JSON; for a form its members become the fields.
    /// </summary>
    /// <param name="value">The value; not null.</param>
    /// <param name="contentType">What the flow says it is; null or empty: by the kind of value.</param>
    /// <exception cref="ActivityFault">The content type is none, or the value does not fit a form.</exception>
    public static HttpContentBytes Of(object value, string? contentType)
    {
        if (contentType is { Length: > 0 } given && !HttpMediaType.TryRead(given, out _, out _))
        {
            throw new ActivityFault("http.content-type", "the content type is none", retryable: false);
        }

        if (HttpFileValue.TryRead(value, out var file))
        {
            return new HttpContentBytes(string.IsNullOrWhiteSpace(contentType) ? file.ContentType ?? Binary : contentType, file.Content);
        }

        var text = value is string plain ? plain : value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : null;
        var type = !string.IsNullOrWhiteSpace(contentType) ? contentType : text is null ? Json : Text;
        HttpMediaType.TryRead(type, out var media, out var encoding);
        if (media == Form && text is null)
        {
            text = FormOf(value);
        }

        var bytes = (encoding ?? Encoding.UTF8).GetBytes(text ?? JsonValues.ToElement(value).GetRawText());
        return new HttpContentBytes(encoding is null && IsTextual(media) ? $"{type}; charset=utf-8" : type, bytes);
    }

    private static bool IsTextual(string media) => media.StartsWith("text/", StringComparison.Ordinal) || media.EndsWith("xml", StringComparison.Ordinal);

    private static string FormOf(object value)
    {
        var json = JsonValues.ToElement(value);
        if (json.ValueKind is not JsonValueKind.Object)
        {
            throw new ActivityFault("http.content", "a form needs names and values", retryable: false);
        }

        return string.Join('&',
            from member in json.EnumerateObject()
            from item in member.Value.ValueKind is JsonValueKind.Array ? member.Value.EnumerateArray().ToArray() : [member.Value]
            select $"{Escape(member.Name)}={Escape(ValueText.Of(item) ?? "")}");
    }

    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
