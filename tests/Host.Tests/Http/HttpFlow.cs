using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Tests.Http;

/// <summary>Writes flows with HTTP activities as the designer stores them. A value that begins with "=" is a C# expression, one with "$" a variable, JSON is stored raw.</summary>
internal static class HttpFlow
{
    /// <summary>A chart; connections are "a:Port -> b".</summary>
    public static string Chart(string id, IEnumerable<JsonObject> activities, IEnumerable<string> connections, params string[] variables) =>
        Definition(id, new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray([.. activities]),
            ["connections"] = new JsonArray([.. connections.Select(Connection)]),
        }, variables);

    public static string Sequence(string id, IEnumerable<JsonObject> activities, params string[] variables) =>
        Definition(id, new JsonObject { ["id"] = "root", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray([.. activities]) }, variables);

    public static JsonObject Activity(string id, string type, params (string Name, object? Value)[] values)
    {
        var json = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in values)
            json[name] = value switch
            {
                JsonNode raw => raw,
                string text when text.StartsWith("->", StringComparison.Ordinal) => new JsonObject { ["typeName"] = null, ["memoryReference"] = new JsonObject { ["id"] = text[2..] } },
                string text when text.StartsWith('=') => Wrapped("CSharp", text[1..]),
                string text when text.StartsWith('$') => Wrapped("Variable", new JsonObject { ["id"] = text[1..], ["name"] = text[1..] }),
                string text => Wrapped("Literal", text),
                bool flag => Wrapped("Literal", flag),
                _ => Wrapped("Object", System.Text.Json.JsonSerializer.Serialize(value)),
            };
        return json;
    }

    /// <summary>The same as an activity that starts instances.</summary>
    public static JsonObject Starting(this JsonObject activity)
    {
        activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return activity;
    }

    private static JsonObject Wrapped(string type, JsonNode? value) => new() { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    private static JsonNode Connection(string text)
    {
        var ends = text.Split("->", StringSplitOptions.TrimEntries);
        var source = ends[0].Split(':');
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
        };
    }

    private static string Definition(string id, JsonObject root, string[] variables) => new JsonObject
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["variables"] = new JsonArray([.. variables.Select(variable => variable.Split(':')).Select(parts => (JsonNode)new JsonObject
        {
            ["id"] = parts[0], ["name"] = parts[0], ["typeName"] = parts.Length > 1 ? parts[1] : "Object", ["isArray"] = false,
        })]),
        ["root"] = root,
    }.ToJsonString();
}
