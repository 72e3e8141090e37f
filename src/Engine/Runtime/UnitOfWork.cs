using System.Text.Json;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// A domain change and what it means for flows, committed together: one scope, one connection, one transaction. The first instance that
/// is started or addressed is burst inside it; others get rows that wake them afterwards. Not thread-safe.
/// </summary>
public sealed class UnitOfWork
{
    private readonly IdSource _ids;

    internal UnitOfWork(IEngineSession session, DateTimeOffset now, IdSource ids)
    {
        Session = session;
        Now = now;
        _ids = ids;
    }

    /// <summary>Services of the unit; tracked domain objects taken from here are saved by its commit.</summary>
    public IServiceProvider Services => Session.Services;

    /// <summary>Business clock, UTC; the row time of all that is written.</summary>
    public DateTimeOffset Now { get; }

    internal IEngineSession Session { get; }

    internal BurstEffects Effects { get; } = new();

    internal bool IsAbandoned { get; private set; }

    /// <summary>The instance that is burst in this unit, when it exists already.</summary>
    internal Guid? TargetId { get; private set; }

    /// <summary>The instance that is burst in this unit, when it begins in it.</summary>
    internal StartRequest? TargetStart { get; private set; }

    /// <summary>True: there is no instance of that id.</summary>
    internal bool IsTargetMissing { get; set; }

    /// <summary>What was delivered to the instance that is burst.</summary>
    internal List<Stimulus> TargetStimuli { get; } = [];

    /// <summary>What a supervisor changes in the instance that is burst; null: nothing.</summary>
    internal AlterationOrder? Order { get; private set; }

    /// <summary>Further instances that begin; they run after the commit.</summary>
    internal List<StartRequest> OtherStarts { get; } = [];

    /// <summary>The request that waits for the burst; null: none does.</summary>
    internal HttpExchange? Exchange { get; private set; }

    /// <summary>
    /// A request waits for the burst of this unit. To be asked for in each run of the work and looked at after the commit, which is when the answer in it may be sent.
    /// </summary>
    public HttpExchange ExpectReply() => Exchange ??= new HttpExchange();

    /// <summary>Begins an instance.</summary>
    /// <returns>Its id.</returns>
    public Guid Start(StartRequest request)
    {
        var named = request with { InstanceId = request.InstanceId ?? _ids.New() };
        if (TargetId is null && TargetStart is null)
        {
            TargetStart = named;
        }
        else
        {
            OtherStarts.Add(named);
        }

        return named.InstanceId.Value;
    }

    /// <summary>
    /// Sends a stimulus. The first instance addressed is burst in this transaction. One whose key the instance has seen does nothing;
    /// one to an instance that has ended or does not exist does nothing either.
    /// </summary>
    public void Deliver(Stimulus stimulus)
    {
        if (TargetId is null && TargetStart is null)
        {
            TargetId = stimulus.InstanceId;
        }

        if (stimulus.InstanceId == (TargetId ?? TargetStart?.InstanceId))
        {
            TargetStimuli.Add(stimulus);
        }
        else
        {
            Effects.Add(stimulus);
        }
    }

    /// <summary>Ends an instance and the sub-flows it waits for or has started; closes its tasks and revokes what it has not sent.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Shown to who had its tasks.</param>
    public void Cancel(Guid instanceId, string reason) => Deliver(EngineStimuli.ForCancel(instanceId, CancelReason.ToJson(reason), Now));

    /// <summary>Alters the instance at the beginning of its burst; it must be the unit's only one.</summary>
    internal AlterationOrder Alter(Guid instanceId, AlterationOrder order)
    {
        TargetId = instanceId;
        return Order = order;
    }

    /// <summary>Bursts the instance for what is ready or due for it, unless another one has that place.</summary>
    public void Run(Guid instanceId)
    {
        if (TargetStart is null)
        {
            TargetId ??= instanceId;
        }
    }

    /// <summary>Publishes an event to all that wait for it when this unit commits.</summary>
    /// <param name="eventName">Ordinal.</param>
    /// <param name="correlationId">Only instances of this correlation; null: all.</param>
    /// <param name="payload">Ids and codes; null: none.</param>
    public void Publish(string eventName, string? correlationId, JsonElement? payload) => Effects.Add(new Broadcast
    {
        Id = _ids.New(),
        Name = EngineStimuli.Event,
        Key = eventName,
        CorrelationId = correlationId,
        PayloadJson = payload is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : null,
        CreatedAt = Now,
    });

    /// <summary>Hands over an effect outside the database.</summary>
    public void Enqueue(OutboxMessage message) => Effects.Add(message);

    /// <summary>Adds a human task that no flow waits for, or whose bookmark exists.</summary>
    public void AddTask(HumanTask task) => Effects.Add(task);

    /// <summary>Changes a task, guarded by its version; if it has changed in between the unit is run again.</summary>
    public void ChangeTask(HumanTaskChange change) => Effects.Add(change);

    /// <summary>Cancels a task; one that is finished is left alone.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="reason">Shown to who had it.</param>
    public void CancelTask(Guid taskId, string reason) => Effects.Cancel(taskId, reason);

    /// <summary>Brings back what is on hold in a case.</summary>
    public void WakeTasks(HumanTaskWake wake) => Effects.Add(wake);

    /// <summary>Moves the timer of a bookmark, of whatever instance; null disarms it. An instant that is past is due at once.</summary>
    public void Rearm(Guid bookmarkId, DateTimeOffset? dueAt) => Effects.Rearm(bookmarkId, dueAt is { } due ? Values.Instants.Truncate(due) : null);

    /// <summary>Records a delivery attempt together with what follows from it.</summary>
    public void Record(DeliveryResult delivery) => Effects.Add(delivery);

    /// <summary>Commits nothing. The work's result is returned all the same.</summary>
    public void Abandon() => IsAbandoned = true;
}
