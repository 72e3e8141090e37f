using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// The way into the engine. Every call is one unit of work: a domain change and at most one instance's burst in one transaction, run again
/// from the start when something it had read has changed. Thread-safe.
/// </summary>
public sealed partial class WorkflowRuntime
{
    // A refused commit may have been a race; from the second on, the calls of the burst are held back one after the other.
    private const int MaxPoisonAttempts = 4;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMilliseconds(200);

    private readonly IEngineStore _store;
    private readonly UnitRunner _runner;
    private readonly IdSource _ids;
    private readonly EngineClocks _clocks;
    private readonly EngineSignals _signals;
    private readonly EngineInstruments _instruments;
    private readonly EngineOptions _options;
    private readonly ILogger<WorkflowRuntime> _logger;

    public WorkflowRuntime(
        IEngineStore store, DefinitionCatalog catalog, IdSource ids, EngineClocks clocks, EngineSignals signals, EngineInstruments instruments,
        IOptions<EngineOptions> options, ILogger<WorkflowRuntime> logger)
    {
        _store = store;
        _ids = ids;
        _clocks = clocks;
        _signals = signals;
        _instruments = instruments;
        _options = options.Value;
        _logger = logger;
        _runner = new UnitRunner(catalog, ids, clocks, _options);
    }

    /// <summary>Begins an instance and runs it to its first wait. When this returns, that is durable.</summary>
    /// <exception cref="WorkflowNotPublishedException">There is no version to start.</exception>
    /// <exception cref="Activities.ActivityFault">An input does not fit its type.</exception>
    public Task<Guid> StartAsync(StartRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync((unit, _) => ValueTask.FromResult(unit.Start(request)), cancellationToken);

    /// <summary>Sends a stimulus and runs what follows from it.</summary>
    public Task DeliverAsync(Stimulus stimulus, CancellationToken cancellationToken) => ExecuteAsync(
        (unit, _) =>
        {
            unit.Deliver(stimulus);
            return ValueTask.FromResult(true);
        },
        cancellationToken);

    /// <summary>One burst for the stimuli that are ready and the timers that are due. Harmless when there is nothing to do.</summary>
    /// <returns>False: there is no such instance.</returns>
    /// <exception cref="UnreadableInstanceException">What is stored of it cannot be read.</exception>
    public async Task<bool> RunInstanceAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        var last = await ExecuteAsync(
            (unit, _) =>
            {
                unit.Run(instanceId);
                return ValueTask.FromResult(unit);
            },
            cancellationToken);
        return !last.IsTargetMissing;
    }

