using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Studio;

/// <summary>Bodies of the Studio's requests, read as they come: their shapes are another program's.</summary>
internal static class StudioBody
{
    private const int MaxDepth = 256;

    /// <summary>The object that was sent; null: none, or no JSON.</summary>
    public static Task<JsonObject?> ReadAsync(HttpRequest request, CancellationToken cancellationToken) => ReadAsync(request.Body, cancellationToken);

    /// <summary>The same of a file.</summary>
    public static async Task<JsonObject?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonNode.ParseAsync(body, documentOptions: new() { MaxDepth = MaxDepth }, cancellationToken: cancellationToken) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
