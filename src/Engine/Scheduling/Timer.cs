using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Scheduling;

/// <summary>Starts a workflow again and again, one interval after the other; inside a workflow, waits for one interval on the business clock.</summary>
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
    public override void DescribeTriggers(TriggerScope scope)
    {
        if (!scope.TryGet(Interval, out var interval))
        {
            return;
        }

        if (interval < Schedule.Every.Shortest)
        {
            scope.Refuse(Interval, $"{scope.Node} would start the workflow more than once a second. The shortest interval is one second.");
        }
        else
        {
            scope.StartBy(new Schedule.Every(interval));
        }
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Wait(EngineStimuli.Timer, "", context.Now + context.Get(Interval));
        return ValueTask.CompletedTask;
    }
}
