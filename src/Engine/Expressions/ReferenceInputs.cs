using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Expressions;

/// <summary>The value of a variable.</summary>
internal sealed class VariableInput(VariableSlot slot, Type target) : CompiledInput
{
    public override object? Evaluate(ExpressionScope scope) => Conversions.To(scope.Variable(slot), target);

    internal override object? EvaluateAsKept(ExpressionScope scope) => scope.Variable(slot);
}

/// <summary>The value of a workflow input.</summary>
internal sealed class WorkflowInputInput(int ordinal, Type target) : CompiledInput
{
    public override object? Evaluate(ExpressionScope scope) => Conversions.To(scope.WorkflowInput(ordinal), target);

    internal override object? EvaluateAsKept(ExpressionScope scope) => scope.WorkflowInput(ordinal);
}

/// <summary>A dictionary whose members are expressions.</summary>
internal sealed class DictionaryInput(IReadOnlyDictionary<string, CompiledInput> members, Type target) : CompiledInput
{
    public override bool ReadsFacts { get; } = members.Values.Any(member => member.ReadsFacts);

    public override object? Evaluate(ExpressionScope scope)
    {
        var values = new Dictionary<string, object?>(members.Count, StringComparer.Ordinal);
        foreach (var (name, member) in members)
        {
            values[name] = member.Evaluate(scope);
        }

        return Conversions.To(values, target);
    }
}

/// <summary>A text given by an expression, read as the input's type when it is evaluated.</summary>
internal sealed class ConvertedInput(CompiledInput inner, Type target) : CompiledInput
{
    public override bool ReadsFacts => inner.ReadsFacts;

    public override object? Evaluate(ExpressionScope scope) => Conversions.To(inner.Evaluate(scope), target);

    internal override object? EvaluateAsKept(ExpressionScope scope) => inner.Evaluate(scope);
}

/// <summary>Conversion at run time, where what does not fit is a failing activity.</summary>
internal static class Conversions
{
    public static object? To(object? value, Type target)
    {
        if (ValueConverter.TryConvert(value, target, out var converted))
        {
            return converted;
        }

        // The value itself may be a person's words: only types are named.
        throw new InvalidValueException(ValueTypes.NameOf(value!.GetType()), ValueTypes.NameOf(target)); // null always converts
    }

    /// <summary>False when no value of the first type can become one of the second, so the definition is wrong.</summary>
    public static bool MayConvert(Type from, Type to)
    {
        var (source, target) = (Nullable.GetUnderlyingType(from) ?? from, Nullable.GetUnderlyingType(to) ?? to);
        if (source == target || target == typeof(object) || source == typeof(object) || target == typeof(string) || source == typeof(string)
            || target == typeof(System.Text.Json.JsonElement) || source == typeof(System.Text.Json.JsonElement))
        {
            return true;
        }

        return IsNumber(source) ? IsNumber(target)
            : IsInstant(source) ? IsInstant(target)
            : (source.IsArray && target.IsArray) || (IsDictionary(source) && IsDictionary(target));
    }

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(float) || type == typeof(double) || type == typeof(decimal);

    private static bool IsInstant(Type type) => type == typeof(DateTimeOffset) || type == typeof(DateTime) || type == typeof(DateOnly);

    private static bool IsDictionary(Type type) => type == typeof(IReadOnlyDictionary<string, object?>) || type == typeof(IReadOnlyDictionary<string, string?>);
}
