using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Looping;

/// <summary>Runs its body again and again while the condition holds; it is looked at before every turn.</summary>
public sealed class While : Activity
{
    private static readonly Input<bool> Condition = new("Condition")
    {
        UiHint = "singleline",
        DefaultValue = false,
        IsLazy = true,
        Description = "The condition to evaluate.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.While",
        DisplayName = "While",
        Category = "Looping",
        Description = "Execute an activity while a given condition evaluates to true.",
        Inputs = [Condition],
        Ports = [LoopBody.Port],
    };

    /// <inheritdoc/>
    protected internal override BreakReach BreakReach => BreakReach.Ends;

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => Turn(context);

    /// <inheritdoc/>
    public override ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken) => Turn(context);

    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken) => Turn(context);

    private static ValueTask Turn(ActivityContext context)
    {
        if (context.IsBreaking || !context.Get(Condition))
        {
            context.Complete();
        }
        else if (LoopBody.Of(context.Node) is { } body)
        {
            context.Schedule(body);
        }
        else
        {
            // Nothing inside can change the condition; going round would stop everything else.
            throw new ActivityFault("loop.limit", "a condition that holds and no body", retryable: false);
        }

        return ValueTask.CompletedTask;
    }
}
