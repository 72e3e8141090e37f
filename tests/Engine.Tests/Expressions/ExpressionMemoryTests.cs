using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Tests.Definitions;
using Xunit;

namespace ProcessAutomation.Engine.Tests.Expressions;

/// <summary>Measures the whole process, so it runs when nothing else does.</summary>
[Collection(nameof(MeasuringMemory))]
public sealed class ExpressionMemoryTests
{
    [Fact]
    public void A_thousand_publications_leave_nothing_behind()
    {
        const int publications = 1000;
        var references = new List<WeakReference>();
        Publish(100, references);
        Collect(references);
        var before = (Live: GC.GetTotalMemory(forceFullCollection: true), Assemblies: Loaded());
        references.Clear();
        Publish(publications, references);
        Collect(references);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before.Live;

        Assert.Equal(publications, references.Count);
        Assert.Equal(0, references.Count(reference => reference.IsAlive));
        Assert.True(Loaded() <= before.Assemblies + 2, $"{Loaded() - before.Assemblies} assemblies are still loaded.");
        Assert.True(growth < 4 * 1024 * 1024, $"{growth / 1024} KB are still held.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Publish(int times, List<WeakReference> references)
    {
        for (var i = 0; i < times; i++)
        {
            var graph = Assert.IsType<CompileResult.Compiled>(Compilation.Of(Definition(i))).Graph;
            var flag = graph.Root.Inputs[TestActivity.Flag.Ordinal]!;
            Assert.Equal(true, flag.Evaluate(new Probe.Scope()));
            Assert.Equal($"Nr {i} Bredtveit", graph.Root.Inputs[TestActivity.Text.Ordinal]!.Evaluate(new Probe.Scope()));
            references.Add(new WeakReference(flag.GetType().Assembly, trackResurrection: true));
        }
    }

    private static string Definition(int i) => new JsonObject
    {
        ["definitionId"] = "memory",
        ["inputs"] = new JsonArray(new JsonObject { ["name"] = "Unit", ["type"] = "String" }),
        ["root"] = new JsonObject
        {
            ["id"] = "p",
            ["type"] = "Test.Probe",
            ["flag"] = new JsonObject { ["expression"] = new JsonObject { ["type"] = "CSharp", ["value"] = $"Inputs.Unit != \"{i}\"" } },
            ["text"] = new JsonObject { ["expression"] = new JsonObject { ["type"] = "Handlebars", ["value"] = $"Nr {i} {{{{Inputs.Unit}}}}" } },
        },
    }.ToJsonString();

    private static void Collect(List<WeakReference> references)
    {
        for (var i = 0; i < 20 && references.Any(reference => reference.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static int Loaded() => AppDomain.CurrentDomain.GetAssemblies().Count(assembly => assembly.GetName().Name is "Expressions");
}

[CollectionDefinition(nameof(MeasuringMemory), DisableParallelization = true)]
public sealed class MeasuringMemory;
