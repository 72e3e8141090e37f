using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Expressions.Templates;

/// <summary>Compiles Handlebars expressions: every name must be <c>Variables.X</c>, <c>Inputs.X</c>, <c>Case.X</c> or <c>Now</c>, checked against the definition.</summary>
internal static class TemplateCompiler
{
    /// <summary>The compiled template; null when there are problems (reported).</summary>
    public static CompiledInput? Compile(string text, ExpressionSite site, WorkflowDefinition definition, FactCatalog facts, ProblemSink problems)
    {
        switch (TextTemplate.Compile(text, site.IsHtml))
        {
            case TemplateResult.Invalid invalid:
                problems.Add(site.Problem(invalid.Message.Contains("not allowed", StringComparison.Ordinal) ? ProblemIds.TemplateNotAllowed : ProblemIds.TemplateError, invalid.Text));
                return null;
            case TemplateResult.Compiled compiled:
                var reads = ImmutableArray.CreateBuilder<TemplateRead>();
                var isValid = true;
                foreach (var path in compiled.Template.Paths)
                {
                    var found = Resolve(path.Split('.'), path, site, definition, facts, problems);
                    isValid &= found is not null;
                    if (found is { } read && !reads.Contains(read))
                    {
                        reads.Add(read);
                    }
                }

                return isValid ? new TemplateInput(compiled.Template, reads.ToImmutable()) : null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static TemplateRead? Resolve(string[] names, string path, ExpressionSite site, WorkflowDefinition definition, FactCatalog facts, ProblemSink problems)
    {
        switch (names)
        {
            case ["Now"]:
                return new TemplateRead(TemplateSource.Now, "Now", default, 0);
            case ["Variables", var name, ..]:
                if (site.Scope.ByName.TryGetValue(name, out var variable))
                {
                    return Check(new TemplateRead(TemplateSource.Variable, name, variable.Slot, 0), variable.Definition.Type, names, path, site, problems);
                }

                problems.Add(site.Problem(ProblemIds.UnknownVariable, $"{site.Input} uses {path}, but there is no variable of that name here."));
                return null;
            case ["Inputs", var name, ..]:
                for (var i = 0; i < definition.Inputs.Length; i++)
                {
                    if (string.Equals(definition.Inputs[i].Name, name, StringComparison.Ordinal))
                    {
                        return Check(new TemplateRead(TemplateSource.WorkflowInput, name, default, i), definition.Inputs[i].Type, names, path, site, problems);
                    }
                }

                problems.Add(site.Problem(ProblemIds.UnknownWorkflowInput, $"{site.Input} uses {path}, but the workflow has no input of that name."));
                return null;
            case ["Case", var name, ..]:
                if (facts.IndexOf(name) is var ordinal and >= 0)
                {
                    return Check(new TemplateRead(TemplateSource.Fact, name, default, ordinal), facts.Facts[ordinal].Type, names, path, site, problems);
                }

                problems.Add(site.Problem(ProblemIds.UnknownFact, $"{site.Input} uses {path}, but there is no such fact about a case."));
                return null;
            default:
                problems.Add(site.Problem(ProblemIds.TemplateError, $"{site.Input} uses {path}. Values are written Variables.X, Inputs.X, Case.X or Now."));
                return null;
        }
    }

    private static TemplateRead? Check(TemplateRead read, Type type, string[] names, string path, ExpressionSite site, ProblemSink problems)
    {
        var hasMembers = type == typeof(object) || type == typeof(JsonElement)
            || type == typeof(IReadOnlyDictionary<string, object?>) || type == typeof(IReadOnlyDictionary<string, string?>);
        if (names.Length == 2 || hasMembers)
        {
            return read;
        }

        problems.Add(site.Problem(ProblemIds.TemplateError, $"{site.Input} uses {path}, but {names[0]}.{names[1]} is {ExpressionCompiler.Describe(type)} and has no parts."));
        return null;
    }
}

/// <summary>Where a template's value comes from.</summary>
internal enum TemplateSource
{
    Variable = 0,
    WorkflowInput = 1,
    Fact = 2,
    Now = 3,
}

/// <summary>One value a template reads.</summary>
internal readonly record struct TemplateRead(TemplateSource Source, string Name, VariableSlot Slot, int Ordinal);

/// <summary>Text from a template.</summary>
internal sealed class TemplateInput(TextTemplate template, ImmutableArray<TemplateRead> reads) : CompiledInput
{
    public override bool ReadsFacts { get; } = reads.Any(read => read.Source is TemplateSource.Fact);

    public override object? Evaluate(ExpressionScope scope)
    {
        var variables = new Dictionary<string, object?>(StringComparer.Ordinal);
        var inputs = new Dictionary<string, object?>(StringComparer.Ordinal);
        var facts = new Dictionary<string, object?>(StringComparer.Ordinal);
        var model = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Variables"] = variables, ["Inputs"] = inputs, ["Case"] = facts };
        foreach (var read in reads)
        {
            switch (read.Source)
            {
                case TemplateSource.Variable: variables[read.Name] = scope.Variable(read.Slot); break;
                case TemplateSource.WorkflowInput: inputs[read.Name] = scope.WorkflowInput(read.Ordinal); break;
                case TemplateSource.Fact: facts[read.Name] = scope.Fact(read.Ordinal); break;
                default: model["Now"] = scope.Now; break;
            }
        }

        return template.Render(model);
    }
}
