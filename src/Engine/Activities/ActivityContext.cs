using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Activities;

/// <summary>
/// What an activity sees of the instance it runs in, and how it says what shall happen. Nothing is written before the burst commits.
/// Valid only during the call it was given to; not thread-safe.
/// </summary>
public sealed class ActivityContext : ActivityScope
{
    private readonly BurstFrame _frame;

    internal ActivityContext(BurstFrame frame)
        : base(frame) => _frame = frame;

    /// <summary>The instance.</summary>
    public Guid InstanceId => _frame.Instance.Id;

    /// <summary>The instance at the top; its own id when nothing started it.</summary>
    public Guid RootInstanceId => _frame.Instance.RootId;

    /// <summary>The instance that started this one; null for a root.</summary>
    public Guid? ParentInstanceId => _frame.Instance.ParentId;

    /// <summary>The case, as text; null when the instance has none.</summary>
    public string? CorrelationId => _frame.Instance.CorrelationId;

    /// <summary>Number of this execution within the instance, from 1; never given twice.</summary>
    public long ExecutionId => Execution.Id;

    /// <summary>The same for every try of this execution, and for no other: what makes an outside effect happen once.</summary>
    public string IdempotencyKey => $"{EngineStimuli.KeyOf(InstanceId)}:{ExecutionId}";

    /// <summary>Services of the unit of work; the domain's context among them.</summary>
    public IServiceProvider Services => _frame.Session.Services;

    /// <summary>The try of this activity, from 1; more than 1 after failures.</summary>
    public int Attempt => (Execution.Incident?.Attempts ?? 0) + 1;

    /// <summary>True while a child of this execution is scheduled, waits or has an incident, or has ended and the call about it is still to come.</summary>
    public bool HasRunningChildren => Execution.WaitsForChildren;

    /// <summary>Children that have not ended, in the order they were scheduled.</summary>
    public ReadOnlySpan<ActivityExecution> RunningChildren => Execution.Children;

    /// <summary>Bookmarks of this execution, oldest first.</summary>
    public IEnumerable<Bookmark> Bookmarks => _frame.Bookmarks.Of(Execution);

    internal CallResult Result { get; private set; } = new();

    /// <summary>Why the execution is being cancelled; only while it is.</summary>
    internal string? CancelReason { get; set; }

    /// <summary>Completes with Done.</summary>
    public void Complete() => Complete(Outcomes.Done);

    /// <summary>Completes with one outcome.</summary>
    public void Complete(string outcome) => Complete([outcome]);

    /// <summary>Completes with these outcomes; the branches of all of them are followed. Bookmarks, tasks and children that are left are cancelled.</summary>
    public void Complete(ImmutableArray<string> outcomes) => Result.Complete(outcomes);

    /// <summary>
    /// Waits for a stimulus of this name and key, for an instant, or for both. Several waits are allowed; all end when the activity completes.
    /// </summary>
    /// <param name="name">Kind of stimulus; ordinal.</param>
    /// <param name="key">What tells this wait from others of the same kind; empty for a pure timer.</param>
    /// <param name="dueAt">Business clock, inclusive; an instant that is past is due at once. Null: no timer.</param>
    public Bookmark Wait(string name, string key, DateTimeOffset? dueAt = null)
    {
        var bookmark = new Bookmark
        {
            Id = _frame.Ids.New(),
            InstanceId = InstanceId,
            NodeId = Node.NodeId,
            ExecutionId = ExecutionId,
            Name = name,
            Key = key,
            CorrelationId = CorrelationId,
            DueAt = dueAt is { } due ? Instants.Truncate(due) : null,
        };
        _frame.Bookmarks.Add(bookmark, Execution);
        return bookmark;
    }

    /// <summary>Sets or moves the timer of a bookmark of this instance; null disarms it. A bookmark that is gone is left alone.</summary>
    public void Rearm(Guid bookmarkId, DateTimeOffset? dueAt)
    {
        Result.Rearmed(bookmarkId);
        _frame.Bookmarks.Rearm(bookmarkId, dueAt is { } due ? Instants.Truncate(due) : null);
    }

    /// <summary>Ends a wait of this execution.</summary>
    public void Remove(Guid bookmarkId) => _frame.Bookmarks.Remove(bookmarkId, Execution);

    /// <summary>What this execution remembers; the default of <typeparamref name="T"/> before it has set anything.</summary>
    public T? State<T>(JsonTypeInfo<T> type)
    {
        if (Execution.State is ExecutionState.Stored stored)
        {
            Execution.State = new ExecutionState.Typed<T>(stored.Json.Deserialize(type)!, type); // null round-trips as null
        }

        return Execution.State is ExecutionState.Typed<T> typed ? typed.Value : default;
    }

    /// <summary>Kept while this execution runs. Ids, codes and counters only, no text about persons.</summary>
    public void SetState<T>(T value, JsonTypeInfo<T> type)
    {
        Execution.State = new ExecutionState.Typed<T>(value, type);
        _frame.Effects.Touch();
    }

    /// <summary>
    /// Makes a human task. One with a bookmark is cancelled when this execution ends without it being done; one that nothing waits for
    /// (no bookmark) outlives the execution.
    /// </summary>
    public void AddTask(HumanTask task)
    {
        if (task.BookmarkId is not null)
        {
            (Execution.Tasks ??= []).Add(task.Id);
        }

        _frame.Effects.Add(task with { InstanceId = InstanceId });
    }

    /// <summary>Cancels a task of this execution; one that is finished is left alone.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="reason">Shown to who had it; no personal text.</param>
    public void CancelTask(Guid taskId, string reason)
    {
        Execution.Tasks?.Remove(taskId);
        _frame.Effects.Cancel(taskId, reason);
    }

