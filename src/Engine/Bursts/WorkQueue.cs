using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// Activities to run, first in first out. An entry remembers the execution's number, because a cancelled execution's object may
/// serve another one before its turn comes.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Queue<(ActivityExecution Execution, long Id)> _queue = new();

    public bool IsEmpty => _queue.Count == 0;

    public void Enqueue(ActivityExecution execution) => _queue.Enqueue((execution, execution.Id));

    /// <summary>The next activity that is still to be run.</summary>
    public bool TryDequeue(out ActivityExecution execution)
    {
        while (_queue.TryDequeue(out var entry))
        {
            if (entry.Execution.Id == entry.Id && entry.Execution.Status == ExecutionStatus.Scheduled)
            {
                execution = entry.Execution;
                return true;
            }
        }

        execution = null!; // only on false
        return false;
    }

    public void Clear() => _queue.Clear();
}
