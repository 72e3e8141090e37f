using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;

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
        if (context.IsBreaking)
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
    protected internal override StateMigration Migrate(NodeMigration migration) =>
        new StateMigration.Changed { Tags = [.. migration.Children.Select(child => migration.To.Children.IndexOf(child.To))], PassedOver = PassedOver(migration) };

    /// <inheritdoc/>
    internal override MoveEnds? EndsWithMove(ActivityExecution container, ActivityExecution from, ActivityNode target, ActivityNode? trigger) => new([from], []);

    /// <inheritdoc/>
    internal override void Move(ActivityContext context, ActivityNode from, int fromTag, ActivityNode target) =>
        RunNext(context, context.Node.Children.IndexOf(target));

    private static ImmutableArray<ActivityNode> PassedOver(NodeMigration migration)
    {
        if (migration.Children is not [var running, ..])
        {
            return [];
        }

        var old = migration.From.Children.Select(static child => child.Id).ToHashSet(StringComparer.Ordinal);
        return [.. migration.To.Children.TakeWhile(child => !ReferenceEquals(child, running.To)).Where(child => !old.Contains(child.Id))];
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
