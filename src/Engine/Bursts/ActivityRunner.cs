using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// Calls activities and carries out what they said: completion goes up to the container at once, cancellation goes down.
/// No recursion on the way up, so a chain of any length needs no stack.
/// </summary>
internal sealed class ActivityRunner
{
    // Why what is left in a container ends when it completes.
    private const string Ended = "completed";

    private readonly BurstFrame _frame;
    private readonly ActivityContext _context;
    private readonly IncidentRecorder _incidents;
    private readonly ExecutionCanceller _canceller;

    public ActivityRunner(BurstFrame frame)
    {
        _frame = frame;
        _context = new ActivityContext(frame);
        _incidents = new IncidentRecorder(frame);
        _canceller = new ExecutionCanceller(frame, _context, _incidents);
    }

    public IncidentRecorder Incidents => _incidents;

    /// <summary>What the root completed with; default while it has not.</summary>
    public ImmutableArray<string> RootOutcomes { get; private set; }

    public ValueTask RunAsync(ActivityExecution execution, CancellationToken cancellationToken)
    {
        execution.Status = ExecutionStatus.Running;
        _frame.Journal.Started(execution);
        return CallAsync(execution, ActivityCall.Execute, cancellationToken);
    }

    /// <summary>Makes one call and everything that follows from it at once.</summary>
    public async ValueTask CallAsync(ActivityExecution execution, ActivityCall call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var id = execution.Id;
            if (!await TryCallAsync(execution, call, cancellationToken))
            {
                return;
            }

            var result = _context.Result;
            var (isCompleted, endsComposite, endsInstance, outcomes) = (result.IsCompleted, result.EndsComposite, result.EndsInstance, result.Outcomes);
            var reason = result.EndReason ?? Ended;
            if (call.Resumption is { IsDue: true } resumption && !result.HasRearmed(resumption.Bookmark.Id))
            {
                // A timer fires once; without this it would be due for ever.
                _frame.Bookmarks.Rearm(resumption.Bookmark.Id, null);
            }

            if (_frame.Cancellations.Count > 0)
            {
                await CancelRequestedAsync(cancellationToken);
                var hasFailed = execution.Status == ExecutionStatus.Faulted && !isCompleted && !endsComposite && !endsInstance;
                if (execution.Id != id || hasFailed)
                {
                    return; // what it was told of a cancelled child has ended it, or is its incident now
                }
            }

            if (endsInstance || endsComposite)
            {
                var ended = endsInstance ? _frame.State.Root! : CompositeAround(execution); // it runs, so there is a root
                if (ended != execution)
                {
                    await TakeOutAsync(execution, Outcomes.Done, reason, cancellationToken); // it has done its work; only what is beside it is cancelled
                }

                execution = ended;
                outcomes = endsInstance ? Outcomes.Done : outcomes;
            }
            else if (!isCompleted)
            {
                if (execution.WaitsForChildren)
                {
                    return;
                }

                if (execution.BookmarkCount > 0)
                {
                    _frame.Journal.Write(execution, JournalEvents.Suspended, null);
                    return;
                }

                if (execution.Node.Activity is not CodeActivity)
                {
                    _incidents.Record(execution, call, new ActivityFailure("activity.stuck", "neither completed nor waiting", Retryable: false));
                    return;
                }

                outcomes = Outcomes.Done;
            }

            if (await EndAsync(execution, outcomes, reason, cancellationToken) is not { } next)
            {
                return;
            }

            (execution, call) = next;
        }
    }

    /// <summary>Completes an execution from outside, as a skip does.</summary>
    public async ValueTask CompleteAsync(ActivityExecution execution, ImmutableArray<string> outcomes, CancellationToken cancellationToken)
    {
        if (await EndAsync(execution, outcomes, Ended, cancellationToken) is { } next)
        {
            await CallAsync(next.Execution, next.Call, cancellationToken);
        }
    }

    /// <summary>Ends what runs at one place of a container and lets the container go on at another.</summary>
    public async ValueTask MoveAsync(AlterationStep.Move move, string reason, CancellationToken cancellationToken)
    {
        if (_frame.State.Find(move.Container) is not { } container || _frame.State.Find(move.From) is not { } from)
        {
            return; // the plan was made of this state, so both are there
        }

        var (node, tag) = (from.Node, from.Tag);
        foreach (var id in move.Ends)
        {
            if (_frame.State.Find(id) is { } ending)
            {
                await _canceller.CancelAsync(ending, reason, cancellationToken);
            }
        }

        _context.Enter(container);
        container.Node.Activity.Move(_context, node, tag, move.To);
        if (_frame.Cancellations.Count > 0)
        {
            await CancelRequestedAsync(cancellationToken);
        }
    }

    /// <summary>Cancels the whole tree; the instance has nothing left to run.</summary>
    public async ValueTask CancelAllAsync(string reason, CancellationToken cancellationToken)
    {
        if (_frame.State.Root is { } root)
        {
            await _canceller.CancelAsync(root, reason, cancellationToken);
        }

        _frame.Queue.Clear();
    }

    // Takes a completed execution out and returns the call its parent is due; null when there is none to make.
    private async ValueTask<(ActivityExecution Execution, ActivityCall Call)?> EndAsync(ActivityExecution execution, ImmutableArray<string> outcomes, string reason, CancellationToken cancellationToken)
    {
        var parent = execution.Parent;
        var completion = new ChildCompletion(execution.Node, execution.Id, outcomes, execution.Tag);
        await TakeOutAsync(execution, outcomes, reason, cancellationToken);
        if (parent is null)
        {
            RootOutcomes = outcomes;
            _frame.Queue.Clear();
            return null;
        }

        var call = ActivityCall.ChildCompleted(completion);
        if (parent.Status == ExecutionStatus.Faulted)
        {
            parent.PendingCalls!.Add(call.ToPending()); // a faulted execution has its calls
            return null;
        }

        return (parent, call);
    }

    // Journals an execution as completed; what is still open below it ends with it.
    private async ValueTask TakeOutAsync(ActivityExecution execution, ImmutableArray<string> outcomes, string reason, CancellationToken cancellationToken)
    {
        while (execution.ChildCount > 0)
        {
            await _canceller.CancelAsync(execution.Children[^1], reason, cancellationToken);
        }

        _frame.Bookmarks.RemoveAll(execution);
        _canceller.CancelTasks(execution, reason);
        _incidents.Resolve(execution, "cancelled", null);
        _frame.Journal.Write(execution, JournalEvents.Completed, execution.IsFolded || outcomes is [Outcomes.DoneName] ? null : string.Join(',', outcomes));
        _frame.State.Remove(execution);
        _frame.State.Recycle(execution);
    }

    private async ValueTask CancelRequestedAsync(CancellationToken cancellationToken)
    {
        var requested = _frame.Cancellations.ToArray();
        _frame.Cancellations.Clear();
        foreach (var (execution, id) in requested)
        {
            if (execution.Id != id || execution.Parent is not { } parent)
            {
                continue;
            }

            var parentId = parent.Id;
            var call = ActivityCall.ChildCancelled(new ChildCompletion(execution.Node, id, Outcomes.None, execution.Tag));
            await _canceller.CancelAsync(execution, "cancelled", cancellationToken);
            if (parent.Id == parentId && parent.Status == ExecutionStatus.Faulted)
            {
                parent.PendingCalls!.Add(call.ToPending()); // a faulted execution has its calls
            }
            else if (parent.Id == parentId)
            {
                await CallAsync(parent, call, cancellationToken);
            }
        }
    }

    private async ValueTask<bool> TryCallAsync(ActivityExecution execution, ActivityCall call, CancellationToken cancellationToken)
    {
        var number = _frame.NextCall();
        if (_frame.Faults.Find(number, execution.Id) is { } planned)
        {
            _incidents.Record(execution, call, planned);
            return false;
        }

        _context.Enter(execution);
        var before = _frame.Effects.Version;
        try
        {
            if (_frame.State.Graph.ReadsFacts)
            {
                await CaseFacts.ReadAsync(_frame, execution.Node, cancellationToken);
            }

            await call.MakeAsync(execution.Node.Activity, _context, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (_frame.Session.Unavailable(exception) is not null)
        {
            // Not the activity's fault and nothing a person could decide: the whole unit is run again when the database is back.
            throw _frame.Session.Unavailable(exception)!;
        }
        catch (Exception exception) when (exception is not BurstReplayException)
        {
            var failure = ActivityFailure.Of(exception);
            _frame.Cancellations.Clear();
            if (_frame.Effects.Version != before || _frame.Session.DomainTouched)
            {
                throw new BurstReplayException(number, execution.Id, failure);
            }

            _incidents.Record(execution, call, failure);
            return false;
        }

        if (execution.Incident is not null)
        {
            _incidents.Resolve(execution, "retried", null);
        }

        return true;
    }

    private static ActivityExecution CompositeAround(ActivityExecution execution)
    {
        while (execution.Parent is { } parent)
        {
            execution = parent;
            if (execution.Node.Activity.IsComposite)
            {
                break;
            }
        }

        return execution;
    }
}
