using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>Where a flowchart begins. Does nothing.</summary>
public sealed class Start : CodeActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Start",
        DisplayName = "Start",
        Category = "Flow",
        Description = "A milestone activity that marks the start of a flowchart.",
        IsStart = true,
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
