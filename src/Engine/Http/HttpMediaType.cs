using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Http;

/// <summary>Content types, and content read by them as values of a flow.</summary>
internal static class HttpMediaType
{
    /// <summary>False: it is none.</summary>
    /// <param name="contentType">Value of <c>Content-Type</c>.</param>
    /// <param name="media">Lower-case, without parameters; empty when it is none.</param>
    /// <param name="encoding">Of the parameter <c>charset</c>; null: it has none, or one this process does not know.</param>
    public static bool TryRead(string? contentType, out string media, out Encoding? encoding)
    {
        media = "";
        encoding = null;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var parsed) || parsed.MediaType is null)
        {
            return false;
        }

        media = parsed.MediaType.ToLowerInvariant();
        try
        {
            encoding = parsed.CharSet is { Length: > 0 } name ? Encoding.GetEncoding(name.Trim('"')) : null;
        }
        catch (ArgumentException)
        {
            encoding = null; // read as UTF-8, which most content is
        }

        return true;
    }

    /// <summary>JSON as JSON, other text as text, a form as its fields, everything else as a file; null: there is no content.</summary>
    /// <exception cref="ActivityFault">The content is not what its type says.</exception>
    public static object? Parse(byte[] body, string? contentType, string? filename)
    {
        if (body.Length == 0)
        {
            return null;
        }

        TryRead(contentType, out var media, out var encoding);
        if (media is HttpContentBytes.Json or "text/json" || media.EndsWith("+json", StringComparison.Ordinal))
        {
            return JsonValues.TryParse(TextOf(body, encoding), out var json)
                ? json.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? json : ValueConverter.Plain(json)
                : throw new ActivityFault("http.content-unreadable", $"the content is no {media}", retryable: false);
        }

        return media.StartsWith("text/", StringComparison.Ordinal) || media is "application/xml" or HttpContentBytes.Form || media.EndsWith("+xml", StringComparison.Ordinal)
            ? TextOf(body, encoding)
            : new HttpFileValue(filename, contentType, null, body).ToValue();
    }

    private static string TextOf(byte[] body, Encoding? encoding)
    {
        using var reader = new StreamReader(new MemoryStream(body), encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
