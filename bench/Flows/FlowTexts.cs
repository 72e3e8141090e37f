namespace ProcessAutomation.Bench.Flows;

/// <summary>The definitions that are measured, as a process owner would have saved them.</summary>
internal static class FlowTexts
{
    /// <summary>SetVariable, a human task, Finish: the workflow of the anchor's figures.</summary>
    public const string Ask = """
        { "id": "bench-ask-1", "definitionId": "bench-ask", "name": "Ask", "version": 1,
          "variables": [ { "id": "v1", "name": "Count", "typeName": "Int32", "isArray": false, "value": "0" } ],
          "inputs": [], "outputs": [], "outcomes": [], "customProperties": {}, "options": {},
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "name": "Sequence1", "variables": [],
            "activities": [
              { "id": "set", "type": "Elsa.SetVariable", "version": 1, "name": "Set",
                "variable": { "id": "v1", "name": "Count", "typeName": "Int32" },
                "value": { "typeName": "Object", "expression": { "type": "CSharp", "value": "Variables.Count + 1" } } },
              { "id": "ask", "type": "ProcessAutomation.AssignTask", "version": 1, "name": "Ask" },
              { "id": "finish", "type": "Elsa.Finish", "version": 1, "name": "Finish" } ] } }
        """;

    /// <summary>A wait of an hour, SetVariable, the end: what a deadline costs without what is done about it.</summary>
    public const string Timer = """
        { "id": "bench-timer-1", "definitionId": "bench-timer", "name": "Timer", "version": 1,
          "variables": [ { "id": "v1", "name": "Count", "typeName": "Int32", "isArray": false, "value": "0" } ],
          "inputs": [], "outputs": [], "outcomes": [], "customProperties": {}, "options": {},
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "name": "Sequence1", "variables": [],
            "activities": [
              { "id": "wait", "type": "Elsa.Delay", "version": 1, "name": "Wait",
                "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "01:00:00" } } },
              { "id": "set", "type": "Elsa.SetVariable", "version": 1, "name": "Set",
                "variable": { "id": "v1", "name": "Count", "typeName": "Int32" },
                "value": { "typeName": "Object", "expression": { "type": "CSharp", "value": "Variables.Count + 1" } } } ] } }
        """;

    /// <summary>A loop of two activities a turn that touches nothing but memory: C# condition and C# SetVariable, journal on.</summary>
    public static string Loop(int turns) => """
        { "id": "bench-loop-1", "definitionId": "bench-loop", "name": "Loop", "version": 1,
          "variables": [ { "id": "v1", "name": "Count", "typeName": "Int32", "isArray": false, "value": "0" } ],
          "inputs": [], "outputs": [], "outcomes": [], "customProperties": {}, "options": {},
          "root": { "id": "root", "type": "Elsa.Flowchart", "version": 1, "name": "Flowchart1", "variables": [],
            "activities": [
              { "id": "start", "type": "Elsa.Start", "version": 1, "name": "Start" },
              { "id": "set", "type": "Elsa.SetVariable", "version": 1, "name": "Set",
                "variable": { "id": "v1", "name": "Count", "typeName": "Int32" },
                "value": { "typeName": "Object", "expression": { "type": "CSharp", "value": "Variables.Count + 1" } } },
              { "id": "again", "type": "Elsa.FlowDecision", "version": 1, "name": "Again",
                "condition": { "typeName": "Boolean", "expression": { "type": "CSharp", "value": "Variables.Count < TURNS" } } },
              { "id": "end", "type": "Elsa.End", "version": 1, "name": "End" } ],
            "connections": [
              { "source": { "activity": "start", "port": "Done" }, "target": { "activity": "set", "port": "In" }, "vertices": [] },
              { "source": { "activity": "set", "port": "Done" }, "target": { "activity": "again", "port": "In" }, "vertices": [] },
              { "source": { "activity": "again", "port": "True" }, "target": { "activity": "set", "port": "In" }, "vertices": [] },
              { "source": { "activity": "again", "port": "False" }, "target": { "activity": "end", "port": "In" }, "vertices": [] } ] } }
        """.Replace("TURNS", turns.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
