using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Runtime;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Looping;

/// <summary>What is wrong with loops and branches is said when a definition is published, at its place and in words.</summary>
public sealed class RefusedLoopTests
{
    private static readonly ServiceProvider Engine = new ServiceCollection().AddLogging().AddEngine().BuildServiceProvider();

    [Theory]
    [InlineData("""{"id":"b","type":"Elsa.Break"}""", ProblemIds.BreakOutsideLoop, "/root/activities/0")]
    [InlineData("""{"id":"p","type":"Elsa.ParallelForEach","body":{"id":"b","type":"Elsa.Break"}}""", ProblemIds.BreakOutsideLoop, "/root/activities/0/body")]
    [InlineData("""{"id":"r","type":"Elsa.ReadLine"}""", ProblemIds.UnknownActivityType, "/root/activities/0/type")]
    [InlineData("""{"id":"d","type":"Elsa.Do"}""", ProblemIds.UnknownActivityType, "/root/activities/0/type")]
    [InlineData("""{"id":"l","type":"Elsa.ForEach","items":{"expression":{"type":"Variable","value":{"id":"Days"}}}}""", ProblemIds.ExpressionType, "/root/activities/0/items/expression/value")]
    [InlineData("""{"id":"l","type":"Elsa.ForEach","items":{"expression":{"type":"Literal","value":"a, b"}}}""", ProblemIds.WrongLiteral, "/root/activities/0/items/expression/value")]
    [InlineData("""{"id":"l","type":"Elsa.ParallelForEach","items":{"expression":{"type":"Object","value":"{\"a\":1}"}}}""", ProblemIds.WrongLiteral, "/root/activities/0/items")]
    [InlineData("""{"id":"l","type":"Elsa.For","end":{"expression":{"type":"Literal","value":"many"}}}""", ProblemIds.WrongLiteral, "/root/activities/0/end/expression/value")]
    [InlineData("""{"id":"l","type":"Elsa.While","condition":{"expression":{"type":"CSharp","value":"Variables.CurrentValue > 1"}}}""", ProblemIds.UnknownVariable, "/root/activities/0/condition/expression/value")]
    [InlineData("""{"id":"l","type":"Elsa.For","body":{"id":"s","type":"Elsa.SetVariable","variable":{"id":"Days"},"value":{"expression":{"type":"CSharp","value":"Variables.CurrentValue.Length"}}}}""", ProblemIds.ExpressionError, "/root/activities/0/body/value/expression/value")]
    [InlineData("""{"id":"f","type":"Elsa.Fork","branches":{}}""", ProblemIds.MalformedActivity, "/root/activities/0/branches")]
    [InlineData("""{"id":"f","type":"Elsa.Fork","branches":[{"id":"x","type":"Acme.Unknown"}]}""", ProblemIds.UnknownActivityType, "/root/activities/0/branches/0/type")]
    [InlineData("""{"id":"f","type":"Elsa.Fork","joinMode":"Sometimes"}""", ProblemIds.WrongLiteral, "/root/activities/0/joinMode")]
    [InlineData("""{"id":"s","type":"Elsa.Switch","cases":[{"label":"A","condition":{"type":"CSharp","value":"1"}}]}""", ProblemIds.ExpressionType, "/root/activities/0/cases/0/condition/value")]
    [InlineData("""{"id":"s","type":"Elsa.Switch","cases":[{"label":"A","condition":{"type":"Literal","value":"true"},"activity":{"id":"x","type":"Acme.Unknown"}}]}""", ProblemIds.UnknownActivityType, "/root/activities/0/cases/0/activity/type")]
    [InlineData("""{"id":"m","type":"Elsa.StateMachine","states":[{"name":"A"}]}""", ProblemIds.UnknownState, "/root/activities/0/initialState")]
    [InlineData("""{"id":"m","type":"Elsa.StateMachine","states":[{"name":"A"},{"name":"A"}],"initialState":"A"}""", ProblemIds.DuplicateState, "/root/activities/0/states/1/name")]
    [InlineData("""{"id":"m","type":"Elsa.StateMachine","states":[{"name":"A"}],"initialState":"A","transitions":[{"from":"A","to":"B"}]}""", ProblemIds.UnknownState, "/root/activities/0/transitions/0/to")]
    [InlineData("""{"id":"m","type":"Elsa.StateMachine","states":[{"name":"A","entry":{"id":"x","type":"Acme.Unknown"}}],"initialState":"A"}""", ProblemIds.UnknownActivityType, "/root/activities/0/states/0/entry/type")]
    [InlineData("""{"id":"m","type":"Elsa.StateMachine","states":[{"name":"A"}],"initialState":"A","transitions":[{"from":"A","to":"A","trigger":{"id":"x","type":"Elsa.Break"}}]}""", ProblemIds.BreakOutsideLoop, "/root/activities/0/transitions/0/trigger")]
    [InlineData("""{"id":"m","type":"Elsa.StateMachine","states":[{"name":"A"}],"initialState":"A","transitions":[{"from":"A","to":"A","condition":{"expression":{"type":"CSharp","value":"\"yes\""}}}]}""", ProblemIds.ExpressionType, "/root/activities/0/transitions/0/condition/expression/value")]
    [InlineData("""{"id":"m","type":"Elsa.StateMachine","states":{}}""", ProblemIds.MalformedProperty, "/root/activities/0/states")]
    public void A_wrong_definition_is_refused_at_its_place(string activity, string id, string pointer)
    {
        var problem = Assert.Single(Problems(activity));
        Assert.Equal((id, pointer), (problem.Id, problem.Pointer));
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadLine_is_refused_with_its_reason() =>
        Assert.Contains("no console", Assert.Single(Problems("""{"id":"r","type":"Elsa.ReadLine"}""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"expression":{"type":"Variable","value":{"id":"Names"}}}""", "Variables.CurrentValue.Length + Variables.CurrentIndex")]
    [InlineData("""{"memoryReference":{"id":"Names"}}""", "Variables.CurrentValue.Length")]
    [InlineData("""{"expression":{"type":"Input","value":"Amounts"}}""", "(int)(Variables.CurrentValue * 2)")]
    [InlineData("""{"expression":{"type":"Object","value":"[\"a\",\"b\"]"}}""", "Variables.CurrentValue.Length")]
    [InlineData("""{"expression":{"type":"Object","value":"[1,2]"}}""", "(int)(Variables.CurrentValue + 1)")]
    [InlineData("""{"expression":{"type":"Object","value":"[1,2.5]"}}""", "(int)(Variables.CurrentValue + 0.5)")]
    [InlineData("""{"expression":{"type":"CSharp","value":"Variables.Names"}}""", "(int)Variables.CurrentValue")]
    public void The_items_type_is_known_as_far_as_the_list_tells(string items, string expression)
    {
        foreach (var loop in new[] { "Elsa.ForEach", "Elsa.ParallelForEach" })
        {
            Assert.Empty(Problems("""{"id":"l","type":"LOOP","items":ITEMS,"body":{"id":"s","type":"Elsa.SetVariable","variable":{"id":"Days"},"value":{"expression":{"type":"CSharp","value":"VALUE"}}}}"""
                .Replace("LOOP", loop, StringComparison.Ordinal).Replace("ITEMS", items, StringComparison.Ordinal).Replace("VALUE", expression, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_container_may_declare_a_variable_of_the_items_name_and_hides_it() => Assert.Empty(Problems("""
        {"id":"l","type":"Elsa.For","body":{"id":"q","type":"Elsa.Sequence","variables":[{"id":"mine","name":"CurrentValue","typeName":"String"}],"activities":[
          {"id":"s","type":"Elsa.SetVariable","variable":{"id":"Days"},"value":{"expression":{"type":"CSharp","value":"Variables.CurrentValue.Length"}}}]}}
        """));

    private static ImmutableArray<DefinitionProblem> Problems(string activity)
    {
        var json = $$"""
            { "definitionId": "d", "variables": [{ "id": "Days", "name": "Days", "typeName": "Int32" }, { "id": "Names", "name": "Names", "typeName": "String[]" }],
              "inputs": [{ "name": "Amounts", "type": "Decimal[]" }],
              "root": { "id": "root", "type": "Elsa.Sequence", "activities": [{{activity}}] } }
            """;
        var definition = Assert.IsType<ReadResult.Read>(DefinitionReader.Read(json)).Definition;
        return new DefinitionCompiler(Engine.GetRequiredService<ActivityRegistry>(), FactCatalog.Empty).Compile(definition) is CompileResult.Invalid invalid ? invalid.Problems : [];
    }
}
