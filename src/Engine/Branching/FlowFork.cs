using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Branching;

/// <summary>Starts all its branches at once.</summary>
public sealed class FlowFork : CodeActivity
{
    private static readonly Input<string[]> Branches = new("Branches")
    {
        UiHint = "dynamic-outcomes",
        Description = "The names of the branches; each becomes an outcome.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowFork",
        DisplayName = "Fork (flow)",
        Category = "Branching",
        Description = "Branch execution into multiple branches.",
        Inputs = [Branches],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Get(Branches) is { } branches)
        {
            context.Complete([.. branches]);
        }

        return ValueTask.CompletedTask;
    }
}
