using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;

namespace ProcessAutomation.Engine.Scheduling;

/// <summary>Waits for a span of time on the business clock.</summary>
public sealed class Delay : CodeActivity
{
    private static readonly Input<TimeSpan> Span = new("TimeSpan")
    {
        DisplayName = "Time Span",
        DefaultValue = TimeSpan.FromMinutes(1),
        Description = "The amount of time to delay execution.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Delay",
        DisplayName = "Delay",
        Category = "Scheduling",
        Description = "Delay execution for the specified amount of time.",
        Inputs = [Span],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Wait(EngineStimuli.Timer, "", context.Now + context.Get(Span));
        return ValueTask.CompletedTask;
    }
}
