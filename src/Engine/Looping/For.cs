using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Looping;

/// <summary>Runs its body for each number from a start to an end. The bounds are read once, when the loop begins.</summary>
public sealed class For : Activity
{
    private static readonly Input<int> Start = new("Start") { DefaultValue = 0, Description = "The start step." };

    private static readonly Input<int> End = new("End") { DefaultValue = 0, Description = "The end step." };

    private static readonly Input<int> Step = new("Step") { DefaultValue = 1, Description = "The step size. To count down, enter a negative number." };

    private static readonly Input<bool> OuterBoundInclusive = new("OuterBoundInclusive")
    {
        DisplayName = "Outer Bound Inclusive",
        DefaultValue = true,
        Description = "Controls whether the end step is upper/lowerbound inclusive or exclusive. True (inclusive) by default.",
    };

    private static readonly Output<object?> CurrentValue = new(LoopBody.CurrentValue) { DisplayName = "Current Value", Description = "The number of the turn." };

    private static readonly ImmutableArray<SlotVariable> Variables = [new SlotVariable(LoopBody.CurrentValue, typeof(int))];

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.For",
        DisplayName = "For",
        Category = "Looping",
        Description = "Iterate over a sequence of steps between a start and an end number.",
        Inputs = [Start, End, Step, OuterBoundInclusive],
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
        Turn(context, new ForState(context.Get(Start), context.Get(End), context.Get(Step), context.Get(OuterBoundInclusive)));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        Turn(context, ForState.Of(context.Execution));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken) =>
        ChildCompletedAsync(context, child, cancellationToken);

    private static void Turn(ActivityContext context, ForState state)
    {
        if (context.IsBreaking || !state.HasTurn || LoopBody.Of(context.Node) is not { } body)
        {
            context.Complete();
            return;
        }

        var number = state.Number;
        context.Execution.State = state;
        state.Advance();
        object value = number;
        context.Set(CurrentValue, value);
        context.Schedule(body, 0, value);
    }
}
