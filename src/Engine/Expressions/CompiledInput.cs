namespace ProcessAutomation.Engine.Expressions;

/// <summary>What an expression may look at while it is evaluated. One per running activity; not thread-safe.</summary>
public abstract class ExpressionScope
{
    /// <summary>Current value of a variable; null = none.</summary>
    public abstract object? Variable(Definitions.VariableSlot slot);

    /// <summary>Value of a workflow input; null = not given.</summary>
    public abstract object? WorkflowInput(int ordinal);

    /// <summary>Value of a case fact (place in <see cref="FactCatalog.Facts"/>); null = not known yet.</summary>
    public abstract object? Fact(int ordinal);

    /// <summary>The business instant of the burst, UTC.</summary>
    public abstract DateTimeOffset Now { get; }
}

/// <summary>An input's value, ready to be evaluated: constant, variable read, or compiled expression. Stateless and thread-safe.</summary>
public abstract class CompiledInput
{
    /// <summary>True: evaluating it reads case facts, so they must be loaded first.</summary>
    public virtual bool ReadsFacts => false;

    /// <summary>True: the same value whatever the scope.</summary>
    public virtual bool IsConstant => false;

    /// <summary>The value, already converted to the input's type; null = no value.
    /// An exception means the expression failed on these values (overflow, null, text too long).</summary>
    public abstract object? Evaluate(ExpressionScope scope);

    /// <summary>The value before it is converted to the input's type; the same object as long as nobody sets it.</summary>
    internal virtual object? EvaluateAsKept(ExpressionScope scope) => Evaluate(scope);
}

/// <summary>A value known when the definition was compiled.</summary>
public sealed class ConstantInput(object? value) : CompiledInput
{
    /// <summary>The value, of the input's type.</summary>
    public object? Value => value;

    /// <inheritdoc/>
    public override bool IsConstant => true;

    /// <inheritdoc/>
    public override object? Evaluate(ExpressionScope scope) => value;
}
