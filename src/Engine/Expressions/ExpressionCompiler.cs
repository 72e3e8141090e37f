using System.Text.Json;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions.CSharp;
using ProcessAutomation.Engine.Expressions.Templates;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Expressions;

/// <summary>Compiles all expressions of one definition. C# is gathered and compiled at once at the end, into one assembly. Used for one compilation.</summary>
internal sealed class ExpressionCompiler(WorkflowDefinition definition, FactCatalog facts, ProblemSink problems)
{
    private static readonly ProblemText Languages = ProblemText.Of($"Use a literal, a variable, an input, C# or Handlebars.");

    private readonly CSharpBatch csharp = new(definition, facts, problems);

    /// <summary>Compiles one expression; <paramref name="assign"/> gets the result now or when <see cref="Finish"/> runs, and never when there is a problem.</summary>
    public void Compile(ExpressionJson expression, ExpressionSite site, Action<CompiledInput> assign)
    {
        switch (expression.Language)
        {
            case "Literal": Literal(expression.Value, site, assign); break;
            case "Object" or "Json": Object(expression, site, assign); break;
            case "Variable": Variable(expression.Reference, site, assign); break;
            case "Input": WorkflowInput(expression.Reference, site, assign); break;
            case "CSharp" when expression.Text is { } text: csharp.Add(text, site, assign); break;
            case "Handlebars" when expression.Text is { } text: Template(text, site, assign); break;
            case "CSharp" or "Handlebars":
                problems.Add(site.Problem(ProblemIds.MalformedInput, $"{site.Input} has a {expression.Language} expression without text."));
                break;
            case "JavaScript":
                problems.Add(site.Problem(ProblemIds.UnsupportedLanguage, $"{site.Input} is written in JavaScript, which cannot be run here within safe limits. {Languages}"));
                break;
            default:
                problems.Add(site.Problem(ProblemIds.UnsupportedLanguage, $"{site.Input} is written in {expression.Language}, which this engine does not run. {Languages}"));
                break;
        }
    }

    /// <summary>Reads a variable.</summary>
    public void Variable((string? Id, string? Name) reference, ExpressionSite site, Action<CompiledInput> assign)
    {
        if (site.Scope.Find(reference.Id, reference.Name) is not { } found)
        {
            problems.Add(site.Problem(ProblemIds.UnknownVariable, $"{site.Input} uses the variable {Chosen(reference.Name ?? reference.Id)}, which does not exist here."));
        }
        else if (!Conversions.MayConvert(found.Definition.Type, site.Target))
        {
            problems.Add(TypeProblem(site, $"the variable {found.Definition.Name}", found.Definition.Type));
        }
        else
        {
            assign(new VariableInput(found.Slot, site.Target));
        }
    }

    /// <summary>Compiles what was gathered. Returns what must live as long as the graph; null = nothing.</summary>
    public object? Finish() => csharp.Compile();

    private void Literal(JsonElement value, ExpressionSite site, Action<CompiledInput> assign)
    {
        if (ValueConverter.TryConvert(value.ValueKind is JsonValueKind.Undefined ? null : value, site.Target, out var converted))
        {
            assign(new ConstantInput(converted));
            return;
        }

        var given = ValueText.Of(value) ?? "";
        problems.Add(site.Problem(ProblemIds.WrongLiteral, $"{site.Input} must be {Describe(site.Target)}, but is \"{(given.Length > 60 ? given[..60] + "…" : given)}\"."));
    }

    private void Object(ExpressionJson expression, ExpressionSite site, Action<CompiledInput> assign)
    {
        var json = expression.Value;
        if (expression.Text is { } text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                assign(new ConstantInput(null));
                return;
            }

            if (!JsonValues.TryParse(text, out json))
            {
                problems.Add(site.Problem(ProblemIds.WrongLiteral, $"{site.Input} is not valid JSON."));
                return;
            }
        }

