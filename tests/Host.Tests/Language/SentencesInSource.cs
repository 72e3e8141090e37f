using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.TestSupport.Hosts;

namespace ProcessAutomation.Host.Tests.Language;

/// <summary>The shapes of all sentences about definitions, read from the source: every interpolated string that becomes a <see cref="ProblemText"/>.</summary>
internal static class SentencesInSource
{
    // What the projects' settings add to every file.
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; "
        + "global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>Shape and where it stands first.</summary>
    public static IReadOnlyDictionary<string, string> Find()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var project in new[] { "Engine", "Activities" })
            Find(project, found);
        return found;
    }

    private static void Find(string project, SortedDictionary<string, string> found)
    {
        var folder = Path.Combine(BuiltHost.Root, "src", project);
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(folder, "obj"), StringComparison.Ordinal) && !file.StartsWith(Path.Combine(folder, "bin"), StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .ToImmutableArray();
        var compilation = CSharpCompilation.Create(
            $"ProcessAutomation.{project}", [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, options)], References(project),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var text in tree.GetRoot().DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
            {
                if (model.GetTypeInfo(text).ConvertedType?.Name == nameof(ProblemText))
                    found.TryAdd(ShapeOf(text), $"{Path.GetFileName(tree.FilePath)}:{tree.GetLineSpan(text.Span).StartLinePosition.Line + 1}");
            }
        }
    }

    // All assemblies of the test but the one whose source is read.
    private static ImmutableArray<MetadataReference> References(string project) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator) // the runtime always gives it
            .Where(path => Path.GetFileName(path) != $"ProcessAutomation.{project}.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static string ShapeOf(InterpolatedStringExpressionSyntax text)
    {
        var holes = 0;
        return string.Concat(text.Contents.Select(part => part is InterpolatedStringTextSyntax words ? Literal(words) : $"{{{holes++}}}"));
    }

    // Escaped quotes are read; braces stay doubled, as the compiler's handler writes them.
    private static string Literal(InterpolatedStringTextSyntax words) => words.TextToken.ValueText.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
        .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
