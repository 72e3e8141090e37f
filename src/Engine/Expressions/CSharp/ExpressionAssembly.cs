using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>One expression as it is compiled. <paramref name="Body"/>: C# text that gives an object and reads <c>scope</c>.</summary>
internal readonly record struct ExpressionSource(string Body, bool ReadsFacts);

/// <summary>The expressions of one definition version in one assembly and one collectible load context. When the last of them is gone, so is
/// the assembly: the context unloads when it is finalised.</summary>
internal sealed class ExpressionAssembly
{
    private readonly AssemblyLoadContext context;

    private ExpressionAssembly(AssemblyLoadContext context, ImmutableArray<CompiledInput> inputs)
    {
        this.context = context;
        Inputs = inputs;
    }

    /// <summary>In the order of the sources.</summary>
    public ImmutableArray<CompiledInput> Inputs { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Inputs.Length} expressions in {context.Name}";

    /// <summary>Compiles and loads. The sources come from <see cref="OperationTranslator"/>, so an error here is one of ours.</summary>
    public static ExpressionAssembly Compile(IReadOnlyList<ExpressionSource> sources)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceOf(sources), CSharpSource.Options);
        var compilation = CSharpCompilation.Create("Expressions", [tree], CSharpSource.References, CSharpSource.CompilationOptions);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            var first = emitted.Diagnostics.First(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error);
            throw new InvalidOperationException($"A checked expression could not be compiled: {first.Id}.");
        }

        image.Position = 0;
        var context = new ExpressionContext();
        var assembly = context.LoadFromStream(image);
        var inputs = ImmutableArray.CreateBuilder<CompiledInput>(sources.Count);
        for (var i = 0; i < sources.Count; i++)
        {
            var type = assembly.GetType("E" + i.ToString(CultureInfo.InvariantCulture), throwOnError: true)!; // it throws instead of giving null
            inputs.Add((CompiledInput)Activator.CreateInstance(type)!); // null only for Nullable<T>
        }

        return new ExpressionAssembly(context, inputs.MoveToImmutable());
    }

    private static string SourceOf(IReadOnlyList<ExpressionSource> sources)
    {
        var input = $"global::{typeof(CompiledInput).FullName}";
        var text = new StringBuilder();
        for (var i = 0; i < sources.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"public sealed class E{i} : {input} {{\n");
            if (sources[i].ReadsFacts)
            {
                text.Append("public override bool ReadsFacts => true;\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"public override object Evaluate(global::{typeof(ExpressionScope).FullName} scope) => {sources[i].Body};\n}}\n");
        }

        return text.ToString();
    }

    private sealed class ExpressionContext() : AssemblyLoadContext("Expressions", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            string.Equals(assemblyName.Name, typeof(CompiledInput).Assembly.GetName().Name, StringComparison.Ordinal) ? typeof(CompiledInput).Assembly : null;
    }
}
