using System.Collections.Immutable;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Activities;

/// <summary>The values an activity can read and set: inputs, outputs, variables, workflow inputs and outputs, case facts.</summary>
public abstract class ActivityScope : ExpressionScope
{
    private readonly BurstFrame _frame;

    private protected ActivityScope(BurstFrame frame) => _frame = frame;

    /// <summary>The activity's place in its definition.</summary>
    public ActivityNode Node => Execution.Node;

    /// <inheritdoc/>
    public override DateTimeOffset Now => _frame.Now;

    internal ActivityExecution Execution { get; private protected set; } = null!; // set by Enter before any call

    internal BurstFrame Frame => _frame;

    /// <summary>Value of an input, of the input's type; the default of <typeparamref name="T"/> when it has none.</summary>
    /// <exception cref="ActivityFault">The expression failed on the values of this instance.</exception>
    public T? Get<T>(Input<T> input) => (T?)(EvaluateInput(Node, input) ?? default(T));

    /// <summary>True when the definition gives the input a value, or it has a default.</summary>
    public bool IsSet(InputDescriptor input) => Node.Inputs[input.Ordinal] is not null;

    /// <summary>Gives an output its value: to the variable or workflow output it is bound to, else nowhere.</summary>
    public void Set<T>(Output<T> output, T value) => Keep(Node, output.Ordinal, value);

    /// <inheritdoc/>
    public override object? Variable(VariableSlot slot) => VariablesOf(slot)[slot.Ordinal];

    /// <summary>Sets a variable, converted to its type.</summary>
    /// <exception cref="ActivityFault">The value cannot be converted.</exception>
    public void SetVariable(VariableSlot slot, object? value)
    {
        var definition = _frame.State.Graph.Variable(slot);
        VariablesOf(slot)[slot.Ordinal] = Convert(value, definition.Type, definition.Id);
        _frame.Effects.Touch();
    }

    /// <summary>Sets what the activity's lazy inputs see, in the order of <see cref="Activity.LazyVariables"/>.</summary>
    /// <exception cref="ActivityFault">A value does not fit its variable.</exception>
    internal void SetLazyVariables(params ReadOnlySpan<object?> values)
    {
        var variables = Execution.Variables!; // it declares some
        for (var i = 0; i < values.Length; i++)
        {
            var ordinal = variables.Length - values.Length + i;
            variables[ordinal] = Convert(values[i], Node.Variables[ordinal].Type, Node.Variables[ordinal].Id);
        }
    }

    /// <summary>
    /// Sets an output, converted to its type, of the nearest workflow around this activity that has one of that name: the workflow it
    /// belongs to, then those that use it as an activity.
    /// </summary>
    /// <returns>False: none has.</returns>
    /// <exception cref="ActivityFault">The value cannot be converted.</exception>
    public bool TrySetWorkflowOutput(string name, object? value)
    {
        for (var use = Node.UsedBy; ; use = use.UsedBy)
        {
            var outputs = OutputsOf(use);
            for (var i = 0; i < outputs.Length; i++)
            {
                if (string.Equals(outputs[i].Name, name, StringComparison.Ordinal))
                {
                    SetWorkflowOutput(use, i, value);
                    return true;
                }
            }

            if (use is null)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public override object? WorkflowInput(int ordinal) =>
        Node.UsedBy is { } use ? Variable(WorkflowActivity.SlotOfInput(use, ordinal)) : _frame.State.Inputs[ordinal];

    /// <inheritdoc/>
    public override object? Fact(int ordinal) => _frame.Facts is { } facts && ordinal < facts.Length ? facts[ordinal] : null;

    /// <summary>Value of an input of this node or of a child, in the scope of this execution.</summary>
    internal object? EvaluateInput(ActivityNode node, InputDescriptor input) => Evaluate(node.Inputs[input.Ordinal], input.Name);

    /// <summary>The value as it is kept, without the conversion to the input's type: a list is not copied.</summary>
    internal object? GetAsKept(InputDescriptor input) => Evaluate(Node.Inputs[input.Ordinal], input.Name, static (value, scope) => value.EvaluateAsKept(scope));

    /// <summary>An expression at one of the activity's nested places.</summary>
    internal bool IsTrue(CompiledInput nested, string name) => Evaluate(nested, name) is true;

    internal bool IsTrue(CompiledCase flowCase) => Evaluate(flowCase.Condition, flowCase.Label) is true;

    private void Keep(ActivityNode node, int output, object? value)
    {
        switch (node.Outputs[output])
        {
            case OutputBinding.ToVariable binding: SetVariable(binding.Slot, value); break;
            case OutputBinding.ToWorkflowOutput binding: SetWorkflowOutput(node.UsedBy, binding.Ordinal, value); break;
        }
    }

    // An output of a workflow used as an activity goes at once to where the user binds it.
    private void SetWorkflowOutput(ActivityNode? use, int ordinal, object? value)
    {
        var definition = OutputsOf(use)[ordinal];
        var converted = Convert(value, definition.Type, definition.Name);
        if (use is not null)
        {
            Keep(use, ordinal, converted);
            return;
        }

        _frame.State.Outputs[ordinal] = converted;
        _frame.Effects.Touch();
    }

    private ImmutableArray<OutputDefinition> OutputsOf(ActivityNode? use) =>
        use is null ? _frame.State.Graph.Outputs : ((WorkflowActivity)use.Activity).Definition.Outputs; // only such a node is a user

    // Whatever an expression throws is a fault of its author on these values; only the type is told, the text may hold values.
    private object? Evaluate(CompiledInput? input, string name, Func<CompiledInput, ExpressionScope, object?>? how = null)
    {
        try
        {
            return input is null ? null : how is null ? input.Evaluate(this) : how(input, this);
        }
        catch (Exception exception) when (exception is not ActivityFault)
        {
            throw new ActivityFault("expression.failed", $"{name}: {exception.GetType().Name}", retryable: false);
        }
    }

    private object?[] VariablesOf(VariableSlot slot)
    {
        if (slot.DeclaringNodeIndex < 0)
        {
            return _frame.State.Variables;
        }

        for (var execution = Execution; execution is not null; execution = execution.Parent)
        {
            if (execution.Node.Index == slot.DeclaringNodeIndex)
            {
                return execution.Variables!; // it declares the variable, so it has values
            }
        }

        throw new ActivityFault("variable.out-of-scope", $"node {slot.DeclaringNodeIndex}, variable {slot.Ordinal}", retryable: false);
    }

    private protected static object? Convert(object? value, Type type, string id) => ValueConverter.TryConvert(value, type, out var converted)
        ? converted
        : throw new ActivityFault("value.wrong-type", $"{id} is no {ValueTypes.NameOf(type)}", retryable: false);
}
