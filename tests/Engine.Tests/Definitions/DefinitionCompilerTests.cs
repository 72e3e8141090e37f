using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Definitions;

public sealed class DefinitionCompilerTests
{
    private const string Valid = """
        {
          "definitionId": "d", "id": "v1", "version": 2, "name": "N",
          "variables": [{ "id": "v-days", "name": "Days", "typeName": "Int32", "value": "14" }],
          "outputs": [{ "name": "Result", "type": "String" }],
          "root": {
            "id": "flow", "nodeId": "stale", "type": "Test.Flow", "version": 1, "name": "Flow1",
            "variables": [{ "id": "v-inner", "name": "Inner", "typeName": "String" }],
            "activities": [
              { "id": "start", "type": "Test.Start", "version": 1 },
              { "id": "decide", "type": "Test.Decision", "version": 1, "metadata": { "displayText": "Long enough?" },
                "condition": { "typeName": null, "expression": { "type": "CSharp", "value": "Variables.Days > 7 && Variables.Inner == null" } } },
              { "id": "probe", "type": "Test.Probe", "version": 1, "customProperties": { "canStartWorkflow": true },
                "number": { "expression": { "type": "Variable", "value": "{\"id\":\"v-days\",\"name\":\"stale name\"}" } },
                "text": { "expression": { "type": "Variable", "value": "Inner" } },
                "flag": { "expression": { "type": "Literal", "value": "True" } },
                "any": { "memoryReference": { "id": "v-days" } },
                "list": { "expression": { "type": "Object", "value": "[\"r\",\"b\"]" } },
                "map": { "expression": { "type": "Object", "value": "{\"a\":{\"type\":\"CSharp\",\"value\":\"Variables.Days + 1\"},\"b\":{\"type\":\"Literal\",\"value\":\"x\"}}" } },
                "target": { "id": "v-inner", "name": "Inner", "typeName": "String", "isArray": false, "value": null },
                "answer": { "typeName": "String", "memoryReference": { "id": "v-inner" } } },
              { "id": "inner", "type": "Test.Flow", "version": 1, "activities": [
                { "id": "last", "type": "Test.Probe", "version": 1, "answer": { "memoryReference": { "id": "Result" } } } ], "connections": [] },
              { "id": "end", "type": "Test.End", "version": 1 }
            ],
            "connections": [
              { "source": { "activity": "start" }, "target": { "activity": "decide" }, "vertices": [] },
              { "source": { "activity": "decide", "port": "True" }, "target": { "activity": "probe", "port": "In" } },
              { "source": { "activity": "decide", "port": "False" }, "target": { "activity": "inner", "port": "In" }, "vertices": [{ "x": 1, "y": 2 }] },
              { "source": { "activity": "probe", "port": "Done" }, "target": { "activity": "end", "port": "In" } },
              { "source": { "activity": "inner", "port": "Done" }, "target": { "activity": "decide", "port": "In" } }
            ]
          }
        }
        """;

    [Fact]
    public void A_graph_holds_the_tree_with_its_paths_connections_and_slots()
    {
        var graph = Graph(Valid);
        Assert.Equal(("d", "v1", 2, "N"), (graph.DefinitionId, graph.VersionId, graph.Version, graph.Name));
        Assert.Equal(
            ["Workflow1:flow", "Workflow1:flow:start", "Workflow1:flow:decide", "Workflow1:flow:probe", "Workflow1:flow:inner", "Workflow1:flow:inner:last", "Workflow1:flow:end"],
            graph.Nodes.Select(node => node.NodeId));
        Assert.All(graph.Nodes, node => Assert.Same(node, graph.Nodes[node.Index]));
        Assert.Equal("/root/activities/3/activities/0", graph.ById["last"].Pointer);
        Assert.Equal("Long enough?", graph.ById["decide"].DisplayText);
        Assert.Equal(5, graph.Root.Connections.Length);
        Assert.Equal("Done", graph.Root.Connections[0].SourcePort);
        Assert.Equal("In", graph.Root.Connections[0].TargetPort);
        Assert.Equal(["True", "False"], graph.ById["decide"].Outcomes);
        Assert.Empty(graph.ById["end"].Outcomes);
        Assert.True(graph.ById["probe"].CanStartWorkflow);
        Assert.Equal("Inner", graph.Variable(new VariableSlot(0, 0)).Name);
        Assert.Equal("Days", graph.Variable(new VariableSlot(-1, 0)).Name);
        Assert.False(graph.ReadsFacts);
    }

