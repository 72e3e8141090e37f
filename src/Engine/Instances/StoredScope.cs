using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Engine.Instances;

/// <summary>What the expressions of one activity see of a stored instance that is not run. Facts of the case are not loaded: ask only for inputs that read none.</summary>
internal sealed class StoredScope(InstanceState state, ActivityNode node, long executionId, DateTimeOffset now) : ExpressionScope
{
    private readonly ActivityExecution? _execution = state.Find(executionId);

    public override DateTimeOffset Now => now;

    /// <exception cref="InvalidOperationException">What declares the variable does not run any more.</exception>
    public override object? Variable(VariableSlot slot)
    {
        if (slot.DeclaringNodeIndex < 0)
        {
            return state.Variables[slot.Ordinal];
        }

        for (var execution = _execution; execution is not null; execution = execution.Parent)
        {
            if (execution.Node.Index == slot.DeclaringNodeIndex)
            {
                return execution.Variables![slot.Ordinal]; // it declares the variable, so it has values
            }
        }

        throw new InvalidOperationException("The variable is gone.");
    }

    public override object? WorkflowInput(int ordinal) => node.UsedBy is { } use ? Variable(WorkflowActivity.SlotOfInput(use, ordinal)) : state.Inputs[ordinal];

    public override object? Fact(int ordinal) => throw new InvalidOperationException("Facts are not loaded.");
}
