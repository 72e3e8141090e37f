using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// All an instance does between two waits: every runnable activity, every stimulus that meets a bookmark and every due timer, until all
/// branches wait or end, or the budget is spent. In memory; what comes of it is in the frame's effects and state.
/// </summary>
internal sealed class Burst(BurstFrame frame)
{
    private readonly BurstBudget _budget = frame.Budget;
    private readonly Wakings _wakings = new(frame);
    private readonly ActivityRunner _runner = new(frame);
    private readonly List<BurstEvent> _events = [];
    private bool _hadIncident;

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

        if (frame.Alteration is null && CancelAhead() is { } cancel) // an alteration was planned for the instance as it stands
        {
            cancel.IsConsumed = true;
            await ControlAsync(cancel, cancellationToken);
        }
        else if (!frame.State.IsStarted)
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

            if (frame.Faults.IsUsedUp || _budget.IsEnded)
            {
                HasWorkLeft = frame.Faults.IsUsedUp || _wakings.Stimulus() is not null || _wakings.Due() is not null;
                break;
            }

            if (!await TakeStimulusAsync(cancellationToken) && !await TakeTimerAsync(cancellationToken))
            {
                break;
            }
        }

        if (!instance.HasEnded)
        {
            instance.SubStatus = HasWorkLeft ? InstanceSubStatus.Executing : _wakings.Standstill.IsOn ? InstanceSubStatus.Faulted : InstanceSubStatus.Suspended;
        }
    }

    // An instance that has work left would come to its stimuli last, one in a long loop hardly ever; and one that has not begun need not begin.
    private PendingStimulus? CancelAhead() => frame.Instance.SubStatus is InstanceSubStatus.Executing or InstanceSubStatus.Pending
        ? frame.Instance.Stimuli.Find(static pending => !pending.IsConsumed && pending.Stimulus.Name == EngineStimuli.Cancel)
        : null;

    private void Start()
    {
        frame.State.IsStarted = true;
        frame.Exchange?.IsTaken = true;
        frame.Journal.WriteInstance(JournalEvents.WorkflowStarted, frame.State.Graph.VersionId);
        if (frame.State.Trigger is { } trigger)
        {
            _events.Add(new BurstEvent(frame.Instance.Id, trigger.Node.Id, trigger.Node.TypeName, EngineStimuli.Start, trigger.IsTimed));
        }

        frame.Queue.Enqueue(frame.State.Schedule(frame.State.Graph.Root, null, 0));
        if (CommitStrategies.CommitsAtStart(frame.State.Graph.Options.CommitStrategyName))
        {
            _budget.End();
        }
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
        while (!_wakings.Standstill.IsOn && frame.Queue.TryDequeue(out var execution))
        {
            if (frame.State.ActivitiesSinceWait >= frame.Options.LoopLimit)
            {
                _runner.Incidents.Record(execution, ActivityCall.Execute, new ActivityFailure("loop.limit", "more activities without a wait than allowed", Retryable: false));
                continue;
            }

            var node = execution.Node;
            if (frame.Faults.IsUsedUp || (node.CommitsBefore && frame.Calls > 0) || _budget.IsSpent())
            {
                return false; // the execution stays scheduled in the state
            }

            frame.State.ActivitiesSinceWait++;
            await _runner.RunAsync(execution, cancellationToken);
            EndAfter(node);
        }

        return true;
    }

    private void EndAfter(ActivityNode node)
    {
        if (node.CommitsAfter)
        {
            _budget.End();
        }
    }

    // One stimulus that can be used; false: none can.
    private async ValueTask<bool> TakeStimulusAsync(CancellationToken cancellationToken)
    {
        if (_wakings.Stimulus() is not { } found)
        {
            return false;
        }

        if (found.Bookmark is { } bookmark)
        {
            await ResumeAsync(bookmark, found.Pending, isDue: false, cancellationToken);
        }
        else
        {
            found.Pending.IsConsumed = true;
            await ControlAsync(found.Pending, cancellationToken);
        }

        return true;
    }

    private async ValueTask<bool> TakeTimerAsync(CancellationToken cancellationToken)
    {
        if (_wakings.Due() is not { } due)
        {
            return false;
        }

        if (_wakings.Standstill.IsOn)
        {
            _wakings.Standstill.Hold(due);
            return true;
        }

        if (_budget.IsSpent())
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
            else
            {
                frame.Exchange?.IsTaken = true;
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
        var (node, resumption) = (execution.Node, new Resumption(bookmark, isDue, pending?.Payload()));
        await _runner.CallAsync(execution, ActivityCall.Resume(resumption, pending), cancellationToken);
        EndAfter(node);
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
                _hadIncident = frame.State.Executions().Any(static execution => execution.Incident is { Status: IncidentStatus.Open });
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
        InstanceEnd.Apply(frame, subStatus, _hadIncident ? InstanceSubStatus.Faulted : subStatus, outcomes);
    }
}
