using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Composition;

/// <summary>
/// Runs another workflow as an instance of its own and, if told so, waits for its end. Unlike Elsa the child never runs inside this
/// instance's transaction: it has its own, so it can be retried, cancelled and looked at by itself.
/// </summary>
public sealed class ExecuteWorkflow : CodeActivity
{
    private static readonly SubflowInputs Inputs = new();
    private static readonly Output<object?> Result = new("Result") { Description = "Instance id, status, sub-status and output of the child workflow." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.ExecuteWorkflow",
        DisplayName = "Execute Workflow",
        Category = "Composition",
        Description = "Create a new workflow instance of the specified workflow and execute it.",
        Kind = ActivityKind.Task,
        Inputs = Inputs.All,
        Outputs = [Result],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        SubflowInputs.StartAsync(context, Inputs, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Result, resumption.Payload);
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
