using System.Globalization;
using System.Text;

namespace ProcessAutomation.Bench.Loops;

/// <summary>Definitions of a given size.</summary>
internal static class LoopTexts
{
    private const string Increment = """{ "id": "set", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "Count" }, "value": { "expression": { "type": "CSharp", "value": "Variables.Count + 1" } } }""";

    /// <summary>One SetVariable a turn under a C# condition.</summary>
    public static string While(string id, int turns) => Definition(id, """
        { "id": "loop", "type": "Elsa.While", "condition": { "expression": { "type": "CSharp", "value": "Variables.Count < TURNS" } }, "body": BODY }
        """.Replace("TURNS", Text(turns), StringComparison.Ordinal).Replace("BODY", Increment, StringComparison.Ordinal));

    /// <summary>One SetVariable a number.</summary>
    public static string For(string id, int turns) => Definition(id, """
        { "id": "loop", "type": "Elsa.For", "start": { "expression": { "type": "Literal", "value": 1 } }, "end": { "expression": { "type": "Literal", "value": TURNS } },
          "body": { "id": "set", "type": "Elsa.SetVariable", "variable": { "id": "v1" }, "value": { "expression": { "type": "CSharp", "value": "Variables.CurrentValue + 1" } } } }
        """.Replace("TURNS", Text(turns), StringComparison.Ordinal));

    /// <summary>One SetVariable an item, one after the other.</summary>
    public static string ForEach(string id, int items) => Items(id, "Elsa.ForEach", items, Increment);

    /// <summary>One SetVariable an item, side by side.</summary>
    public static string Parallel(string id, int items) => Items(id, "Elsa.ParallelForEach", items, Increment);

    /// <summary>Every item waits for an event.</summary>
    public static string Waiting(string id, int items) => Items(id, "Elsa.ParallelForEach", items, """
        { "id": "wait", "type": "Elsa.Event", "eventName": { "expression": { "type": "Literal", "value": "EVENT" } } }
        """.Replace("EVENT", id, StringComparison.Ordinal));

    /// <summary>Every item waits a day.</summary>
    public static string Delayed(string id, int items) => Items(id, "Elsa.ParallelForEach", items, """
        { "id": "wait", "type": "Elsa.Delay", "timeSpan": { "expression": { "type": "Literal", "value": "1.00:00:00" } } }
        """);

    /// <summary>A flowchart of so many SetVariables in a row, every fifth with a decision that skips one.</summary>
    public static string Chart(string id, int nodes)
    {
        var (activities, connections) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < nodes - 1; i++)
        {
            var isDecision = i % 5 == 3 && i + 2 < nodes - 1;
            activities.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$"""{ "id": "n{{i}}", "type": "{{(isDecision ? "Elsa.FlowDecision" : "Elsa.SetVariable")}}", """)
                .Append(isDecision
                    ? """ "condition": { "expression": { "type": "CSharp", "value": "Variables.Count > 2" } } }"""
                    : """ "variable": { "id": "v1" }, "value": { "expression": { "type": "CSharp", "value": "Variables.Count + 1" } } }""");
            if (i + 1 < nodes - 1)
            {
                Connect(connections, i, isDecision ? "True" : "Done", i + 1);
            }

            if (isDecision)
            {
                Connect(connections, i, "False", i + 2);
            }
        }

        return Definition(id, $$"""{ "id": "chart", "type": "Elsa.Flowchart", "activities": [{{activities}}], "connections": [{{connections}}] }""");
    }

    /// <summary>A definition in which every activity has a fault.</summary>
    public static string Broken(string id, int nodes) => Definition(id, $$"""
        { "id": "all", "type": "Elsa.Sequence", "activities": [{{string.Join(',', Enumerable.Range(0, nodes - 1).Select(i => $$"""{ "id": "n{{i}}", "type": "{{(i % 2 == 0 ? "Acme.Unknown" : "Elsa.SetVariable")}}" }"""))}}] }
        """);

    private static string Items(string id, string type, int items, string body) => Definition(id, """
        { "id": "loop", "type": "TYPE", "items": { "expression": { "type": "Object", "value": [ITEMS] } }, "body": BODY }
        """.Replace("TYPE", type, StringComparison.Ordinal)
        .Replace("ITEMS", string.Join(',', Enumerable.Range(0, items).Select(Text)), StringComparison.Ordinal).Replace("BODY", body, StringComparison.Ordinal));

    private static string Definition(string id, string root) => $$"""
        { "id": "{{id}}-1", "definitionId": "{{id}}", "name": "{{id}}", "variables": [ { "id": "v1", "name": "Count", "typeName": "Int32", "value": "0" } ], "root": {{root}} }
        """;

    private static void Connect(StringBuilder connections, int source, string port, int target) => connections
        .Append(connections.Length == 0 ? "" : ",")
        .Append(CultureInfo.InvariantCulture, $$"""{ "source": { "activity": "n{{source}}", "port": "{{port}}" }, "target": { "activity": "n{{target}}" } }""");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
