using System.Collections.Immutable;

namespace ProcessAutomation.Crash.Child.Flows;

/// <summary>
/// The flows that are killed: all ways in which an instance waits or reaches another one, and no more. A case is two root instances,
/// one that listens for the event which the other publishes near its end.
/// </summary>
public static class CrashFlows
{
    /// <summary>The instance that carries the case: notices, a sub-flow, timers, two human tasks, a fork, an event, a dispatched flow.</summary>
    public const string Case = "crash-case";

    /// <summary>The instance that waits for the event.</summary>
    public const string Listener = "crash-listener";

    /// <summary>The templates of the notices of one case, each sent once.</summary>
    public static ImmutableArray<string> Notices { get; } = ["begun", "part", "waiting", "ended", "heard", "noted"];

    /// <summary>The steps of the human tasks of one case.</summary>
    public static ImmutableArray<string> Steps { get; } = ["decide", "confirm"];

    /// <summary>Everything to publish; they name each other.</summary>
    public static ImmutableArray<string> Texts { get; } = [CaseText, PartText, ListenerText, NoteText];

    /// <summary>The id of the listening instance of a case; the carrying one has the id of the case itself.</summary>
    public static Guid ListenerOf(Guid caseId)
    {
        Span<byte> bytes = stackalloc byte[16];
        caseId.TryWriteBytes(bytes);
        bytes[8] ^= 0x20; // in the random part
        return new Guid(bytes);
    }

    private const string CaseText = """
        { "definitionId": "crash-case", "name": "Case",
          "inputs": [ { "name": "Case", "type": "String" }, { "name": "Number", "type": "Int32" } ],
          "outputs": [ { "name": "Answer", "type": "String" }, { "name": "Part", "type": "Object" } ],
          "variables": [
            { "id": "stage", "name": "Stage", "typeName": "String" },
            { "id": "answer", "name": "Answer", "typeName": "String" },
            { "id": "part", "name": "Part", "typeName": "Object" } ],
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "begin", "type": "Elsa.SetVariable", "version": 1, "variable": { "id": "stage", "name": "Stage", "typeName": "String" },
              "value": { "expression": { "type": "Literal", "value": "begun" } } },
            { "id": "begun", "type": "Crash.Notify", "version": 1, "template": { "expression": { "type": "Literal", "value": "begun" } } },
            { "id": "part", "type": "Elsa.ExecuteWorkflow", "version": 1,
              "workflowDefinitionId": { "expression": { "type": "Literal", "value": "crash-part" } },
              "waitForCompletion": { "expression": { "type": "Literal", "value": true } },
              "input": { "expression": { "type": "Object", "value": { "Number": { "type": "Input", "value": "Number" } } } },
              "result": { "typeName": "Object", "memoryReference": { "id": "part" } } },
            { "id": "pause", "type": "Elsa.Delay", "version": 1, "timeSpan": { "expression": { "type": "Literal", "value": "00:00:00.150" } } },
            { "id": "decide", "type": "Crash.Ask", "version": 1,
              "step": { "expression": { "type": "Literal", "value": "decide" } },
              "result": { "typeName": "String", "memoryReference": { "id": "answer" } } },
            { "id": "both", "type": "Elsa.Flowchart", "version": 1,
              "activities": [
                { "id": "fork", "type": "Elsa.FlowFork", "version": 1, "branches": { "expression": { "type": "Object", "value": ["ask", "wait"] } } },
                { "id": "confirm", "type": "Crash.Ask", "version": 1, "step": { "expression": { "type": "Literal", "value": "confirm" } } },
                { "id": "wait", "type": "Elsa.Delay", "version": 1, "timeSpan": { "expression": { "type": "Literal", "value": "00:00:00.100" } } },
                { "id": "waiting", "type": "Crash.Notify", "version": 1, "template": { "expression": { "type": "Literal", "value": "waiting" } } },
                { "id": "join", "type": "Elsa.FlowJoin", "version": 1, "mode": { "expression": { "type": "Literal", "value": "WaitAll" } } } ],
              "connections": [
                { "source": { "activity": "fork", "port": "ask" }, "target": { "activity": "confirm", "port": "In" } },
                { "source": { "activity": "fork", "port": "wait" }, "target": { "activity": "wait", "port": "In" } },
                { "source": { "activity": "wait", "port": "Done" }, "target": { "activity": "waiting", "port": "In" } },
                { "source": { "activity": "waiting", "port": "Done" }, "target": { "activity": "join", "port": "In" } },
                { "source": { "activity": "confirm", "port": "Done" }, "target": { "activity": "join", "port": "In" } } ] },
            { "id": "tell", "type": "Elsa.PublishEvent", "version": 1,
              "eventName": { "expression": { "type": "Literal", "value": "decided" } },
              "correlationId": { "expression": { "type": "Input", "value": "Case" } } },
            { "id": "note", "type": "Elsa.DispatchWorkflow", "version": 1,
              "workflowDefinitionId": { "expression": { "type": "Literal", "value": "crash-note" } } },
            { "id": "ended", "type": "Crash.Notify", "version": 1, "template": { "expression": { "type": "Literal", "value": "ended" } } },
            { "id": "answered", "type": "Elsa.SetOutput", "version": 1,
              "outputName": { "expression": { "type": "Literal", "value": "Answer" } },
              "outputValue": { "expression": { "type": "Variable", "value": { "id": "answer", "name": "Answer" } } } },
            { "id": "kept", "type": "Elsa.SetOutput", "version": 1,
              "outputName": { "expression": { "type": "Literal", "value": "Part" } },
              "outputValue": { "expression": { "type": "Variable", "value": { "id": "part", "name": "Part" } } } },
            { "id": "finish", "type": "Elsa.Finish", "version": 1 } ] } }
        """;

    private const string PartText = """
        { "definitionId": "crash-part", "name": "Part",
          "inputs": [ { "name": "Number", "type": "Int32" } ],
          "outputs": [ { "name": "Echo", "type": "Int32" } ],
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "pause", "type": "Elsa.Delay", "version": 1, "timeSpan": { "expression": { "type": "Literal", "value": "00:00:00.100" } } },
            { "id": "part", "type": "Crash.Notify", "version": 1, "template": { "expression": { "type": "Literal", "value": "part" } } },
            { "id": "echo", "type": "Elsa.SetOutput", "version": 1,
              "outputName": { "expression": { "type": "Literal", "value": "Echo" } },
              "outputValue": { "expression": { "type": "Input", "value": "Number" } } } ] } }
        """;

    private const string ListenerText = """
        { "definitionId": "crash-listener", "name": "Listener",
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "listen", "type": "Elsa.Event", "version": 1, "eventName": { "expression": { "type": "Literal", "value": "decided" } } },
            { "id": "heard", "type": "Crash.Notify", "version": 1, "template": { "expression": { "type": "Literal", "value": "heard" } } } ] } }
        """;

    private const string NoteText = """
        { "definitionId": "crash-note", "name": "Note",
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "noted", "type": "Crash.Notify", "version": 1, "template": { "expression": { "type": "Literal", "value": "noted" } } } ] } }
        """;
}
