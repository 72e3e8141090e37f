using System.Globalization;

namespace ProcessAutomation.Host.Api;

/// <summary>Versions on the wire: <c>ETag: "7"</c> with what is read, <c>If-Match: "7"</c> with what is written on the strength of it.</summary>
internal static class EntityTags
{
    /// <summary>Says which version is answered.</summary>
    public static void Write(HttpContext context, long version) =>
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version the caller has read; null: they did not say, or any will do (<c>*</c>).</summary>
    /// <exception cref="UnreadableVersionException">If-Match is there and holds no version.</exception>
    public static long? Read(HttpContext context)
    {
        var text = context.Request.Headers.IfMatch.ToString();
        if (text.Length == 0 || text == "*") return null;
        return text is ['"', .. var inner, '"'] && long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new UnreadableVersionException();
    }
}

/// <summary>If-Match holds something that is no version.</summary>
internal sealed class UnreadableVersionException() : BadHttpRequestException("If-Match holds no version.", StatusCodes.Status400BadRequest);
