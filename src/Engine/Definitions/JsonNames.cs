using System.Text.Json;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>How names are written in a definition's JSON.</summary>
internal static class JsonNames
{
    /// <summary>The property at which an input, output or embedded port is stored.</summary>
    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>One JSON pointer segment, escaped (RFC 6901).</summary>
    public static string Segment(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
