using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Composition;

/// <summary>Sets an output of the nearest workflow around it that has one of that name.</summary>
public sealed class SetOutput : CodeActivity
{
    private static readonly Input<string> OutputName = new("OutputName")
    {
        DisplayName = "Output",
        UiHint = "output-picker",
        IsRequired = true,
        Description = "The output to assign.",
    };

    private static readonly Input<object> OutputValue = new("OutputValue") { DisplayName = "Value", Description = "The value to assign." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.SetOutput",
        DisplayName = "Set Output",
        Category = "Composition",
        Description = "Sets a named output of the workflow.",
        Inputs = [OutputName, OutputValue],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        return context.TrySetWorkflowOutput(context.Get(OutputName) ?? "", context.Get(OutputValue))
            ? ValueTask.CompletedTask
            : throw new ActivityFault("workflow.no-such-output", context.Node.Id, retryable: false);
    }
}
