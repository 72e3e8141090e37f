using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;

namespace ProcessAutomation.Engine.Composition;

/// <summary>The inputs that both sub-flow activities have. Each activity has its own set: an input belongs to one descriptor.</summary>
internal sealed class SubflowInputs
{
    public Input<string> DefinitionId { get; } = new("WorkflowDefinitionId")
    {
        DisplayName = "Workflow Definition",
        UiHint = "workflow-definition-picker",
        IsRequired = true,
        Description = "The workflow to run.",
    };

    public Input<string> CorrelationId { get; } = new("CorrelationId")
    {
        DisplayName = "Correlation ID",
        Description = "The correlation ID of the child; empty: this workflow's.",
    };

    public Input<IReadOnlyDictionary<string, object?>> Input { get; } = new("Input")
    {
        UiHint = "dictionary",
        Description = "The input to send to the workflow.",
    };

    public Input<bool> WaitForCompletion { get; } = new("WaitForCompletion")
    {
        DisplayName = "Wait for Completion",
        UiHint = "checkbox",
        Description = "Wait for the child workflow to complete before completing this activity.",
    };

    public Input<bool> Latest { get; } = NewLatest();

    public ImmutableArray<InputDescriptor> All => [DefinitionId, CorrelationId, Input, WaitForCompletion, Latest];

    public static Input<bool> NewLatest() => new("Latest")
    {
        DisplayName = "Latest version",
        UiHint = "checkbox",
        Description = "Use the version that is published when this activity runs. Otherwise a running case stays on the version that was published when it started.",
    };

    public static Input<bool> NewStartNewTrace() => new("StartNewTrace")
    {
        DisplayName = "Start new trace",
        Category = "Open Telemetry",
        UiHint = "checkbox",
        Description = "Kept for Elsa's sake: a child instance always has traces of its own.",
    };

    public static Input<string> NewChannelName() => new("ChannelName")
    {
        DisplayName = "Channel",
        UiHint = "dropdown",
        Description = "Kept for Elsa's sake: children are run by whichever node is free.",
    };

    /// <summary>Starts the child and waits for it if told so.</summary>
    public static async ValueTask StartAsync(ActivityContext context, SubflowInputs inputs, CancellationToken cancellationToken)
    {
        var wait = context.Get(inputs.WaitForCompletion);
        var child = await context.StartChildAsync(
            new ChildStart
            {
                DefinitionId = context.Get(inputs.DefinitionId) ?? "",
                CorrelationId = context.Get(inputs.CorrelationId) is { Length: > 0 } id ? id : null,
                Input = context.Get(inputs.Input) ?? ImmutableDictionary<string, object?>.Empty,
                Wait = wait,
                Latest = context.Get(inputs.Latest),
            },
            cancellationToken);
        context.Journal("Child started", EngineStimuli.KeyOf(child));
        if (wait)
        {
            context.Wait(EngineStimuli.ChildEnded, EngineStimuli.KeyOf(child));
        }
    }
}
