using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// All an instance does between two waits: every runnable activity, every stimulus that meets a bookmark and every due timer, until all
/// branches wait or end, or the budget is spent. In memory; what comes of it is in the frame's effects and state.
/// </summary>
internal sealed class Burst(BurstFrame frame, BurstBudget budget)
{
    private readonly ActivityRunner _runner = new(frame);
    private readonly List<BurstEvent> _events = [];

    /// <summary>Timers and stimuli that moved the instance, for who watches.</summary>
    public IReadOnlyList<BurstEvent> Events => _events;

    /// <summary>True: work is left, the instance must be burst again.</summary>
    public bool HasWorkLeft { get; private set; }

    /// <exception cref="BurstReplayException">A failing call left changes behind; run again with it in the fault plan.</exception>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var instance = frame.Instance;
        if (instance.HasEnded)
        {
            return;
        }

        if (!frame.State.IsStarted)
        {
            Start();
        }
        else
        {
            QueueScheduled();
        }

        if (frame.Alteration is { } alteration && await new AlterationBurst(frame, _runner).ApplyAsync(alteration.Order, alteration.Planned, cancellationToken))
        {
            End(InstanceSubStatus.Cancelled);
        }

        while (!instance.HasEnded)
        {
            if (!await DrainAsync(cancellationToken))
            {
                HasWorkLeft = true;
                break;
            }

            if (frame.State.Root is null)
            {
                End(InstanceSubStatus.Finished);
                break;
            }

            if (frame.Faults.IsUsedUp)
            {
                HasWorkLeft = true;
                break;
            }

            if (!await TakeStimulusAsync(cancellationToken) && !await TakeTimerAsync(cancellationToken))
            {
                break;
            }
        }

