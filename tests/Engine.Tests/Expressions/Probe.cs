using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Tests.Definitions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Expressions;

/// <summary>Compiles one expression in a definition with many variables, inputs and facts, and evaluates it on given values.</summary>
internal static class Probe
{
    public static readonly DateTimeOffset Now = new(2027, 1, 12, 7, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string Type, object? Value)[] Variables =
    [
        ("Count", "Int32", 41), ("Total", "Int64", 7_000_000_000L), ("Amount", "Decimal", 12.50m), ("Rate", "Double", 0.5), ("Done", "Boolean", true),
        ("Title", "String", "Samtale i Oslo"), ("Empty", "String", null), ("Wait", "TimeSpan", TimeSpan.FromDays(7)), ("At", "DateTimeOffset", Now),
        ("Unset", "DateTimeOffset", null), ("Day", "DateOnly", new DateOnly(2027, 1, 10)), ("Names", "String[]", new[] { "nav", "health" }),
        ("Anything", "Object", "text"), ("Map", "ObjectDictionary", new Dictionary<string, object?> { ["a"] = "b" }), ("Answers", "JSON", null), ("Unset number", "Int32", null),
        ("NoNumber", "Int32", null), ("class", "Int32", 3),
    ];

    public static FactCatalog Facts { get; } = new(
    [
        new FactDefinition("StartDate", typeof(DateOnly), "When the case started."),
        new FactDefinition("ReleaseDate", typeof(DateOnly), "When the person is released; not known at first."),
        new FactDefinition("Consent", typeof(string), "What was decided."),
    ]);

    public static CompileResult Compile(InputDescriptor input, string language, string text)
    {
        var variables = new JsonArray([.. Variables.Select(variable => new JsonObject
        {
            ["id"] = "id-" + variable.Name,
            ["name"] = variable.Name,
            ["typeName"] = variable.Type.TrimEnd('[', ']'),
            ["isArray"] = variable.Type.EndsWith("[]", StringComparison.Ordinal),
        })]);
        var definition = new JsonObject
        {
            ["definitionId"] = "probe",
            ["name"] = "Probe",
            ["variables"] = variables,
            ["inputs"] = new JsonArray(new JsonObject { ["name"] = "Unit", ["type"] = "String" }, new JsonObject { ["name"] = "Limit", ["type"] = "Int32" }),
            ["root"] = new JsonObject
            {
                ["id"] = "p",
                ["type"] = "Test.Probe",
                [char.ToLowerInvariant(input.Name[0]) + input.Name[1..]] = new JsonObject { ["expression"] = new JsonObject { ["type"] = language, ["value"] = text } },
            },
        };
        var read = Assert.IsType<ReadResult.Read>(DefinitionReader.Read(definition.ToJsonString()));
        return new DefinitionCompiler(TestActivity.Registry, Facts).Compile(read.Definition);
    }

    public static ImmutableArray<DefinitionProblem> Problems(InputDescriptor input, string language, string text) =>
        Compile(input, language, text) is CompileResult.Invalid invalid ? invalid.Problems : [];

    public static CompiledInput Compiled(InputDescriptor input, string language, string text) => Compile(input, language, text) switch
    {
        CompileResult.Compiled compiled => compiled.Graph.Root.Inputs[input.Ordinal]!,
        CompileResult.Invalid invalid => throw new Xunit.Sdk.XunitException($"{text}: {string.Join("; ", invalid.Problems.Select(problem => problem.Id + " " + problem.Message))}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static object? CSharp(InputDescriptor input, string text) => Compiled(input, "CSharp", text).Evaluate(new Scope());

    public static object? Evaluate(InputDescriptor input, string language, string text) => Compiled(input, language, text).Evaluate(new Scope());

    internal sealed class Scope : ExpressionScope
    {
        public override DateTimeOffset Now => Probe.Now;

        public override object? Variable(VariableSlot slot)
        {
            Assert.Equal(-1, slot.DeclaringNodeIndex);
            return Variables[slot.Ordinal].Value;
        }

        public override object? WorkflowInput(int ordinal) => ordinal == 0 ? "Bredtveit" : 40;

        public override object? Fact(int ordinal) => ordinal switch
        {
            0 => new DateOnly(2027, 1, 4),
            1 => null,
            _ => "given",
        };
    }
}
