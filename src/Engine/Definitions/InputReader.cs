using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Reads the inputs and output bindings of activities. Used for one compilation.</summary>
internal sealed class InputReader(WorkflowDefinition definition, ExpressionCompiler expressions, ProblemSink problems)
{
    /// <summary>Reads all inputs of a node; the array given to <paramref name="compiled"/> is complete once the expressions are finished.</summary>
    public void Read(ActivityNode node, VariableScope scope, VariableScope lazyScope, CompiledInput?[] compiled)
    {
        foreach (var input in node.Activity.Descriptor.Inputs)
        {
            if (input.UiHint is "switch-editor" or "flow-switch-editor")
            {
                continue; // CaseReader
            }

            compiled[input.Ordinal] = input.DefaultValue is null ? null : new ConstantInput(input.DefaultValue);
            var name = JsonNames.Camel(input.Name);
            var site = new ExpressionSite(node, input.Name, $"{node.Pointer}/{JsonNames.Segment(name)}", input.Type, input.IsHtml, input.IsLazy ? lazyScope : scope);
            if (!node.Json.TryGetProperty(name, out var json) || json.ValueKind is JsonValueKind.Null)
            {
                RequireValue(input, site);
            }
            else if (input.IsWrapped)
            {
                Wrapped(json, input, site, value => compiled[input.Ordinal] = value);
            }
            else
            {
                Raw(json, input, site, compiled);
            }
        }
    }

    /// <summary>Reads the expressions at a node's nested places, in their order; the array is complete once the expressions are finished.</summary>
    public CompiledInput?[] ReadNested(ActivityNode node, VariableScope scope)
    {
        var places = node.Activity.NestedPlaces(node.Json).Where(place => place.Input is not null).ToArray();
        var compiled = new CompiledInput?[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var (number, input) = (i, places[i].Input!); // only such were taken
            var site = new ExpressionSite(node, input.Name, node.Pointer + places[i].Pointer, input.Type, input.IsHtml, scope);
            Wrapped(places[i].Json, input, site, value => compiled[number] = value);
        }

        return compiled;
    }

    /// <summary>Reads the output bindings of a node.</summary>
    public ImmutableArray<OutputBinding?> ReadOutputs(ActivityNode node, VariableScope scope)
    {
        var bindings = new OutputBinding?[node.Activity.Descriptor.Outputs.Length];
        foreach (var output in node.Activity.Descriptor.Outputs)
        {
            var name = JsonNames.Camel(output.Name);
            if (node.Json.TryGetProperty(name, out var json) && ReferenceOf(json) is { } id)
            {
                bindings[output.Ordinal] = Bind(node, output, name, id, scope);
            }
        }

        return [.. bindings];
    }

    private OutputBinding? Bind(ActivityNode node, OutputDescriptor output, string name, string id, VariableScope scope)
    {
        if (scope.Find(id, id) is { } found)
        {
            if (Conversions.MayConvert(output.Type, found.Definition.Type))
            {
                return new OutputBinding.ToVariable(found.Slot, found.Definition);
            }

            problems.Add(ProblemIds.ExpressionType, node, $"{output.Name} is {ExpressionCompiler.Describe(output.Type)} and cannot be kept in the variable {found.Definition.Name}, which is {ExpressionCompiler.Describe(found.Definition.Type)}.", output.Name);
            return null;
        }

        for (var i = 0; i < definition.Outputs.Length; i++)
        {
            if (string.Equals(definition.Outputs[i].Name, id, StringComparison.Ordinal))
            {
                return new OutputBinding.ToWorkflowOutput(i);
            }
        }

        problems.Add(ProblemIds.UnknownOutputTarget, node, $"{output.Name} is to be kept in {id}, but there is no such variable or output.", output.Name, $"/{name}/memoryReference/id");
        return null;
    }

    private void RequireValue(InputDescriptor input, ExpressionSite site)
    {
        if (input.IsRequired && input.DefaultValue is null)
        {
            problems.Add(site.Problem(ProblemIds.MissingInput, $"{site.Node} needs a value for {site.Input}."));
        }
    }

    private void Wrapped(JsonElement json, InputDescriptor input, ExpressionSite site, Action<CompiledInput> assign)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            Expression(new ExpressionJson("Literal", json), input, site, assign);
        }
        else if (json.TryGetProperty("expression", out var expressionJson) && ExpressionJson.Read(expressionJson) is { } expression)
        {
            Expression(expression, input, site with { Pointer = site.Pointer + "/expression/value" }, assign);
        }
        else if (ReferenceOf(json) is { } id)
        {
            expressions.Variable((id, id), site with { Pointer = site.Pointer + "/memoryReference/id" }, assign);
        }
        else if (json.EnumerateObject().All(member => member.Name is "typeName" or "expression" or "memoryReference"))
        {
            RequireValue(input, site);
        }
        else
        {
            problems.Add(site.Problem(ProblemIds.MalformedInput, $"The value of {site.Input} has no expression."));
        }
    }

    private void Expression(ExpressionJson expression, InputDescriptor input, ExpressionSite site, Action<CompiledInput> assign)
    {
        var isEmpty = expression.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (expression.Text is { } text && string.IsNullOrWhiteSpace(text));
        if (isEmpty && (input.IsRequired || expression.Language is not "Literal" || input.Type != typeof(string)))
        {
            RequireValue(input, site); // a cleared field
            return;
        }

        expressions.Compile(expression, site, value =>
        {
            if (value is not ConstantInput { Value: null })
            {
                assign(value);
            }
        });
        if (input.UiHint is "output-picker" && expression is { Language: "Literal", Text: { } output }
            && !definition.Outputs.Any(known => string.Equals(known.Name, output, StringComparison.Ordinal)))
        {
            problems.Add(site.Problem(ProblemIds.UnknownOutputTarget, $"{site.Node} sets the output {output}, which the workflow does not have."));
        }
    }

    private void Raw(JsonElement json, InputDescriptor input, ExpressionSite site, CompiledInput?[] compiled)
    {
        if (input.Type == typeof(VariableSlot))
        {
            var (id, name) = new ExpressionJson("Variable", json).Reference;
            if (site.Scope.Find(id, name) is { } found)
            {
                compiled[input.Ordinal] = new ConstantInput(found.Slot);
            }
            else
            {
                problems.Add(site.Problem(ProblemIds.UnknownVariable, $"{site.Node} uses the variable {ExpressionCompiler.Chosen(name ?? id)}, which does not exist here."));
            }
        }
        else if (input.Type == typeof(JsonElement))
        {
            compiled[input.Ordinal] = new ConstantInput(json);
        }
        else if (ValueConverter.TryConvert(json, input.Type, out var value))
        {
            compiled[input.Ordinal] = new ConstantInput(value);
        }
        else
        {
            problems.Add(site.Problem(ProblemIds.WrongLiteral, $"{site.Input} must be {ExpressionCompiler.Describe(input.Type)}."));
        }
    }

    private static string? ReferenceOf(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty("memoryReference", out var reference) && reference.ValueKind is JsonValueKind.Object
        && reference.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String && id.GetString() is { Length: > 0 } text ? text : null;
}