    /// <summary>Ends an instance and the sub-flows it waits for or has started; closes its tasks and revokes what it has not sent.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Shown to who had its tasks.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task CancelAsync(Guid instanceId, string reason, CancellationToken cancellationToken) => ExecuteAsync(
        (unit, _) =>
        {
            unit.Cancel(instanceId, reason);
            return ValueTask.FromResult(true);
        },
        cancellationToken);

    /// <summary>Calls a failed activity again as it was called. Does nothing when the incident is over.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="incidentId">Its incident.</param>
    /// <param name="by">User id of who decided.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task RetryAsync(Guid instanceId, Guid incidentId, string by, CancellationToken cancellationToken) =>
        DecideAsync(EngineStimuli.Retry, instanceId, incidentId, by, null, cancellationToken);

    /// <summary>Completes a failed activity without running it. Does nothing when the incident is over.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="incidentId">Its incident.</param>
    /// <param name="outcome">Outcome to go on with; null: Done.</param>
    /// <param name="by">User id of who decided.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task SkipAsync(Guid instanceId, Guid incidentId, string? outcome, string by, CancellationToken cancellationToken) =>
        DecideAsync(EngineStimuli.Skip, instanceId, incidentId, by, outcome, cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> and, in the same transaction, the burst of the instance it starts or addresses. The work is run again
    /// in a fresh unit when something it had read has changed, so it must be repeatable and keep nothing from an earlier run.
    /// </summary>
    /// <returns>What the work returned in the run that was committed, or abandoned.</returns>
    /// <exception cref="DeliverySupersededException">A delivery recorded in it has been taken over.</exception>
    /// <exception cref="UnitOfWorkException">It was still stale, or refused by the database, after all tries.</exception>
    public async Task<T> ExecuteAsync<T>(Func<UnitOfWork, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        using var running = _instruments.Begin();
        return await TryUntilCommittedAsync(work, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // awaited once, at once
    private async ValueTask<T> TryUntilCommittedAsync<T>(Func<UnitOfWork, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var faults = new FaultPlan();
        var now = _clocks.Now;
        for (int stale = 0, poison = 0; ;)
        {
            await using var session = await _store.OpenAsync(cancellationToken);
            var unit = new UnitOfWork(session, now, _ids);
            var result = await work(unit, cancellationToken);
            if (unit.IsAbandoned)
            {
                return result;
            }

            using var scratch = BurstScratch.Rent();
            try
            {
                var attempt = await _runner.RunAsync(unit, faults, scratch, cancellationToken);
                switch (attempt.Outcome)
                {
                    case CommitOutcome.Committed:
                        Committed(attempt);
                        return result;
                    case CommitOutcome.StaleDelivery superseded:
                        throw new DeliverySupersededException(superseded.OutboxId);
                    case CommitOutcome.Poison refusal when ++poison > MaxPoisonAttempts:
                        throw new UnitOfWorkException("The database refuses the rows of this unit of work.", refusal.Exception);
                    case CommitOutcome.Poison refusal:
                        _instruments.Refused();
                        LogPoison(_logger, attempt.Commit?.Instance?.Id, refusal.Exception.GetType().Name, poison);
                        PlanPoison(faults, poison);
                        break;
                    default:
                        _instruments.Stale();
                        if (++stale >= _options.StaleAttempts)
                        {
                            throw new UnitOfWorkException("What this unit of work reads changes faster than it can commit.", null);
                        }

                        faults = new FaultPlan(); // the burst may take another way now
                        await BackOffAsync(stale, cancellationToken);
                        now = _clocks.Now;
                        break;
                }
            }
            catch (BurstReplayException replay) when (!faults.IsFull)
            {
                faults.Add(replay);
            }
        }
    }

    private Task<bool> DecideAsync(string name, Guid instanceId, Guid incidentId, string by, string? outcome, CancellationToken cancellationToken)
    {
        var key = EngineStimuli.KeyOf(incidentId);
        var order = FaultedCalls.OrderJson(by, outcome);
        var stimulusKey = $"decide:{key}:{EngineStimuli.KeyOf(_ids.New())}";
        return ExecuteAsync(
            (unit, _) =>
            {
                unit.Deliver(new Stimulus { InstanceId = instanceId, Key = stimulusKey, Name = name, BookmarkKey = key, PayloadJson = order, CreatedAt = unit.Now });
                return ValueTask.FromResult(true);
            },
            cancellationToken);
    }

    private void Committed(UnitRunner.Attempt attempt)
    {
        if (attempt.Commit is not { } commit)
        {
            return;
        }

        _instruments.Committed(commit);
        _signals.Committed(commit, attempt.Events);
    }

    private static void PlanPoison(FaultPlan faults, int poison)
    {
        if (poison > 1)
        {
            faults.Add(new BurstReplayException(poison - 1, 0, new ActivityFailure("commit.refused", "the database refuses what this activity leads to", Retryable: false)));
        }
    }

    private Task BackOffAsync(int attempt, CancellationToken cancellationToken)
    {
        var ceiling = Math.Min(LongestBackOff.Ticks, FirstBackOff.Ticks << Math.Min(attempt, 10));
        var jittered = ceiling / 2 + RandomNumberGenerator.GetInt32((int)(ceiling / 2));
        return Task.Delay(TimeSpan.FromTicks(jittered), _clocks.Machine, cancellationToken);
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Commit of instance {InstanceId} was refused ({Exception}), attempt {Attempt}.")]
    private static partial void LogPoison(ILogger logger, Guid? instanceId, string exception, int attempt);
}
