using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Expressions;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Scheduling;

/// <summary>Starts a workflow at every occurrence of a cron expression; inside a workflow, waits for the next one.</summary>
public sealed class Cron : CodeActivity
{
    private static readonly Input<string> Expression = new("CronExpression")
    {
        DisplayName = "Cron Expression",
        IsRequired = true,
        Description = "Five fields (minute, hour, day of month, month, day of week) or six with seconds first; Norwegian time.",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Cron",
        DisplayName = "Cron",
        Category = "Scheduling",
        Description = "Trigger workflow execution at a specific interval using CRON expressions.",
        Kind = ActivityKind.Trigger,
        Inputs = [Expression],
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        if ((node.Inputs[Expression.Ordinal] as ConstantInput)?.Value is not string text)
        {
            return null; // known when it runs
        }

        switch (CronSchedule.Read(text))
        {
            case CronReading.Read read:
                return read.Schedule;
            case CronReading.Invalid invalid:
                problems.Add(ProblemIds.InvalidCron, node, $"The cron expression \"{text}\" of {node} cannot be followed: {invalid.Reason}.", Expression.Name);
                break;
        }

        return null;
    }

    /// <inheritdoc/>
    public override void DescribeTriggers(TriggerScope scope)
    {
        if (!scope.TryGet(Expression, out var text))
        {
            return;
        }

        switch (CronSchedule.Read(text ?? ""))
        {
            case CronReading.Read read when read.Schedule.NextAfter(scope.Now) is not null:
                scope.StartBy(new Schedule.ByCron(read.Schedule));
                break;
            case CronReading.Read:
                scope.Refuse(Expression, $"The cron expression \"{text}\" of {scope.Node} never comes.");
                break;
            case CronReading.Invalid invalid:
                scope.Refuse(Expression, $"The cron expression \"{text}\" of {scope.Node} cannot be followed: {invalid.Reason}.");
                break;
        }
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var schedule = context.Node.Plan as CronSchedule
            ?? (CronSchedule.Read(context.Get(Expression) ?? "") is CronReading.Read read ? read.Schedule : throw new ActivityFault("cron.invalid", context.Node.Id, retryable: false));
        var next = schedule.NextAfter(context.Now) ?? throw new ActivityFault("cron.never", context.Node.Id, retryable: false);
        context.Wait(EngineStimuli.Timer, "", next);
        return ValueTask.CompletedTask;
    }
}
