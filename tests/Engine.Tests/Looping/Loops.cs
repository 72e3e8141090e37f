using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Tests.Runtime;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>Loops in few words.</summary>
internal static class Loops
{
    /// <summary>Adds the text an expression gives to the workflow's output Seen, with a space before it.</summary>
    public static JsonObject See(string id, string expression = "Variables.CurrentValue") =>
        Set(id, "Seen", $"=Variables.Seen + \" \" + ({expression})");

    public static JsonObject Set(string id, string variable, string value) =>
        Flow.Activity(id, "Elsa.SetVariable", ("variable", Named(variable)), ("value", value));

    public static JsonObject Named(string name) => new() { ["id"] = name, ["name"] = name };

    /// <summary>An input that reads a variable.</summary>
    public static JsonObject From(string variable) => Expression("Variable", Named(variable));

    /// <summary>An input that holds JSON.</summary>
    public static JsonObject Json(string json) => Expression("Object", json);

    public static JsonObject Expression(string language, JsonNode? value) =>
        new() { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = language, ["value"] = value } };

    public static JsonObject Sequence(string id, params JsonNode[] activities) =>
        new() { ["id"] = id, ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray([.. activities.Select(activity => activity.DeepClone())]), ["variables"] = new JsonArray() };

    public static JsonObject If(string id, string condition, JsonNode then) => Flow.Activity(id, "Elsa.If", ("condition", "=" + condition), ("then", then));

    public static JsonObject Break(string id) => Flow.Activity(id, "Elsa.Break");
}
