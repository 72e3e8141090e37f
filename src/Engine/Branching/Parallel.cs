using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Branching;

/// <summary>Runs its activities side by side; done when all are.</summary>
public sealed class Parallel : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Parallel",
        DisplayName = "Parallel",
        Category = "Workflows",
        Description = "Execute a set of activities in parallel.",
        IsContainer = true,
        IsBrowsable = false,
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Node.Children.IsEmpty)
        {
            context.Complete();
        }

        foreach (var child in context.Node.Children)
        {
            context.Schedule(child);
        }

        return ValueTask.CompletedTask;
    }
}
