using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>What every compilation of expressions shares: pinned language version, options and the few assemblies it may look at.</summary>
internal static class CSharpSource
{
    /// <summary>Pinned, so that a newer compiler never changes what a stored expression means.</summary>
    public static CSharpParseOptions Options { get; } = new(LanguageVersion.CSharp13, DocumentationMode.None, SourceCodeKind.Regular);

    /// <summary>Overflow is an error, as in the arithmetic people do on paper.</summary>
    public static CSharpCompilationOptions CompilationOptions { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        checkOverflow: true,
        allowUnsafe: false,
        nullableContextOptions: NullableContextOptions.Disable,
        concurrentBuild: false,
        deterministic: true,
        warningLevel: 0);

    /// <summary>Read once per process from the loaded assemblies, so that no files are needed beside the program.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        Reference(typeof(object).Assembly),
        Reference(Assembly.Load("System.Runtime")),
        Reference(Assembly.Load("System.Collections")),
        Reference(typeof(Enumerable).Assembly),
        Reference(typeof(System.Text.Json.JsonElement).Assembly),
        Reference(typeof(CompiledInput).Assembly),
    ];

    private static unsafe PortableExecutableReference Reference(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var blob, out var length))
        {
            throw new InvalidOperationException($"The metadata of {assembly.GetName().Name} cannot be read, so expressions cannot be compiled.");
        }

        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)blob, length)).GetReference();
    }
}
