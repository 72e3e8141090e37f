using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;

namespace ProcessAutomation.Engine.Scheduling;

/// <summary>Inside a workflow: waits for one interval on the business clock.</summary>
public sealed class Timer : CodeActivity
{
    private static readonly Input<TimeSpan> Interval = new("Interval")
    {
        DefaultValue = TimeSpan.FromMinutes(1),
        Description = "The interval at which the timer should execute.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Timer",
        DisplayName = "Timer",
        Category = "Scheduling",
        Description = "Trigger workflow execution at a specific interval.",
        Kind = ActivityKind.Trigger,
        Inputs = [Interval],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Wait(EngineStimuli.Timer, "", context.Now + context.Get(Interval));
        return ValueTask.CompletedTask;
    }
}
