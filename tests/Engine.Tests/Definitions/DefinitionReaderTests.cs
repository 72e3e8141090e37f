using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ProcessAutomation.Engine.Definitions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    [Theory]
    [InlineData("", ProblemIds.NotJson)]
    [InlineData("{", ProblemIds.NotJson)]
    [InlineData("{\"a\":1,}", ProblemIds.NotJson)]
    [InlineData("// no\n{}", ProblemIds.NotJson)]
    [InlineData("[]", ProblemIds.NotADefinition)]
    [InlineData("\"text\"", ProblemIds.NotADefinition)]
    [InlineData("null", ProblemIds.NotADefinition)]
    public void Text_that_is_no_definition_is_a_problem_and_not_an_exception(string json, string id) =>
        Assert.Equal(id, Assert.Single(Assert.IsType<ReadResult.Unreadable>(DefinitionReader.Read(json)).Problems).Id);

    [Fact]
    public void Size_and_depth_are_limited()
    {
        var deep = "{\"root\":" + new string('[', 100_000) + new string(']', 100_000) + "}";
        Assert.Equal(ProblemIds.TooDeep, Assert.Single(Assert.IsType<ReadResult.Unreadable>(DefinitionReader.Read(deep)).Problems).Id);
        var atLimit = "{\"root\":{}, \"customProperties\":{\"x\":" + new string('[', DefinitionReader.MaxDepth - 2) + new string(']', DefinitionReader.MaxDepth - 2) + "}}";
        Assert.IsType<ReadResult.Read>(DefinitionReader.Read(atLimit));
        var large = "{\"name\":\"" + new string('a', DefinitionReader.MaxBytes) + "\"}";
        Assert.Equal(ProblemIds.TooLarge, Assert.Single(Assert.IsType<ReadResult.Unreadable>(DefinitionReader.Read(large)).Problems).Id);
    }

    [Fact]
    public void The_text_is_kept_as_it_came()
    {
        const string json = "{ \"name\" : \"N\\u00e5\", \"unknown\":{\"kept\":[1, 2.50,\"x\"]},\n \"root\":{\"id\":\"a\",\"type\":\"T\",\"customProperties\":{\"ours\":{\"deep\":true}}} }";
        var definition = Assert.IsType<ReadResult.Read>(DefinitionReader.Read(json)).Definition;
        Assert.Same(json, definition.Json);
        Assert.Equal("Nå", definition.Name);
        Assert.Equal("[1, 2.50,\"x\"]", definition.Document.GetProperty("unknown").GetProperty("kept").GetRawText());
        Assert.True(definition.Root.GetProperty("customProperties").GetProperty("ours").GetProperty("deep").GetBoolean());
    }

    [Fact]
    public void Variables_inputs_and_outputs_are_typed()
    {
        const string json = """
            {
              "definitionId": "d", "id": "v", "version": 3, "name": "N", "outcomes": ["Agreed", "Refused"],
              "options": { "usableAsActivity": true, "activityCategory": "Ours", "activationStrategyType": null },
              "variables": [
                { "id": "1", "name": "Wait", "typeName": "TimeSpan", "value": "P14D" },
                { "id": "2", "name": "Names", "typeName": "String", "isArray": true, "value": "[\"a\",\"b\"]" },
                { "id": "3", "name": "Names2", "typeName": "String[]", "value": null },
                { "id": "4", "name": "Flag", "typeName": "Boolean", "value": "True" },
                { "id": "5", "name": "Start", "typeName": "DateTimeOffset", "value": "12/24/2026 12:00:00 AM" },
                { "id": "6", "name": "Cleared", "typeName": "Int32", "value": "" }
              ],
              "inputs": [{ "name": "Unit", "type": "String", "displayName": "Prison", "isArray": false }],
              "outputs": [{ "name": "Result", "type": "Object" }],
              "root": {}
            }
            """;
        var definition = Assert.IsType<ReadResult.Read>(DefinitionReader.Read(json)).Definition;
        Assert.Empty(definition.Problems);
        Assert.Equal(("d", "v", 3), (definition.DefinitionId, definition.VersionId, definition.Version));
        Assert.Equal(TimeSpan.FromDays(14), definition.Variables[0].DefaultValue);
        Assert.Equal(new[] { "a", "b" }, definition.Variables[1].DefaultValue);
        Assert.Equal(typeof(string[]), definition.Variables[2].Type);
        Assert.Equal(true, definition.Variables[3].DefaultValue);
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero), definition.Variables[4].DefaultValue);
        Assert.Null(definition.Variables[5].DefaultValue);
        Assert.Equal("Prison", definition.Inputs[0].DisplayName);
        Assert.Equal(typeof(object), definition.Outputs[0].Type);
        Assert.Equal(["Agreed", "Refused"], definition.Outcomes);
        Assert.True(definition.Options.UsableAsActivity);
        Assert.Null(definition.Options.ActivationStrategyType);
    }

    [Theory]
    [InlineData("""{"root":{},"variables":[{"name":"A"},{"name":"A"}]}""", ProblemIds.DuplicateVariable, "/variables/1/name")]
    [InlineData("""{"root":{},"variables":[{"id":"1","name":"A"},{"id":"1","name":"B"}]}""", ProblemIds.DuplicateVariable, "/variables/1/name")]
    [InlineData("""{"root":{},"variables":[{"name":"A","typeName":"Money"}]}""", ProblemIds.UnknownValueType, "/variables/0/typeName")]
    [InlineData("""{"root":{},"variables":[{"name":"A","typeName":"Int32","value":"many"}]}""", ProblemIds.WrongDefaultValue, "/variables/0/value")]
    [InlineData("""{"root":{},"variables":[{"typeName":"Int32"}]}""", ProblemIds.MalformedProperty, "/variables/0/name")]
    [InlineData("""{"root":{},"variables":7}""", ProblemIds.MalformedProperty, "/variables")]
    [InlineData("""{"root":{},"variables":[7]}""", ProblemIds.MalformedProperty, "/variables/0")]
    [InlineData("""{"root":{},"inputs":[{"name":"A"},{"name":"A"}]}""", ProblemIds.DuplicateInput, "/inputs/1/name")]
    [InlineData("""{"root":{},"outputs":[{"name":"A"},{"name":"A"}]}""", ProblemIds.DuplicateOutput, "/outputs/1/name")]
    [InlineData("""{"root":{},"name":7}""", ProblemIds.MalformedProperty, "/name")]
    [InlineData("""{}""", ProblemIds.NoRoot, "/root")]
    [InlineData("""{"root":null}""", ProblemIds.NoRoot, "/root")]
    public void What_is_wrong_is_named_and_the_definition_still_saved(string json, string id, string pointer)
    {
        var problem = Assert.Single(Assert.IsType<ReadResult.Read>(DefinitionReader.Read(json)).Definition.Problems);
        Assert.Equal((id, pointer), (problem.Id, problem.Pointer));
        Assert.NotEmpty(problem.Message);
    }

    [Fact]
    public void Any_text_is_read_without_an_exception() =>
        Check.QuickThrowOnFailure(Prop.ForAll((string text, int cut) =>
        {
            var json = new JsonObject { ["name"] = text, ["variables"] = new JsonArray(text), ["root"] = new JsonObject { ["id"] = text, ["type"] = text } }.ToJsonString();
            _ = DefinitionReader.Read(json);
            _ = DefinitionReader.Read(json[..(int)(Math.Abs((long)cut) % json.Length)]);
            _ = DefinitionReader.Read(text ?? "");
        }));
}