    [Fact]
    public void Inputs_come_by_their_descriptors_types()
    {
        var probe = Graph(Valid).ById["probe"];
        var scope = new Slots { [new VariableSlot(-1, 0)] = 14, [new VariableSlot(0, 0)] = "inside" };
        Assert.Equal(14, probe.Inputs[TestActivity.Number.Ordinal]!.Evaluate(scope));
        Assert.Equal("inside", probe.Inputs[TestActivity.Text.Ordinal]!.Evaluate(scope));
        Assert.Equal(true, probe.Inputs[TestActivity.Flag.Ordinal]!.Evaluate(scope));
        Assert.Equal(14, probe.Inputs[TestActivity.Any.Ordinal]!.Evaluate(scope));
        Assert.Equal(new[] { "r", "b" }, probe.Inputs[TestActivity.List.Ordinal]!.Evaluate(scope));
        var map = Assert.IsType<IReadOnlyDictionary<string, object?>>(probe.Inputs[TestActivity.Map.Ordinal]!.Evaluate(scope), exactMatch: false);
        Assert.Equal((15, "x"), (map["a"], map["b"]));
        Assert.Equal(new VariableSlot(0, 0), probe.Inputs[TestActivity.Target.Ordinal]!.Evaluate(scope));
        Assert.Null(probe.Inputs[TestActivity.At.Ordinal]);
        Assert.Equal(new VariableSlot(0, 0), Assert.IsType<OutputBinding.ToVariable>(probe.Outputs[0]).Slot);
        Assert.Equal(0, Assert.IsType<OutputBinding.ToWorkflowOutput>(Graph(Valid).ById["last"].Outputs[0]).Ordinal);
        Assert.Equal(true, Graph(Valid).ById["decide"].Inputs[0]!.Evaluate(new Slots { [new VariableSlot(-1, 0)] = 14 }));
    }

    [Fact]
    public void Switches_have_their_cases_as_outcomes_or_as_children()
    {
        var graph = Graph("""
            { "definitionId": "d", "variables": [{ "id": "1", "name": "A", "typeName": "Int32" }],
              "root": { "id": "flow", "type": "Test.Flow", "activities": [
                { "id": "fs", "type": "Test.FlowSwitch", "cases": [
                  { "label": "One", "condition": { "type": "CSharp", "value": "Variables.A == 1" } },
                  { "label": "Always", "condition": { "type": "Literal", "value": "True" } } ] },
                { "id": "sw", "type": "Test.Switch", "cases": [
                  { "label": "One", "condition": { "type": "CSharp", "value": "Variables.A == 1" }, "activity": { "id": "c1", "type": "Test.Probe" } },
                  { "label": "Two", "condition": { "type": "CSharp", "value": "Variables.A == 2" }, "activity": null } ],
                  "default": { "id": "c2", "type": "Test.Probe" } } ],
                "connections": [ { "source": { "activity": "fs", "port": "One" }, "target": { "activity": "sw" } }, { "source": { "activity": "fs", "port": "Default" }, "target": { "activity": "sw" } } ] } }
            """);
        var one = new Slots { [new VariableSlot(-1, 0)] = 1 };
        Assert.Equal(["One", "Always", "Default"], graph.ById["fs"].Outcomes);
        Assert.Equal([true, true], graph.ById["fs"].Cases.Select(item => (bool)item.Condition.Evaluate(one)!));
        Assert.Equal(["Done"], graph.ById["sw"].Outcomes);
        Assert.Same(graph.ById["c1"], graph.ById["sw"].Cases[0].Activity);
        Assert.Null(graph.ById["sw"].Cases[1].Activity);
        Assert.Same(graph.ById["c2"], graph.ById["sw"].EmbeddedPorts["Default"]);
        Assert.Equal("/root/activities/1/cases/0/activity", graph.ById["c1"].Pointer);
    }

    [Fact]
    public void Sub_flows_are_listed_once()
    {
        var graph = Graph("""
            { "definitionId": "d", "root": { "id": "flow", "type": "Test.Flow", "activities": [
              { "id": "a", "type": "Test.Call", "workflowDefinitionId": { "expression": { "type": "Literal", "value": "plan" } } },
              { "id": "b", "type": "Test.Call", "workflowDefinitionId": { "expression": { "type": "Literal", "value": "plan" } } } ],
              "connections": [ { "source": { "activity": "a" }, "target": { "activity": "b" } } ] } }
            """);
        Assert.Equal(["plan"], graph.SubflowIds);
    }

    private static WorkflowGraph Graph(string json)
    {
        var result = Compilation.Of(json);
        return Assert.IsType<CompileResult.Compiled>(result is CompileResult.Invalid invalid ? throw new Xunit.Sdk.XunitException(string.Join('\n', invalid.Problems)) : result).Graph;
    }

    private sealed class Slots : ExpressionScope
    {
        private readonly Dictionary<VariableSlot, object?> values = [];

        public override DateTimeOffset Now => default;

        public object? this[VariableSlot slot]
        {
            set => values[slot] = value;
        }

        public override object? Variable(VariableSlot slot) => values.GetValueOrDefault(slot);

        public override object? WorkflowInput(int ordinal) => null;

        public override object? Fact(int ordinal) => null;
    }
}
