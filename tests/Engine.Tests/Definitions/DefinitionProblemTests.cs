using ProcessAutomation.Engine.Definitions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Definitions;

public sealed class DefinitionProblemTests
{
    [Fact]
    public void Five_different_faults_are_five_problems()
    {
        var problems = Compilation.Problems("""
            { "definitionId": "d", "variables": [{ "id": "1", "name": "Days", "typeName": "Int32" }],
              "root": { "id": "flow", "type": "Test.Flow", "activities": [
                { "id": "unknown", "type": "Acme.SendInvoice", "version": 1 },
                { "id": "decide", "type": "Test.Decision", "condition": { "expression": { "type": "JavaScript", "value": "getVariable('Days') > 1" } } },
                { "id": "task", "type": "Test.Task", "outcomes": { "expression": { "type": "Object", "value": "[\"Yes\",\"No\"]" } } },
                { "id": "probe", "type": "Test.Probe",
                  "number": { "expression": { "type": "Literal", "value": "many" } },
                  "flag": { "expression": { "type": "CSharp", "value": "Variables.Weeks > 3" } } } ],
              "connections": [
                { "source": { "activity": "unknown" }, "target": { "activity": "decide" } },
                { "source": { "activity": "decide", "port": "True" }, "target": { "activity": "task" } },
                { "source": { "activity": "decide", "port": "False" }, "target": { "activity": "probe" } },
                { "source": { "activity": "task", "port": "No" }, "target": { "activity": "probe" } } ] } }
            """);
        Assert.Equal(
            [
                (ProblemIds.UnknownActivityType, "/root/activities/0/type", "unknown", null),
                (ProblemIds.UnsupportedLanguage, "/root/activities/1/condition/expression/value", "decide", "Condition"),
                (ProblemIds.MissingInput, "/root/activities/2/title", "task", "Title"),
                (ProblemIds.WrongLiteral, "/root/activities/3/number/expression/value", "probe", "Number"),
                (ProblemIds.UnknownVariable, "/root/activities/3/flag/expression/value", "probe", "Flag"),
            ],
            problems.Select(problem => (problem.Id, problem.Pointer, problem.ActivityId, problem.InputName)));
        Assert.All(problems, problem => Assert.EndsWith(".", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"id":"a","type":"Test.Nothing"}""", ProblemIds.UnknownActivityType, "/root/type")]
    [InlineData("""{"id":"a"}""", ProblemIds.UnknownActivityType, "/root/type")]
    [InlineData("""{"id":"a","type":"Test.Old","version":3}""", ProblemIds.UnknownActivityVersion, "/root/version")]
    [InlineData("""{"type":"Test.Probe"}""", ProblemIds.MissingActivityId, "/root/id")]
    [InlineData("""{"id":"a:b","type":"Test.Probe"}""", ProblemIds.MalformedActivity, "/root/id")]
    [InlineData("""{"id":"a","type":"Test.Flow","activities":7}""", ProblemIds.MalformedActivity, "/root/activities")]
    [InlineData("""{"id":"a","type":"Test.Flow","activities":[7]}""", ProblemIds.MalformedActivity, "/root/activities/0")]
    [InlineData("""{"id":"a","type":"Test.Flow","activities":[{"id":"a","type":"Test.Probe"}]}""", ProblemIds.DuplicateActivityId, "/root/activities/0/id")]
    [InlineData("""{"id":"a","type":"Test.Flow","variables":[{"name":"A"},{"name":"A"}]}""", ProblemIds.DuplicateVariable, "/root/variables/1/name")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"expression":{"type":"Liquid","value":"x"}}}""", ProblemIds.UnsupportedLanguage, "/root/flag/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"expression":{"type":"Python","value":"x"}}}""", ProblemIds.UnsupportedLanguage, "/root/flag/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"expression":{"type":"Variable","value":"{\"id\":\"x\"}"}}}""", ProblemIds.UnknownVariable, "/root/flag/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"expression":{"type":"Input","value":"{\"name\":\"x\"}"}}}""", ProblemIds.UnknownWorkflowInput, "/root/flag/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"expression":{"type":"Variable","value":"At"}}}""", ProblemIds.ExpressionType, "/root/flag/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"memoryReference":{"id":"nowhere"}}}""", ProblemIds.UnknownVariable, "/root/flag/memoryReference/id")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"expression":{"type":"Literal","value":"maybe"}}}""", ProblemIds.WrongLiteral, "/root/flag/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","at":{"expression":{"type":"Literal","value":"tomorrow"}}}""", ProblemIds.WrongLiteral, "/root/at/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","day":{"expression":{"type":"Literal","value":"Someday"}}}""", ProblemIds.WrongLiteral, "/root/day/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","list":{"expression":{"type":"Object","value":"[1,"}}}""", ProblemIds.WrongLiteral, "/root/list/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"something":1}}""", ProblemIds.MalformedInput, "/root/flag")]
    [InlineData("""{"id":"a","type":"Test.Probe","flag":{"expression":{"type":"CSharp","value":7}}}""", ProblemIds.MalformedInput, "/root/flag/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Probe","target":{"id":"x","name":"Gone"}}""", ProblemIds.UnknownVariable, "/root/target")]
    [InlineData("""{"id":"a","type":"Test.Probe","answer":{"memoryReference":{"id":"nowhere"}}}""", ProblemIds.UnknownOutputTarget, "/root/answer/memoryReference/id")]
    [InlineData("""{"id":"a","type":"Test.Task","title":{"expression":{"type":"Literal","value":" "}}}""", ProblemIds.MissingInput, "/root/title/expression/value")]
    [InlineData("""{"id":"a","type":"Test.Task","title":"T","outcomes":{"expression":{"type":"Object","value":"[\"A\",\"A\"]"}}}""", ProblemIds.DuplicateOutcome, "/root/outcomes")]
    [InlineData("""{"id":"a","type":"Test.Call","workflowDefinitionId":{"expression":{"type":"CSharp","value":"\"a\""}}}""", ProblemIds.SubflowNotLiteral, "/root/workflowDefinitionId")]
    [InlineData("""{"id":"a","type":"Test.FlowSwitch","cases":[{"label":"A","condition":{"type":"CSharp","value":"true"}},{"label":"A","condition":{"type":"CSharp","value":"true"}}]}""", ProblemIds.DuplicateOutcome, "/root/cases/1/label")]
    [InlineData("""{"id":"a","type":"Test.FlowSwitch","cases":[{"label":"A"}]}""", ProblemIds.MissingInput, "/root/cases/0/condition")]
    [InlineData("""{"id":"a","type":"Test.FlowSwitch","cases":[{"condition":{"type":"CSharp","value":"true"}}]}""", ProblemIds.MalformedInput, "/root/cases/0/label")]
    public void One_fault_in_an_activity_is_one_problem(string root, string id, string pointer)
    {
        var problem = Assert.Single(Compilation.Problems($$"""{"variables":[{"id":"1","name":"At","typeName":"DateTimeOffset"}],"root":{{root}}}"""));
        Assert.Equal((id, pointer), (problem.Id, problem.Pointer));
    }

    [Theory]
    [InlineData("""{"source":{"activity":"p1"},"target":{"activity":"gone"}}""", ProblemIds.UnknownConnectionEnd, "/root/connections/1/target/activity")]
    [InlineData("""{"source":{"activity":"deep"},"target":{"activity":"p2"}}""", ProblemIds.UnknownConnectionEnd, "/root/connections/1/source/activity")]
    [InlineData("""{"source":{"activity":"p1","port":"Maybe"},"target":{"activity":"p2"}}""", ProblemIds.UnknownPort, "/root/connections/1/source/port")]
    [InlineData("""{"source":{"activity":"end"},"target":{"activity":"p2"}}""", ProblemIds.UnknownPort, "/root/connections/1/source/port")]
    [InlineData("""{"source":{"activity":"p1"},"target":{"activity":"start"}}""", ProblemIds.UnknownPort, "/root/connections/1/target/port")]
    [InlineData("""{"source":{"activity":"start"},"target":{"activity":"p1"}}""", ProblemIds.DuplicateConnection, "/root/connections/1")]
    [InlineData("""{"target":{"activity":"p1"}}""", ProblemIds.MalformedConnection, "/root/connections/1")]
    [InlineData("""7""", ProblemIds.MalformedConnection, "/root/connections/1")]
    public void One_fault_in_a_connection_is_one_problem(string connection, string id, string pointer)
    {
        var problem = Assert.Single(Compilation.Problems($$"""
            { "root": { "id": "flow", "type": "Test.Flow", "activities": [
                { "id": "start", "type": "Test.Start" }, { "id": "p1", "type": "Test.Probe" }, { "id": "p2", "type": "Test.Probe" }, { "id": "end", "type": "Test.End" },
                { "id": "sub", "type": "Test.Flow", "activities": [{ "id": "deep", "type": "Test.Probe" }] } ],
              "connections": [ { "source": { "activity": "start" }, "target": { "activity": "p1" } }, {{connection}},
                { "source": { "activity": "p1" }, "target": { "activity": "p2" } }, { "source": { "activity": "p2" }, "target": { "activity": "end" } }, { "source": { "activity": "p2" }, "target": { "activity": "sub" } } ] } }
            """));
        Assert.Equal((id, pointer, "flow"), (problem.Id, problem.Pointer, problem.ActivityId));
    }

    [Fact]
    public void What_the_start_does_not_lead_to_is_named()
    {
        var problems = Compilation.Problems("""
            { "root": { "id": "flow", "type": "Test.Flow", "activities": [
                { "id": "start", "type": "Test.Start" }, { "id": "p1", "type": "Test.Probe" }, { "id": "loose", "type": "Test.Probe" },
                { "id": "event", "type": "Test.Probe", "customProperties": { "canStartWorkflow": true } }, { "id": "start2", "type": "Test.Start" } ],
              "connections": [ { "source": { "activity": "start" }, "target": { "activity": "p1" } } ] } }
            """);
        Assert.Equal([(ProblemIds.SeveralStarts, "start2"), (ProblemIds.Unreachable, "loose")], problems.Select(problem => (problem.Id, problem.ActivityId)));
    }

    [Fact]
    public void Texts_say_what_to_do()
    {
        var problem = Assert.Single(Compilation.Problems("""{"root":{"id":"a","type":"Test.Probe","wait":{"expression":{"type":"Literal","value":"soon"}}}}"""));
        Assert.Equal("Wait must be a duration (like 7.00:00:00 or P7D), but is \"soon\".", problem.Message);
    }
}
