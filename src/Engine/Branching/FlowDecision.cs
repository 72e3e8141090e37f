using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Branching;

/// <summary>Goes on with True or False.</summary>
public sealed class FlowDecision : CodeActivity
{
    private static readonly Input<bool> Condition = new("Condition")
    {
        UiHint = "singleline",
        DefaultValue = false,
        Description = "The condition to evaluate.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowDecision",
        DisplayName = "Decision",
        Category = "Branching",
        Description = "Evaluate a Boolean condition to determine which path to execute next.",
        Inputs = [Condition],
        Ports = [new Port("True"), new Port("False")],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Complete(context.Get(Condition) ? Outcomes.True : Outcomes.False);
        return ValueTask.CompletedTask;
    }
}