        if (!instance.HasEnded)
        {
            instance.SubStatus = HasWorkLeft ? InstanceSubStatus.Executing : InstanceSubStatus.Suspended;
        }
    }

    private void Start()
    {
        frame.State.IsStarted = true;
        frame.Journal.WriteInstance(JournalEvents.WorkflowStarted, frame.State.Graph.VersionId);
        frame.Queue.Enqueue(frame.State.Schedule(frame.State.Graph.Root, null, 0));
    }

    // What an earlier burst had no budget for, in the order it was scheduled.
    private void QueueScheduled()
    {
        foreach (var execution in frame.State.Executions().Where(static x => x.Status == ExecutionStatus.Scheduled).OrderBy(static x => x.Id))
        {
            frame.Queue.Enqueue(execution);
        }
    }

    // False: the budget is spent and activities are left.
    private async ValueTask<bool> DrainAsync(CancellationToken cancellationToken)
    {
        while (frame.Queue.TryDequeue(out var execution))
        {
            if (frame.State.ActivitiesSinceWait >= frame.Options.LoopLimit)
            {
                _runner.Incidents.Record(execution, ActivityCall.Execute, new ActivityFailure("loop.limit", "more activities without a wait than allowed", Retryable: false));
                continue;
            }

            if (frame.Faults.IsUsedUp || budget.IsSpent())
            {
                return false; // the execution stays scheduled in the state
            }

            frame.State.ActivitiesSinceWait++;
            await _runner.RunAsync(execution, cancellationToken);
        }

        return true;
    }

    // One stimulus that can be used; false: none can.
    private async ValueTask<bool> TakeStimulusAsync(CancellationToken cancellationToken)
    {
        var stimuli = frame.Instance.Stimuli;
        for (var i = 0; i < stimuli.Count; i++)
        {
            var pending = stimuli[i];
            if (pending.IsConsumed || pending.IsHeld || pending.Stimulus.NotBefore > frame.MachineNow)
            {
                continue;
            }

            if (EngineStimuli.IsControl(pending.Stimulus))
            {
                pending.IsConsumed = true;
                await ControlAsync(pending, cancellationToken);
                return true;
            }

            if (FindBookmark(pending) is { } bookmark)
            {
                await ResumeAsync(bookmark, pending, isDue: false, cancellationToken);
                return true;
            }
        }

        return false;
    }

    private Bookmark? FindBookmark(PendingStimulus pending)
    {
        var stimulus = pending.Stimulus;
        foreach (var bookmark in frame.Bookmarks.All)
        {
            if (BookmarkBook.Matches(bookmark, stimulus.Name, stimulus.BookmarkKey)
                && (stimulus.BookmarkId is null || stimulus.BookmarkId == bookmark.Id)
                && frame.State.Find(bookmark.ExecutionId) is { Status: ExecutionStatus.Running })
            {
                return bookmark;
            }
        }

        return null;
    }

    private async ValueTask<bool> TakeTimerAsync(CancellationToken cancellationToken)
    {
        var due = frame.Bookmarks.All
            .Where(bookmark => bookmark.DueAt <= frame.Now && frame.State.Find(bookmark.ExecutionId) is { Status: ExecutionStatus.Running })
            .MinBy(static bookmark => bookmark.DueAt);
        if (due is null)
        {
            return false;
        }

        if (budget.IsSpent())
        {
            HasWorkLeft = true;
            return false;
        }

        await ResumeAsync(due, null, isDue: true, cancellationToken);
        return true;
    }

    private async ValueTask ResumeAsync(Bookmark bookmark, PendingStimulus? pending, bool isDue, CancellationToken cancellationToken)
    {
        if (frame.State.Find(bookmark.ExecutionId) is not { } execution)
        {
            return;
        }

        if (pending is not null)
        {
            pending.IsConsumed = true;
            if (pending.IsStored)
            {
                frame.State.ActivitiesSinceWait = 0;
            }
        }
        else
        {
            frame.State.ActivitiesSinceWait = frame.Bookmarks.IsNew(bookmark.Id) ? frame.State.ActivitiesSinceWait + 1 : 0;
        }

        if (Guid.TryParse(bookmark.Key, out var task))
        {
            // Its own task was completed: it is not to be cancelled with the execution.
            _ = pending?.Stimulus.Name == EngineStimuli.HumanTask && execution.Tasks?.Remove(task) == true;
        }

        _events.Add(new BurstEvent(frame.Instance.Id, execution.Node.Id, execution.Node.TypeName, bookmark.Name, isDue));
        frame.Journal.Write(execution, JournalEvents.Resumed, isDue ? "due" : null);
        frame.Effects.Touch();
        var resumption = new Resumption(bookmark, isDue, pending?.Payload());
        await _runner.CallAsync(execution, ActivityCall.Resume(resumption, pending), cancellationToken);
    }

    private async ValueTask ControlAsync(PendingStimulus pending, CancellationToken cancellationToken)
    {
        var stimulus = pending.Stimulus;
        frame.Effects.Touch();
        frame.State.ActivitiesSinceWait = stimulus.Name == EngineStimuli.Continue ? frame.State.ActivitiesSinceWait : 0;
        switch (stimulus.Name)
        {
            case EngineStimuli.Cancel:
                var reason = CancelReason.FromJson(stimulus.PayloadJson);
                await _runner.CancelAllAsync(reason, cancellationToken);
                InstanceEnd.CancelOthers(frame, stimulus.PayloadJson ?? CancelReason.ToJson(reason));
                End(InstanceSubStatus.Cancelled);
                break;
            case EngineStimuli.Retry or EngineStimuli.Skip:
                await new FaultedCalls(frame, _runner).GoOnAsync(stimulus, cancellationToken);
                break;
        }
    }

    private void End(InstanceSubStatus subStatus)
    {
        var outcomes = _runner.RootOutcomes.IsDefault ? ImmutableArray<string>.Empty : _runner.RootOutcomes;
        InstanceEnd.Apply(frame, subStatus, outcomes);
    }
}

/// <summary>Something that moved an instance in a burst.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="ActivityId">Id of the node that went on.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="BookmarkName">Kind of wait that ended.</param>
/// <param name="IsDue">True: a timer fired. False: a stimulus arrived.</param>
public sealed record BurstEvent(Guid InstanceId, string ActivityId, string ActivityType, string BookmarkName, bool IsDue);
