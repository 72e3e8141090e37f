using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>What can be known about the items of a list before anything runs, so that expressions in a loop's body are checked against their type.</summary>
internal static class ItemTypes
{
    /// <summary>Type of the items of the list an input holds; object when the list is computed, of mixed values, or no list (which its own input reports).</summary>
    public static Type Of(JsonElement activity, InputDescriptor items, VariableScope scope, ImmutableArray<InputDefinition> inputs)
    {
        if (!activity.TryGetProperty(JsonNames.Camel(items.Name), out var json))
        {
            return typeof(object);
        }

        if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty("expression", out var expression))
        {
            return ExpressionJson.Read(expression) is { } read ? Of(read, scope, inputs) : typeof(object);
        }

        if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty("memoryReference", out var reference))
        {
            return Of(new ExpressionJson("Variable", reference), scope, inputs);
        }

        return Of(new ExpressionJson("Literal", json), scope, inputs);
    }

    private static Type Of(ExpressionJson expression, VariableScope scope, ImmutableArray<InputDefinition> inputs)
    {
        var (id, name) = expression.Reference;
        return expression.Language switch
        {
            "Variable" => ItemOf(scope.Find(id, name)?.Definition.Type),
            "Input" => ItemOf(inputs.FirstOrDefault(input => string.Equals(input.Name, name ?? id, StringComparison.Ordinal))?.Type),
            "Literal" or "Object" or "Json" => Common(expression),
            _ => typeof(object),
        };
    }

    private static Type ItemOf(Type? list) => list is { IsArray: true } ? list.GetElementType()! : typeof(object); // an array type has an element type

    private static Type Common(ExpressionJson expression)
    {
        var json = expression.Value;
        if (expression.Text is { } text && !JsonValues.TryParse(text, out json))
        {
            return typeof(object);
        }

        if (json.ValueKind is not JsonValueKind.Array)
        {
            return typeof(object);
        }

        var types = json.EnumerateArray().Select(static item => ValueConverter.Plain(item)?.GetType() ?? typeof(object)).Distinct().Take(3).ToList();
        return types switch
        {
            [var one] when one != typeof(JsonElement) => one,
            [var one, var other] when (one == typeof(long) || other == typeof(long)) && (one == typeof(double) || other == typeof(double)) => typeof(double),
            _ => typeof(object),
        };
    }
}
