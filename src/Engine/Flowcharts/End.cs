using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>Ends the flowchart or sequence it stands in at once; what still runs there is cancelled.</summary>
public sealed class End : CodeActivity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.End",
        DisplayName = "End",
        Category = "Flow",
        Description = "A milestone activity that marks the end of a flowchart.",
        IsTerminal = true,
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
