using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Primitives;

/// <summary>Sets the instance's correlation id: the case it belongs to.</summary>
public sealed class Correlate : CodeActivity
{
    private static readonly Input<string> CorrelationId = new("CorrelationId") { DisplayName = "Correlation ID", Description = "The correlation ID to set." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Correlate",
        DisplayName = "Correlate",
        Category = "Primitives",
        Description = "Set the correlation ID of the workflow to a given value.",
        Inputs = [CorrelationId],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Correlate(context.Get(CorrelationId) is { Length: > 0 } id ? id : null);
        return ValueTask.CompletedTask;
    }
}
