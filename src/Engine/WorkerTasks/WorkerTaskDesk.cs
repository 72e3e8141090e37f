using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Stimuli;

namespace ProcessAutomation.Engine.WorkerTasks;

/// <summary>Takes what workers give back to the flow that waits for it. Thread-safe.</summary>
public sealed class WorkerTaskDesk(IWorkerTaskStore store, WorkflowRuntime runtime)
{
    /// <summary>Completes a task; the flow has gone on when this returns. Whoever is first completes it, with a claim or without.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="resultJson">JSON of what is given back; null: nothing.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>False: no flow waits for it (any more); nothing was done.</returns>
    public async Task<bool> CompleteAsync(Guid taskId, string? resultJson, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(taskId, cancellationToken) is not { } waiting)
        {
            return false;
        }

        var key = EngineStimuli.KeyOf(taskId);
        await runtime.ExecuteAsync(
            (unit, _) =>
            {
                unit.Deliver(new Stimulus
                {
                    InstanceId = waiting.Task.InstanceId,
                    Key = $"worker-task:{key}",
                    Name = EngineStimuli.WorkerTask,
                    BookmarkKey = key,
                    PayloadJson = resultJson,
                    CreatedAt = unit.Now,
                });
                return ValueTask.FromResult(true);
            },
            cancellationToken);
        return true;
    }
}