    /// <summary>Changes a task, guarded by its version.</summary>
    public void ChangeTask(HumanTaskChange change) => _frame.Effects.Add(change);

    /// <summary>Hands over an effect outside the database. Its key should begin with <see cref="IdempotencyKey"/>.</summary>
    public void Enqueue(OutboxMessage message) => _frame.Effects.Add(message with { InstanceId = message.InstanceId ?? InstanceId });

    /// <summary>Answers the request that led to this burst; the answer is sent when the burst has committed.</summary>
    /// <exception cref="ActivityFault">Nobody waits for an answer to this burst, or it has been given.</exception>
    public void Reply(HttpReply reply)
    {
        if (_frame.Exchange is not { } exchange)
        {
            throw new ActivityFault("http.no-request", "no request waits for this burst", retryable: false);
        }

        if (exchange.Reply is not null)
        {
            throw new ActivityFault("http.already-answered", "the request has been answered in this burst", retryable: false);
        }

        exchange.Reply = reply;
        _frame.Effects.Touch();
    }

    /// <summary>Publishes an event to all that wait for it when this burst commits.</summary>
    /// <param name="eventName">Ordinal.</param>
    /// <param name="correlationId">Only instances of this correlation; null: all.</param>
    /// <param name="payload">Ids and codes; null: none.</param>
    /// <param name="local">True: only to what waits in this instance now.</param>
    public void Publish(string eventName, string? correlationId, JsonElement? payload, bool local)
    {
        var json = payload is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : null;
        if (!local)
        {
            _frame.Effects.Add(new Broadcast { Id = _frame.Ids.New(), Name = EngineStimuli.Event, Key = eventName, CorrelationId = correlationId, PayloadJson = json, CreatedAt = Now });
        }
        else if (_frame.Bookmarks.Any(EngineStimuli.Event, eventName))
        {
            Deliver(new Stimulus { InstanceId = InstanceId, Key = $"local:{IdempotencyKey}:{eventName}", Name = EngineStimuli.Event, BookmarkKey = eventName, PayloadJson = json, CreatedAt = Now });
        }
    }

    /// <summary>Sends a stimulus to this or another instance.</summary>
    public void Deliver(Stimulus stimulus)
    {
        _frame.Effects.Touch();
        if (stimulus.InstanceId == InstanceId)
        {
            _frame.Instance.Stimuli.Add(new PendingStimulus(stimulus, IsStored: false));
        }
        else
        {
            _frame.Effects.Add(stimulus);
        }
    }

    /// <summary>Makes a child instance; it runs after this burst has committed.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ActivityFault">There is no such published workflow, or an input does not fit.</exception>
    public ValueTask<Guid> StartChildAsync(ChildStart start, CancellationToken cancellationToken) =>
        ChildInstances.StartAsync(this, start, cancellationToken);

    /// <summary>Names the instance's case. Bookmarks made before keep the correlation they were made with.</summary>
    public void Correlate(string? correlationId)
    {
        _frame.Instance.CorrelationId = correlationId;
        _frame.Effects.Touch();
    }

    /// <summary>Names the instance. An id or code, never a person's name.</summary>
    public void SetInstanceName(string? name)
    {
        _frame.State.Name = name;
        _frame.Effects.Touch();
    }

    /// <summary>Adds a line to the journal. Ids and codes only, no text about persons.</summary>
    public void Journal(string eventName, string? message) => _frame.Journal.Write(Execution, eventName, message);

    /// <summary>Puts a child into the queue. This execution goes on when the child has ended.</summary>
    /// <param name="child">One of the node's children.</param>
    /// <param name="tag">Comes back with the child's completion.</param>
    /// <param name="values">Values of the variables this activity declares for the child (<see cref="Activity.SlotVariables"/>), in their order.</param>
    /// <exception cref="ActivityFault">A value does not fit its variable.</exception>
    public void Schedule(ActivityNode child, int tag = 0, params ReadOnlySpan<object?> values)
    {
        var execution = _frame.State.Schedule(child, Execution, tag);
        _frame.Effects.Touch();
        for (var i = 0; i < values.Length; i++)
        {
            execution.Variables![i] = Convert(values[i], child.Variables[i].Type, child.Variables[i].Id); // the slot's variables come first
        }

        _frame.Queue.Enqueue(execution);
    }

    /// <summary>True: a <c>Break</c> inside has asked this execution to begin nothing more.</summary>
    public bool IsBreaking => Execution.IsBreaking;

    /// <summary>Leaves the nearest loop around this activity: the loop ends when its current body has ended. Without a loop nothing happens.</summary>
    public void Break()
    {
        for (var around = Execution.Parent; around is not null; around = around.Parent)
        {
            var reach = around.Node.Activity.BreakReach;
            around.IsBreaking |= reach is not BreakReach.Passes;
            if (reach is BreakReach.Ends)
            {
                break;
            }
        }

        _frame.Effects.Touch();
    }

    /// <summary>Cancels a running child and all in it, after this call has returned.</summary>
    public void CancelChild(ActivityExecution child) => CancelExecution(child);

    /// <summary>Completes the nearest composite around this activity, or the workflow, with these outcomes.</summary>
    public void CompleteComposite(ImmutableArray<string> outcomes) => Result.CompleteComposite(outcomes);

    /// <summary>Ends the whole instance at once; whatever still waits in it is cancelled.</summary>
    /// <param name="reason">A code shown to who had its tasks; null: <c>completed</c>.</param>
    public void FinishInstance(string? reason = null) => Result.FinishInstance(reason);

    internal void Enter(ActivityExecution execution)
    {
        Execution = execution;
        Result.Reset();
    }

    internal void CancelExecution(ActivityExecution execution)
    {
        _frame.Cancellations.Add((execution, execution.Id));
        _frame.Effects.Touch();
    }
}
