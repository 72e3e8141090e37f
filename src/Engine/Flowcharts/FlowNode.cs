using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>Holds one activity, often a whole flowchart, and is done with it.</summary>
public sealed class FlowNode : Activity
{
    private const string Body = "Body";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowNode",
        DisplayName = "Container",
        Category = "Flow",
        Description = "Contains another activity that is executed as part of this one.",
        Ports = [new Port(Body, PortKind.Embedded)],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Node.EmbeddedPorts.TryGetValue(Body, out var body))
        {
            context.Schedule(body);
        }
        else
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }
}
