using System.Collections.Immutable;

namespace ProcessAutomation.Nodes.Tests.Load;

/// <summary>
/// The flow of a case under load: two human tasks, three notices, two timers, a sub-flow, an event, all within seconds. It takes the place
/// of the shipped flow that every case begins.
/// </summary>
internal static class SoakFlows
{
    public const int InstancesPerCase = 2;
    public const int TasksPerCase = 2;
    public const int NoticesPerCase = 3;
    public const int TimersPerCase = 2;

    /// <summary>How long the failing case waits.</summary>
    public static TimeSpan FailingWait { get; } = TimeSpan.FromSeconds(3);

    /// <summary>By file name.</summary>
    public static ImmutableDictionary<string, string> Texts { get; } = ImmutableDictionary<string, string>.Empty
        .Add("reintegration", CaseText).Add("soak-part", PartText);

    /// <summary>A case that sends a notice, waits for the event <c>go</c> and then for a timer; its second notice fails, and is tried three times, while the table of units is away.</summary>
    public static ImmutableDictionary<string, string> FailingTexts { get; } = ImmutableDictionary<string, string>.Empty.Add("reintegration", FailingText);

    private const string CaseText = """
        { "definitionId": "reintegration", "name": "Soak",
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "begun", "type": "ProcessAutomation.SendNotice", "version": 1,
              "template": { "expression": { "type": "Literal", "value": "summons" } },
              "to": { "expression": { "type": "Literal", "value": "person" } }, "basis": { "expression": { "type": "Literal", "value": "statutory" } } },
            { "id": "both", "type": "Elsa.Flowchart", "version": 1,
              "activities": [
                { "id": "fork", "type": "Elsa.FlowFork", "version": 1, "branches": { "expression": { "type": "Object", "value": ["ask", "wait", "listen"] } } },
                { "id": "decide", "type": "ProcessAutomation.AssignTask", "version": 1,
                  "title": { "expression": { "type": "Literal", "value": "Decide" } },
                  "role": { "expression": { "type": "Literal", "value": "contact-officer" } } },
                { "id": "tell", "type": "Elsa.PublishEvent", "version": 1, "eventName": { "expression": { "type": "Literal", "value": "decided" } },
                  "isLocalEvent": { "expression": { "type": "Literal", "value": true } } },
                { "id": "wait", "type": "Elsa.Delay", "version": 1, "timeSpan": { "expression": { "type": "Literal", "value": "00:00:02" } } },
                { "id": "part", "type": "Elsa.ExecuteWorkflow", "version": 1,
                  "workflowDefinitionId": { "expression": { "type": "Literal", "value": "soak-part" } },
                  "waitForCompletion": { "expression": { "type": "Literal", "value": true } } },
                { "id": "listen", "type": "Elsa.Event", "version": 1, "eventName": { "expression": { "type": "Literal", "value": "decided" } } },
                { "id": "join", "type": "Elsa.FlowJoin", "version": 1, "mode": { "expression": { "type": "Literal", "value": "WaitAll" } } } ],
              "connections": [
                { "source": { "activity": "fork", "port": "ask" }, "target": { "activity": "decide", "port": "In" } },
                { "source": { "activity": "decide", "port": "Done" }, "target": { "activity": "tell", "port": "In" } },
                { "source": { "activity": "tell", "port": "Done" }, "target": { "activity": "join", "port": "In" } },
                { "source": { "activity": "fork", "port": "wait" }, "target": { "activity": "wait", "port": "In" } },
                { "source": { "activity": "wait", "port": "Done" }, "target": { "activity": "part", "port": "In" } },
                { "source": { "activity": "part", "port": "Done" }, "target": { "activity": "join", "port": "In" } },
                { "source": { "activity": "fork", "port": "listen" }, "target": { "activity": "listen", "port": "In" } },
                { "source": { "activity": "listen", "port": "Done" }, "target": { "activity": "join", "port": "In" } } ] },
            { "id": "confirm", "type": "ProcessAutomation.AssignTask", "version": 1,
              "title": { "expression": { "type": "Literal", "value": "Confirm" } },
              "role": { "expression": { "type": "Literal", "value": "contact-officer" } } },
            { "id": "ended", "type": "ProcessAutomation.SendNotice", "version": 1,
              "template": { "expression": { "type": "Literal", "value": "farewell" } },
              "to": { "expression": { "type": "Literal", "value": "person" } }, "basis": { "expression": { "type": "Literal", "value": "statutory" } } } ] } }
        """;

    private const string PartText = """
        { "definitionId": "soak-part", "name": "Part",
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "pause", "type": "Elsa.Delay", "version": 1, "timeSpan": { "expression": { "type": "Literal", "value": "00:00:01" } } },
            { "id": "half", "type": "ProcessAutomation.SendNotice", "version": 1,
              "template": { "expression": { "type": "Literal", "value": "summons" } },
              "to": { "expression": { "type": "Literal", "value": "person" } }, "basis": { "expression": { "type": "Literal", "value": "statutory" } } } ] } }
        """;

    private const string FailingText = """
        { "definitionId": "reintegration", "name": "Failing",
          "root": { "id": "root", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "told", "type": "ProcessAutomation.SendNotice", "version": 1,
              "template": { "expression": { "type": "Literal", "value": "summons" } },
              "to": { "expression": { "type": "Literal", "value": "person" } }, "basis": { "expression": { "type": "Literal", "value": "statutory" } } },
            { "id": "go", "type": "Elsa.Event", "version": 1, "eventName": { "expression": { "type": "Literal", "value": "go" } } },
            { "id": "wait", "type": "Elsa.Delay", "version": 1, "timeSpan": { "expression": { "type": "Literal", "value": "00:00:03" } } },
            { "id": "fails", "type": "ProcessAutomation.SendNotice", "version": 1, "customProperties": { "retry": { "attempts": 3, "delay": "00:00:02" } },
              "template": { "expression": { "type": "Literal", "value": "summons" } },
              "to": { "expression": { "type": "Literal", "value": "unit-leader" } }, "basis": { "expression": { "type": "Literal", "value": "statutory" } } } ] } }
        """;
}
