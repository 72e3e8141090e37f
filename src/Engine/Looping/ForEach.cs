using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Looping;

/// <summary>Runs its body for each item of a list, one after the other. The list is looked at again before every turn, so what the body adds is reached.</summary>
public sealed class ForEach : Activity
{
    private static readonly Input<object[]> Items = new("Items") { Description = "The set of values to iterate." };

    private static readonly Output<object?> CurrentValue = new(LoopBody.CurrentValue) { DisplayName = "Current Value", Description = "The item of the turn." };

    private static readonly ImmutableArray<SlotVariable> Variables =
        [new SlotVariable(LoopBody.CurrentIndex, typeof(int)), new SlotVariable(LoopBody.CurrentValue, typeof(object), Items)];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ForEach",
        DisplayName = "For Each",
        Category = "Looping",
        Description = "Iterate over a set of values.",
        Inputs = [Items],
        Outputs = [CurrentValue],
        Ports = [LoopBody.Port],
    };

    /// <inheritdoc/>
    protected internal override BreakReach BreakReach => BreakReach.Ends;

    /// <inheritdoc/>
    protected internal override ImmutableArray<SlotVariable> SlotVariables(string port) => Variables;

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        Turn(context, new ForEachState(0));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        Turn(context, ForEachState.Of(context.Execution));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken) =>
        ChildCompletedAsync(context, child, cancellationToken);

    private static void Turn(ActivityContext context, ForEachState state)
    {
        if (context.IsBreaking)
        {
            context.Complete();
            return;
        }

        var items = state.ItemsOf(context.GetAsKept(Items), Items.Name);
        if (state.Next >= items.Length)
        {
            context.Complete();
            return;
        }

        var (index, item) = (state.Next, items.GetValue(state.Next));
        context.Execution.State = state;
        state.Advance();
        context.Set(CurrentValue, item);
        if (LoopBody.Of(context.Node) is { } body)
        {
            context.Schedule(body, 0, index, item);
        }
        else
        {
            context.Complete();
        }
    }
}
