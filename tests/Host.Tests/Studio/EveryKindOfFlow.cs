namespace ProcessAutomation.Host.Tests.Studio;

/// <summary>
/// A definition written by hand with every kind of input, port and child, an activity type nobody here knows, and members nobody here knows at every
/// level. It does not have to make sense; it has to come back.
/// </summary>
internal static class EveryKindOfFlow
{
    public const string Json = """
        {
          "definitionId": "every-kind", "name": "Every kind", "somethingNew": { "deep": [1, { "x": null }] },
          "variables": [
            { "id": "v1", "name": "Count", "typeName": "Int32", "value": "3", "colour": "blue" },
            { "id": "v2", "name": "Names", "typeName": "String", "isArray": true, "value": null, "storageDriverTypeName": "Acme.Vault, Acme" }
          ],
          "inputs": [{ "type": "String", "name": "Who", "displayName": "Who", "uiHint": "singleline", "placeholder": "a name" }],
          "outputs": [{ "type": "Boolean", "name": "Fine", "unit": "none" }],
          "outcomes": ["Good", "Bad"],
          "customProperties": { "acme": { "owner": "somebody" } },
          "options": { "usableAsActivity": false, "acmeRetention": "P1Y" },
          "root": {
            "id": "root", "type": "Elsa.Flowchart", "version": 1, "acmeGrid": 20, "variables": [{ "id": "v3", "name": "Inner", "typeName": "String", "acme": true }],
            "notes": [{ "text": "a yellow sticker", "x": 1 }],
            "activities": [
              { "id": "start", "type": "Elsa.Start" },
              { "id": "set", "type": "Elsa.SetVariable", "version": 1, "acmeTint": "green",
                "variable": { "id": "v1", "name": "Count", "typeName": "Int32", "acme": 1 },
                "value": { "typeName": "Int32", "acmeHint": "x", "expression": { "type": "CSharp", "value": "Variables.Count + 1", "acmeVersion": 2 } },
                "metadata": { "acme": [], "designer": { "position": { "x": 10.5, "y": -3, "z": 1 }, "locked": true } },
                "customProperties": { "canStartWorkflow": false, "mergeMode": "Race", "logPersistenceConfig": { "default": null }, "acme": {} } },
              { "id": "child", "type": "Elsa.ExecuteWorkflow", "version": 1,
                "workflowDefinitionId": { "typeName": "String", "expression": { "type": "Literal", "value": "preparations" } },
                "correlationId": { "typeName": "String", "expression": { "type": "Input", "value": "{\"name\":\"Who\"}" } },
                "input": { "typeName": "ObjectDictionary", "expression": { "type": "Object", "value": "{\"a\":{\"type\":\"Literal\",\"value\":\"1\"}}" } },
                "waitForCompletion": { "typeName": "Boolean", "expression": { "type": "Literal", "value": "True" } },
                "result": { "typeName": "Object", "memoryReference": { "id": "v3" }, "converter": { "id": "Acme.ToText", "settings": { "upper": true } } } },
              { "id": "if", "type": "Elsa.If", "version": 1,
                "condition": { "typeName": "Boolean", "expression": { "type": "Variable", "value": "not json" } },
                "then": { "id": "seq", "type": "Elsa.Sequence", "version": 1, "activities": [{ "id": "line", "type": "Elsa.WriteLine", "version": 1, "text": { "expression": { "type": "Handlebars", "value": "{{x}}" } } }] },
                "else": null },
              { "id": "each", "type": "Elsa.ForEach", "version": 1, "items": { "typeName": "Object[]", "expression": { "type": "Object", "value": "[1,2]" } },
                "body": { "id": "inner", "type": "Elsa.Flowchart", "version": 1, "activities": [{ "id": "end", "type": "Elsa.End", "version": 1 }], "connections": [] } },
              { "id": "switch", "type": "Elsa.Switch", "version": 1, "mode": { "typeName": "SwitchMode", "expression": { "type": "Literal", "value": "MatchAny" } },
                "cases": [{ "label": "A", "condition": { "type": "CSharp", "value": "true" }, "activity": { "id": "case-a", "type": "Elsa.Finish", "version": 1 }, "acme": 1 }, { "label": "B", "condition": { "type": "Literal", "value": "False" }, "activity": null }] },
              { "id": "flow-switch", "type": "Elsa.FlowSwitch", "version": 1, "cases": [{ "label": "One", "condition": { "type": "CSharp", "value": "true" } }] },
              { "id": "fork", "type": "Elsa.FlowFork", "version": 1, "branches": { "typeName": "String[]", "expression": { "type": "Object", "value": "[\"x\",\"y\"]" } } },
              { "id": "http", "type": "Elsa.SendHttpRequest", "version": 1, "url": { "expression": { "type": "Literal", "value": "https://example.org" } },
                "expectedStatusCodes": [{ "statusCode": 200, "activity": { "id": "ok", "type": "Acme.Celebrate", "version": 2, "confetti": [1, 2] } }] },
              { "id": "states", "type": "Elsa.StateMachine", "version": 1, "initialState": "Idle",
                "states": [{ "name": "Idle", "entry": { "id": "hello", "type": "Elsa.WriteLine", "version": 1 }, "acme": "s" }, { "name": "Busy" }],
                "transitions": [{ "name": "go", "from": "Idle", "to": "Busy", "trigger": { "id": "event", "type": "Elsa.Event", "version": 1, "eventName": { "expression": { "type": "Literal", "value": "go" } } }, "condition": null }] },
              { "id": "unknown", "type": "Acme.Committee", "version": 7, "members": ["a"], "chair": { "id": "chair", "type": "Acme.Chair", "version": 1 }, "metadata": { "displayText": "Committee" } },
              { "id": "newer", "type": "Elsa.WriteLine", "version": 9, "text": { "expression": { "type": "Literal", "value": "from a newer server" } } }
            ],
            "connections": [
              { "source": { "activity": "start" }, "target": { "activity": "set" } },
              { "source": { "activity": "set", "port": "Done", "acme": 1 }, "target": { "activity": "child", "port": "In" }, "vertices": [{ "x": 1, "y": 2 }], "label": "then" },
              { "source": { "activity": "unknown", "port": "Voted" }, "target": { "activity": "newer", "port": "In" } }
            ]
          }
        }
        """;
}
