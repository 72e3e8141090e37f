using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Tests.Expressions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Definitions;

/// <summary>Compiles definition text with the activity types and facts of these tests.</summary>
internal static class Compilation
{
    public static CompileResult Of(string json) =>
        new DefinitionCompiler(TestActivity.Registry, Probe.Facts).Compile(Assert.IsType<ReadResult.Read>(DefinitionReader.Read(json)).Definition);

    public static IReadOnlyList<DefinitionProblem> Problems(string json) => Of(json) is CompileResult.Invalid invalid ? invalid.Problems : [];
}