        if (json.ValueKind is JsonValueKind.Object && IsDictionary(site.Target) && json.EnumerateObject().Any() && json.EnumerateObject().All(IsExpression))
        {
            Dictionary(json, site, assign);
        }
        else
        {
            Literal(json, site, assign);
        }
    }

    private void Dictionary(JsonElement json, ExpressionSite site, Action<CompiledInput> assign)
    {
        var members = new Dictionary<string, CompiledInput>(StringComparer.Ordinal);
        var count = json.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal).Count();
        foreach (var member in json.EnumerateObject())
        {
            var expression = ExpressionJson.Read(member.Value)!.Value; // every member is an object here
            var memberSite = site with { InputName = site.InputName, Target = typeof(object) };
            Compile(expression, memberSite, input =>
            {
                members[member.Name] = input;
                if (members.Count == count)
                {
                    assign(members.Values.All(value => value.IsConstant)
                        ? new ConstantInput(new DictionaryInput(members, site.Target).Evaluate(NoScope.Instance))
                        : new DictionaryInput(members, site.Target));
                }
            });
        }
    }

    private void WorkflowInput((string? Id, string? Name) reference, ExpressionSite site, Action<CompiledInput> assign)
    {
        var name = reference.Name ?? reference.Id;
        var ordinal = -1;
        for (var i = 0; i < definition.Inputs.Length && ordinal < 0; i++)
        {
            ordinal = string.Equals(definition.Inputs[i].Name, name, StringComparison.Ordinal) ? i : -1;
        }

        if (ordinal < 0)
        {
            problems.Add(site.Problem(ProblemIds.UnknownWorkflowInput, $"{site.Input} uses the input {Chosen(name)}, which the workflow does not have."));
        }
        else if (!Conversions.MayConvert(definition.Inputs[ordinal].Type, site.Target))
        {
            problems.Add(TypeProblem(site, $"the input {name}", definition.Inputs[ordinal].Type));
        }
        else
        {
            assign(new WorkflowInputInput(ordinal, site.Target));
        }
    }

    private void Template(string text, ExpressionSite site, Action<CompiledInput> assign)
    {
        var template = TemplateCompiler.Compile(text, site, definition, facts, problems);
        if (template is not null)
        {
            assign(site.Target == typeof(string) || site.Target == typeof(object) ? template : new ConvertedInput(template, site.Target));
        }
    }

    private static DefinitionProblem TypeProblem(ExpressionSite site, ProblemText what, Type actual) =>
        site.Problem(ProblemIds.ExpressionType, $"{site.Input} must be {Describe(site.Target)}, but {what} is {Describe(actual)}.");

    /// <summary>A type in plain words.</summary>
    internal static ProblemText Describe(Type type)
    {
        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var bare when bare == typeof(bool) => $"true or false",
            var bare when bare == typeof(int) || bare == typeof(long) => $"a whole number",
            var bare when bare == typeof(double) || bare == typeof(float) || bare == typeof(decimal) => $"a number",
            var bare when bare == typeof(string) => $"text",
            var bare when bare == typeof(DateTimeOffset) || bare == typeof(DateTime) => $"a date and time (like 2027-01-12T08:00:00+01:00)",
            var bare when bare == typeof(DateOnly) => $"a date (like 2027-01-12)",
            var bare when bare == typeof(TimeSpan) => $"a duration (like 7.00:00:00 or P7D)",
            { IsEnum: true } bare => $"one of {string.Join(", ", Enum.GetNames(bare))}",
            { IsArray: true } => $"a list",
            var bare when IsDictionary(bare) => $"a list of names and values",
            var bare => $"{ValueTypes.NameOf(bare)}",
        };
    }

    /// <summary>What was chosen, by its name.</summary>
    internal static ProblemText Chosen(string? name) => name is null ? ProblemText.Of($"(none chosen)") : $"{name}";

    private static bool IsDictionary(Type type) => type == typeof(IReadOnlyDictionary<string, object?>) || type == typeof(IReadOnlyDictionary<string, string?>);

    private static bool IsExpression(JsonProperty member) =>
        member.Value.ValueKind is JsonValueKind.Object && member.Value.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String
        && member.Value.TryGetProperty("value", out _) && member.Value.EnumerateObject().Count() == 2;

    private sealed class NoScope : ExpressionScope
    {
        public static readonly NoScope Instance = new();

        public override DateTimeOffset Now => default;

        public override object? Variable(VariableSlot slot) => null;

        public override object? WorkflowInput(int ordinal) => null;

        public override object? Fact(int ordinal) => null;
    }
}
