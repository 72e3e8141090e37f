using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Flowcharts;

namespace ProcessAutomation.Engine.Branching;

/// <summary>Merges branches. The flowchart decides when it runs; when it does in counter-based mode, what still runs on the way to it is cancelled.</summary>
public sealed class FlowJoin : CodeActivity
{
    internal static readonly Input<FlowJoinMode> ModeInput = new("Mode")
    {
        UiHint = "dropdown",
        DefaultValue = FlowJoinMode.WaitAny,
        Description = "Whether to go on as soon as one inbound path arrives (WaitAny), once all have (WaitAll), or once all active ones have (WaitAllActive).",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowJoin",
        DisplayName = "Join",
        Category = "Branching",
        Description = "Explicitly merge multiple branches into a single branch of execution.",
        Inputs = [ModeInput],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Execution.Parent is { Node.Activity: Flowchart } flowchart && !Flowchart.IsTokenBased(flowchart))
        {
            Flowchart.CancelAncestors(context, flowchart, context.Node);
        }

        return ValueTask.CompletedTask;
    }
}
