using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Scheduling;

/// <summary>Starts a workflow once at an instant on the business clock that is to come; inside a workflow, waits for it, and one that is past is done at once.</summary>
public sealed class StartAt : CodeActivity
{
    private static readonly Input<DateTimeOffset> Instant = new("DateTime")
    {
        DisplayName = "Date Time",
        UiHint = "datetime-picker",
        IsRequired = true,
        Description = "The point in time at which execution goes on.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.StartAt",
        DisplayName = "Start At",
        Category = "Scheduling",
        Description = "Trigger execution at a specific time in the future.",
        Kind = ActivityKind.Trigger,
        Inputs = [Instant],
    };

    /// <inheritdoc/>
    public override void DescribeTriggers(TriggerScope scope)
    {
        if (scope.TryGet(Instant, out var instant))
        {
            scope.StartBy(new Schedule.Once(instant));
        }
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var instant = context.Get(Instant);
        if (instant > context.Now)
        {
            context.Wait(EngineStimuli.Timer, "", instant);
        }

        return ValueTask.CompletedTask;
    }
}
