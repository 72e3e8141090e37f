using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Primitives;

/// <summary>Gives a variable a value, converted to its type.</summary>
public sealed class SetVariable : CodeActivity
{
    private static readonly Input<VariableSlot> Variable = new("Variable")
    {
        UiHint = "variable-picker",
        IsWrapped = false,
        IsRequired = true,
        Description = "The variable to assign the value to.",
    };

    private static readonly Input<object> Value = new("Value") { UiHint = "singleline", Description = "The value to assign." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetVariable",
        DisplayName = "Set Variable",
        Category = "Primitives",
        Description = "Assign a value to a workflow variable.",
        Inputs = [Variable, Value],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.SetVariable(context.Get(Variable), context.Get(Value));
        return ValueTask.CompletedTask;
    }
}
