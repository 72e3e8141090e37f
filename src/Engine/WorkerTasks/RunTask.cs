using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.WorkerTasks;

/// <summary>Asks whoever works outside the engine to do something, and waits for the result. Workers fetch their tasks (<see cref="IWorkerTaskStore"/>).</summary>
public sealed class RunTask : CodeActivity
{
    private static readonly Input<string> TaskName = new("TaskName")
    {
        DisplayName = "Task Name",
        IsRequired = true,
        Description = "The name of the task being requested.",
    };

    private static readonly Input<IReadOnlyDictionary<string, object?>> Payload = new("Payload")
    {
        UiHint = "dictionary",
        Description = "Any additional parameters to send to the task: ids and codes.",
    };

    private static readonly Output<string?> TaskId = new("TaskId") { DisplayName = "Task ID", Description = "The ID of the task." };
    private static readonly Output<object?> Result = new("Result") { Description = "What the worker gave back." };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.RunTask",
        DisplayName = "Run Task",
        Category = "Primitives",
        Description = "Requests a given task to be run.",
        Inputs = [TaskName, Payload],
        Outputs = [TaskId, Result],
    };

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var name = context.Get(TaskName);
        if (string.IsNullOrWhiteSpace(name) || name.Length > WorkerTask.MaxNameLength)
        {
            throw new ActivityFault("task.no-name", $"a task's name has 1 to {WorkerTask.MaxNameLength} characters", retryable: false);
        }

        var id = context.Frame.Ids.New();
        context.Wait(EngineStimuli.WorkerTask, EngineStimuli.KeyOf(id));
        context.Frame.Effects.Add(new WorkerTask
        {
            Id = id,
            InstanceId = context.InstanceId,
            Name = name,
            CorrelationId = context.CorrelationId,
            PayloadJson = context.Get(Payload) is { Count: > 0 } payload ? JsonValues.ToElement(payload).GetRawText() : null,
            CreatedAt = context.Now,
        });
        context.Set(TaskId, EngineStimuli.KeyOf(id));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Result, resumption.Payload is { ValueKind: not JsonValueKind.Null } result ? ValueConverter.Plain(result) : null);
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
