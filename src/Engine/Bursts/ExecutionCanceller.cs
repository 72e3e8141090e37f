using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Takes executions out of an instance, children first: their waits, human tasks and sub-flows end with them.</summary>
internal sealed class ExecutionCanceller(BurstFrame frame, ActivityContext context, IncidentRecorder incidents)
{
    /// <param name="execution">The top of what is cancelled.</param>
    /// <param name="reason">Shown to who had its tasks: <c>completed</c>, <c>cancelled</c>, or what a person gave.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public async ValueTask CancelAsync(ActivityExecution execution, string reason, CancellationToken cancellationToken)
    {
        while (execution.ChildCount > 0)
        {
            await CancelAsync(execution.Children[^1], reason, cancellationToken);
        }

        frame.Effects.Touch();
        if (execution.HasRun)
        {
            CancelSubflows(execution, reason);
            await CallAsync(execution, reason, cancellationToken);
            frame.Journal.Write(execution, JournalEvents.Cancelled, null);
        }

        frame.Bookmarks.RemoveAll(execution);
        frame.Instance.ReleaseHeld(execution);
        CancelTasks(execution, reason);
        incidents.Resolve(execution, "cancelled", null);
        frame.State.Remove(execution);
        frame.State.Recycle(execution);
    }

    /// <summary>Closes the tasks of an execution that nobody has finished.</summary>
    public void CancelTasks(ActivityExecution execution, string reason)
    {
        if (execution.Tasks is { Count: > 0 } tasks)
        {
            foreach (var task in tasks)
            {
                frame.Effects.Cancel(task, reason);
            }

            tasks.Clear();
        }
    }

    // An activity that fails here is cancelled nevertheless; only what it had changed is dropped.
    private async ValueTask CallAsync(ActivityExecution execution, string reason, CancellationToken cancellationToken)
    {
        var number = frame.NextCall();
        if (frame.Faults.Find(number, execution.Id) is { } planned)
        {
            frame.Journal.WriteAlways(execution, JournalEvents.Faulted, planned.Code);
            return;
        }

        context.Enter(execution);
        context.CancelReason = reason;
        var before = frame.Effects.Version;
        try
        {
            await execution.Node.Activity.CancelAsync(context, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (frame.Session.Unavailable(exception) is not null)
        {
            // Not the activity's fault and nothing a person could decide: the whole unit is run again when the database is back.
            throw frame.Session.Unavailable(exception)!;
        }
        catch (Exception exception)
        {
            var failure = ActivityFailure.Of(exception);
            if (frame.Effects.Version != before || frame.Session.DomainTouched)
            {
                throw new BurstReplayException(number, execution.Id, failure);
            }

            frame.Journal.WriteAlways(execution, JournalEvents.Faulted, failure.Code);
        }
    }

    private void CancelSubflows(ActivityExecution execution, string reason)
    {
        if (execution.BookmarkCount == 0)
        {
            return;
        }

        foreach (var bookmark in frame.Bookmarks.Of(execution))
        {
            if (bookmark.Name == EngineStimuli.ChildEnded && Guid.TryParse(bookmark.Key, out var child))
            {
                frame.Effects.Add(EngineStimuli.ForCancel(child, CancelReason.ToJson(reason), frame.Now));
            }
        }
    }
}
