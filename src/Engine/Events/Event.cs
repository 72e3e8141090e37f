using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Events;

/// <summary>Starts a workflow when a named event is published; inside a workflow, waits for it. An event that was published before is not seen: look at the fact first.</summary>
public sealed class Event : CodeActivity
{
    private static readonly Input<string> EventName = new("EventName") { DisplayName = "Event Name", IsRequired = true, Description = "The name of the event to listen for." };
    private static readonly Output<object?> Result = new("Result") { Description = "The event payload, if any." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Event",
        DisplayName = "Event",
        Category = "Primitives",
        Description = "Wait for an event to be published.",
        Kind = ActivityKind.Trigger,
        Inputs = [EventName],
        Outputs = [Result],
    };

    /// <inheritdoc/>
    public override void DescribeTriggers(TriggerScope scope)
    {
        if (!scope.TryGet(EventName, out var name))
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            scope.Refuse(EventName, $"{scope.Node} starts the workflow on an event, but the event has no name.");
        }
        else
        {
            scope.StartOn(EngineStimuli.Event, name);
        }
    }

    /// <inheritdoc/>
    public override ValueTask TriggeredAsync(ActivityContext context, JsonElement? payload, CancellationToken cancellationToken)
    {
        context.Set(Result, payload);
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Wait(EngineStimuli.Event, context.Get(EventName) ?? "");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Result, resumption.Payload);
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
