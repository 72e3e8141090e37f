using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Engine.Looping;

/// <summary>Runs its body once for each item of a list, all side by side; done when all are.</summary>
public sealed class ParallelForEach : Activity
{
    private static readonly Input<object> Items = new("Items") { Description = "The items to iterate through." };

    private static readonly ImmutableArray<SlotVariable> Variables =
        [new SlotVariable(LoopBody.CurrentIndex, typeof(int)), new SlotVariable(LoopBody.CurrentValue, typeof(object), Items)];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ParallelForEach",
        DisplayName = "Parallel For Each",
        Category = "Looping",
        Description = "Schedule an activity for each item in parallel.",
        Inputs = [Items],
        Ports = [LoopBody.Port],
    };

    /// <inheritdoc/>
    protected internal override ImmutableArray<SlotVariable> SlotVariables(string port) => Variables;

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        if (node.Inputs[Items.Ordinal] is ConstantInput { Value: { } value } && !IsList(value))
        {
            problems.Add(ProblemIds.WrongLiteral, node, $"{ProblemArgument.Of(node, Items)} must be a list.", Items.Name);
        }

        return null;
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var items = ItemList.Of(context.GetAsKept(Items), Items.Name);
        if (items.Length == 0 || LoopBody.Of(context.Node) is not { } body)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        for (var i = 0; i < items.Length; i++)
        {
            context.Schedule(body, i, i, items.GetValue(i));
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsList(object value)
    {
        try
        {
            _ = ItemList.Of(value, Items.Name);
            return true;
        }
        catch (ActivityFault)
        {
            return false;
        }
    }
}
