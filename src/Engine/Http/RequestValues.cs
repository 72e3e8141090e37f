using System.Text.Json;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Http;

/// <summary>A request as the outputs of an endpoint give it: JSON with Elsa's member names.</summary>
internal static class RequestValues
{
    public static JsonElement ResultOf(IncomingRequest request, JsonElement headers, JsonElement query, JsonElement route) => JsonValues.ToElement(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["Method"] = request.Method,
        ["Scheme"] = request.Scheme,
        ["Host"] = request.Host,
        ["PathBase"] = request.PathBase,
        ["Path"] = request.Path,
        ["QueryString"] = request.QueryString,
        ["Protocol"] = request.Protocol,
        ["ContentType"] = request.ContentType,
        ["ContentLength"] = request.ContentLength,
        ["Headers"] = headers,
        ["Query"] = query,
        ["RouteValues"] = route,
    });

    public static Dictionary<string, object?> FileOf(IncomingFile file)
    {
        var members = new HttpFileValue(file.FileName, file.ContentType, null, file.Content.ToArray()).ToMembers();
        members["Name"] = file.Name;
        members["FileName"] = file.FileName;
        return members;
    }

    // One value as it is, several as a list.
    public static JsonElement ManyOf(IReadOnlyDictionary<string, string[]> values) =>
        JsonValues.ToElement(values.ToDictionary(static pair => pair.Key, static pair => pair.Value is [var one] ? (object?)one : pair.Value, StringComparer.Ordinal));
}
