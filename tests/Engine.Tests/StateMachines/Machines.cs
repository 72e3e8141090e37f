using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Tests.Looping;
using ProcessAutomation.Engine.Tests.Runtime;

namespace ProcessAutomation.Engine.Tests.StateMachines;

/// <summary>State machines in few words.</summary>
internal static class Machines
{
    public static JsonObject Machine(string initial, JsonObject[] states, JsonObject[] transitions) => new()
    {
        ["id"] = "machine",
        ["type"] = "Elsa.StateMachine",
        ["version"] = 1,
        ["states"] = new JsonArray([.. states]),
        ["transitions"] = new JsonArray([.. transitions]),
        ["initialState"] = initial,
    };

    public static JsonObject State(string name, string? entry = null, string? exit = null) => new()
    {
        ["name"] = name,
        ["entry"] = entry is null ? null : Step(entry),
        ["exit"] = exit is null ? null : Step(exit),
    };

    public static JsonObject Transition(string from, string to, JsonObject trigger, string? condition = null, JsonObject? action = null) => new()
    {
        ["name"] = $"{from} to {to}",
        ["from"] = from,
        ["to"] = to,
        ["trigger"] = trigger,
        ["condition"] = condition is null ? null : Loops.Expression("CSharp", condition),
        ["action"] = action,
    };

    public static JsonObject Wait(string id) => Flow.Activity(id, "Test.Wait");

    public static JsonObject Step(string id) => Flow.Activity(id, "Test.Step");
}
