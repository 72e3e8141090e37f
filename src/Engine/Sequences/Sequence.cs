using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Sequences;

/// <summary>Runs its activities one after the other; a terminal one ends it early.</summary>
public sealed class Sequence : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Sequence",
        DisplayName = "Sequence",
        Category = "Workflows",
        Description = "Execute a set of activities in sequence.",
        IsContainer = true,
        IsBrowsable = false,
    };

    /// <inheritdoc/>
    protected internal override BreakReach BreakReach => BreakReach.Stops;

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        RunNext(context, 0);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        if (context.IsBreaking || child.Node.Activity.Descriptor.IsTerminal)
        {
            context.Complete();
        }
        else
        {
            RunNext(context, child.Tag + 1);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        RunNext(context, child.Tag + 1);
        return ValueTask.CompletedTask;
    }

    // A child's tag is its place, so the sequence itself has nothing to remember.
    private static void RunNext(ActivityContext context, int index)
    {
        if (index < context.Node.Children.Length)
        {
            context.Schedule(context.Node.Children[index], index);
        }
        else
        {
            context.Complete();
        }
    }
}
