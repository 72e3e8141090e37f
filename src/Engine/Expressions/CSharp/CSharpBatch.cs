using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Expressions.CSharp;

/// <summary>Gathers the C# expressions of one definition, checks each by itself and compiles all into one assembly that can be unloaded.
/// A text passes: limits on tokens, parsing as one expression, binding against typed variables, inputs and facts, and
/// <see cref="OperationTranslator"/>, which writes it anew from what is allowed. Used for one compilation.</summary>
internal sealed class CSharpBatch(WorkflowDefinition definition, FactCatalog facts, ProblemSink problems)
{
    private const int MaxSyntaxDepth = 160;

    private readonly ScopeSource scopes = new(definition, facts);
    private readonly List<Entry> entries = [];

    private sealed record Entry(string Text, ExpressionSyntax Syntax, ExpressionSite Site, Action<CompiledInput> Assign, string Parameters)
    {
        /// <summary>Type the expression is bound to; object when text or an unusual type is made of the result.</summary>
        public string ResultType { get; } = IsConverted(Site.Target) || Site.Target == typeof(string) ? "object"
            : ScopeSource.TypeText(Site.Target.IsValueType && Nullable.GetUnderlyingType(Site.Target) is null ? typeof(Nullable<>).MakeGenericType(Site.Target) : Site.Target);

        // A list of anything takes lists of all types, so what the expression gives is looked at when it runs.
        public static bool IsConverted(Type target) => target == typeof(object[]) || ValueTypes.Find(ValueTypes.NameOf(target)) != (Nullable.GetUnderlyingType(target) ?? target);
    }

    /// <summary>Takes an expression; what can be said at once about it is reported at once.</summary>
    public void Add(string text, ExpressionSite site, Action<CompiledInput> assign)
    {
        if (SourceLimits.Check(text) is var (id, refusal))
        {
            problems.Add(site.Problem(id, refusal));
            return;
        }

        var syntax = SyntaxFactory.ParseExpression(text, options: CSharpSource.Options, consumeFullText: true);
        if (syntax.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error) is { } error)
        {
            problems.Add(site.Problem(ProblemIds.ExpressionSyntax, $"The expression cannot be read: {error.GetMessage(CultureInfo.InvariantCulture)}."));
        }
        else if (DepthOf(syntax) > MaxSyntaxDepth)
        {
            problems.Add(site.Problem(ProblemIds.ExpressionTooDeep, $"The expression has too many parts. Split it over several variables."));
        }
        else
        {
            entries.Add(new Entry(text, syntax, site, assign, scopes.Parameters(site.Scope)));
        }
    }

    /// <summary>Checks and compiles everything gathered. Returns what keeps the assembly loaded; null when there are problems or no expressions.</summary>
    public object? Compile()
    {
        if (entries.Count == 0)
        {
            return null;
        }

        var before = problems.Problems.Count;
        var tree = CSharpSyntaxTree.ParseText(AnalysisSource(), CSharpSource.Options);
        var compilation = CSharpCompilation.Create("Analysis", [tree], CSharpSource.References, CSharpSource.CompilationOptions);
        var model = compilation.GetSemanticModel(tree);
        var bodies = tree.GetRoot().DescendantNodes().OfType<ArrowExpressionClauseSyntax>()
            .Where(body => body.Parent is MethodDeclarationSyntax).ToList();
        var sources = new List<ExpressionSource>();
        for (var i = 0; i < entries.Count; i++)
        {
            if (bodies.Count == entries.Count && bodies[i].Expression is ParenthesizedExpressionSyntax { Expression: { } inner } && SyntaxFactory.AreEquivalent(inner, entries[i].Syntax, topLevel: false))
            {
                Analyse(entries[i], bodies[i], inner, model, sources);
            }
            else
            {
                problems.Add(entries[i].Site.Problem(ProblemIds.ExpressionSyntax, $"The expression cannot be read as one expression."));
            }
        }

        if (problems.Problems.Count > before)
        {
            return null;
        }

        var assembly = ExpressionAssembly.Compile(sources);
        for (var i = 0; i < entries.Count; i++)
        {
            var compiled = assembly.Inputs[i];
            entries[i].Assign(Entry.IsConverted(entries[i].Site.Target) ? new ConvertedInput(compiled, entries[i].Site.Target) : compiled);
        }

        return assembly;
    }

    private void Analyse(Entry entry, ArrowExpressionClauseSyntax body, ExpressionSyntax inner, SemanticModel model, List<ExpressionSource> sources)
    {
        var errors = model.GetDiagnostics(body.Span).Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            foreach (var problem in errors.Select(error => DiagnosticWords.Explain(error, entry.Site, inner)).Distinct().Take(3))
            {
                problems.Add(problem);
            }

            return;
        }

        if (model.GetOperation(body) is not IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } value }] })
        {
            problems.Add(entry.Site.Problem(ProblemIds.ExpressionNotAllowed, $"An expression may not be anything but one expression."));
            return;
        }

        var translator = new OperationTranslator(scopes);
        var text = translator.Translate(value);
        if (translator.Refusal is { } refusal)
        {
            problems.Add(entry.Site.Problem(ProblemIds.ExpressionNotAllowed, refusal));
            return;
        }

        sources.Add(new ExpressionSource(Boxed(text, entry), translator.ReadsFacts));
    }

    private static string Boxed(string text, Entry entry) =>
        entry.Site.Target == typeof(string) ? $"global::{typeof(ExpressionText).FullName}.Result({text})"
        : (Nullable.GetUnderlyingType(entry.Site.Target) ?? entry.Site.Target) == typeof(bool) ? $"global::{typeof(ExpressionValues).FullName}.Box({text})"
        : $"(object)({text})";

    private string AnalysisSource()
    {
        var source = new StringBuilder("using System;\nusing System.Linq;\nnamespace ").Append(ScopeSource.Namespace).Append(";\n").Append(scopes.Text).Append("static class Sites {\n");
        for (var i = 0; i < entries.Count; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $"static {entries[i].ResultType} Site{i}({entries[i].Parameters}) => (\n{entries[i].Text}\n);\n");
        }

        return source.Append("}\n").ToString();
    }

    // Iterative: the depth is what is not known yet.
    private static int DepthOf(SyntaxNode root)
    {
        var deepest = 0;
        var open = new Stack<(SyntaxNode Node, int Depth)>();
        open.Push((root, 1));
        while (open.TryPop(out var item))
        {
            deepest = Math.Max(deepest, item.Depth);
            foreach (var child in item.Node.ChildNodes())
            {
                open.Push((child, item.Depth + 1));
            }
        }

        return deepest;
    }
}
