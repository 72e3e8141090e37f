using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Events;

/// <summary>Publishes a named event to all that wait for it when the burst commits, or only within this instance.</summary>
public sealed class PublishEvent : CodeActivity
{
    private static readonly Input<string> EventName = new("EventName") { DisplayName = "Event Name", IsRequired = true, Description = "The name of the event to publish." };
    private static readonly Input<string> CorrelationId = new("CorrelationId") { DisplayName = "Correlation ID", Description = "The correlation ID to scope the event to." };
    private static readonly Input<bool> IsLocalEvent = new("IsLocalEvent") { DisplayName = "Local event", UiHint = "checkbox", Description = "Whether the event is local to this workflow." };
    private static readonly Input<object> Payload = new("Payload") { Description = "The payload of the event: ids and codes, no personal text." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.PublishEvent",
        DisplayName = "Publish Event",
        Category = "Primitives",
        Description = "Publishes an event.",
        Inputs = [EventName, CorrelationId, IsLocalEvent, Payload],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var payload = context.Get(Payload);
        context.Publish(
            context.Get(EventName) ?? "",
            context.Get(CorrelationId) is { Length: > 0 } id ? id : null,
            payload is null ? null : JsonValues.ToElement(payload),
            context.Get(IsLocalEvent));
        return ValueTask.CompletedTask;
    }
}
