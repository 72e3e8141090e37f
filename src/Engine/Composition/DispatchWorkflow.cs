using System.Text.Json;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Composition;

/// <summary>Starts another workflow as an instance of its own, after this burst has committed; waits for its end if told so.</summary>
public sealed class DispatchWorkflow : CodeActivity
{
    private static readonly SubflowInputs Inputs = new();
    private static readonly Input<bool> StartNewTrace = SubflowInputs.NewStartNewTrace();
    private static readonly Input<string> ChannelName = SubflowInputs.NewChannelName();

    private static readonly Output<object?> Result = new("Result") { Description = "The output of the child workflow, when waited for." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.DispatchWorkflow",
        DisplayName = "Dispatch Workflow",
        Category = "Composition",
        Description = "Create a new workflow instance of the specified workflow and dispatch it for execution.",
        Inputs = [.. Inputs.All, StartNewTrace, ChannelName],
        Outputs = [Result],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        SubflowInputs.StartAsync(context, Inputs, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        var output = resumption.Payload is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty("output", out var value) ? value : (JsonElement?)null;
        context.Set(Result, output);
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
