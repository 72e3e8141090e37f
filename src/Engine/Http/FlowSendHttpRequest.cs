using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Http;

/// <summary>Sends a request; the outcomes are the expected codes.</summary>
public sealed class FlowSendHttpRequest : HttpRequestActivity
{
    private static readonly Input<int[]> ExpectedStatusCodes = FlowOutcomes.ExpectedCodes();
    private static readonly RequestInputs Inputs = new(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"], ("Content", "ContentType"), ExpectedStatusCodes);
    private static readonly ResponseOutputs Outputs = new();

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowSendHttpRequest",
        DisplayName = "HTTP Request (flow)",
        Category = "HTTP",
        Description = "Send an HTTP request.",
        Kind = ActivityKind.Task,
        Inputs = Inputs.All,
        Outputs = Outputs.All,
        Ports = FlowOutcomes.Ports,
    };

    private protected override RequestInputs Request => Inputs;

    private protected override void Take(ActivityContext context, HttpAnswer.Response response) => Outputs.Set(context, response);

    private protected override void Answered(ActivityContext context, int statusCode) => context.Complete(FlowOutcomes.Of(context.Get(ExpectedStatusCodes), statusCode));

    private protected override void NotConnected(ActivityContext context) => context.Complete(FlowOutcomes.FailedToConnect);

    private protected override void TimedOut(ActivityContext context) => context.Complete(FlowOutcomes.Timeout);
}
