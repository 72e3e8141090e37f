using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// Runs what is ready or due, in rounds. The pumps of the background use it, and so does whoever wants to wait until nothing is left to do:
/// both may at the same time. Thread-safe.
/// </summary>
public sealed partial class EngineStepper(
    IEngineStore store, WorkflowRuntime runtime, EngineClocks clocks, EngineSignals signals, EngineInstruments instruments,
    IOptions<EngineOptions> options, ILogger<EngineStepper> logger)
{
    private readonly EngineOptions _options = options.Value;
    private readonly ClaimSize _ready = new(options.Value);
    private readonly ClaimSize _due = new(options.Value);
    private int _busy;

    /// <summary>One round: spreads events, claims instances with ready stimuli and runs them.</summary>
    /// <returns>How many events and instances there were; 0: nothing was ready.</returns>
    public Task<int> RunReadyAsync(CancellationToken cancellationToken) => BusyAsync(
        async () =>
        {
            var spread = await store.SpreadBroadcastsAsync(_options.ClaimBatch, cancellationToken);
            var instances = await store.ClaimReadyInstancesAsync(_ready.Size, _options.Lease, cancellationToken);
            await RunAllAsync(instances, _ready, left => store.ReleaseInstancesAsync(left, CancellationToken.None), cancellationToken);
            return spread + instances.Length;
        });

    /// <summary>One round: fires triggers that are due by the business clock, whose instances are then ready, claims timers and runs their instances.</summary>
    /// <returns>How many triggers and timers there were; 0: none was due.</returns>
    public Task<int> RunDueAsync(CancellationToken cancellationToken) => BusyAsync(
        async () =>
        {
            var now = clocks.Now;
            var started = await store.StartDueAsync(now, _options.ClaimBatch, cancellationToken);
            if (!started.IsEmpty)
            {
                signals.InstancesStarted();
            }

            var timers = await store.ClaimDueTimersAsync(now, _due.Size, _options.Lease, cancellationToken);
            if (!timers.IsEmpty)
            {
                foreach (var timer in timers)
                {
                    instruments.Late(now - timer.DueAt);
                }

                await RunAllAsync(
                    [.. timers.Select(static timer => timer.InstanceId).Distinct()],
                    _due,
                    left => store.ReleaseTimersAsync([.. timers.Where(timer => left.Contains(timer.InstanceId))], CancellationToken.None),
                    cancellationToken);
            }

            return started.Length + timers.Length;
        });

    /// <summary>
    /// Runs everything that is ready or due now, and what comes of it, until nothing is left. Retries that wait for the machine clock are
    /// not waited for.
    /// </summary>
    /// <returns>What moved instances of this process meanwhile.</returns>
    public async Task<QuietReport> UntilQuietAsync(CancellationToken cancellationToken)
    {
        var events = new ConcurrentQueue<BurstEvent>();
        using var watching = signals.Watch(events.Enqueue);
        while (true)
        {
            if (await RunReadyAsync(cancellationToken) + await RunDueAsync(cancellationToken) > 0)
            {
                continue;
            }

            if (Volatile.Read(ref _busy) == 0)
            {
                return new QuietReport([.. events]);
            }

            // A pump of this process has claimed something; what it leaves behind is ours to see too.
            await Task.Delay(TimeSpan.FromMilliseconds(5), clocks.Machine, cancellationToken);
        }
    }

    private async Task<int> BusyAsync(Func<Task<int>> round)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            return await round();
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }

    private async Task RunAllAsync(
        ImmutableArray<Guid> instances, ClaimSize size, Func<ImmutableArray<Guid>, ValueTask> release, CancellationToken cancellationToken)
    {
        var from = clocks.Machine.GetTimestamp();
        var isDone = new bool[instances.Length];
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, instances.Length),
                new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken },
                async (index, token) =>
                {
                    await RunOneAsync(instances[index], token);
                    isDone[index] = true;
                });
            size.Took(clocks.Machine.GetElapsedTime(from));
        }
        catch (Exception exception) when (exception is OperationCanceledException or StorageUnavailableException)
        {
            await TryReleaseAsync([.. instances.Where((_, index) => !isDone[index])], release);
            throw;
        }
    }

    private async ValueTask RunOneAsync(Guid instanceId, CancellationToken cancellationToken)
    {
        try
        {
            if (!await runtime.RunInstanceAsync(instanceId, cancellationToken) && await store.DropAsync(instanceId, cancellationToken) is var dropped and > 0)
            {
                LogDropped(logger, dropped, instanceId);
            }
        }
        catch (UnreadableInstanceException unreadable)
        {
            if (await store.SetAsideAsync(SetAside.Trouble(unreadable, _options.RetryAttempts, clocks.Now), cancellationToken) is { } wait)
            {
                LogSetAside(logger, instanceId, unreadable.Code, unreadable.InnerException?.GetType().Name, wait);
            }
        }
        catch (Exception exception) when (exception is not StorageUnavailableException && (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            // One instance must not stop the others; its claim ends with the lease and it is tried again.
            LogInstanceFailed(logger, instanceId, exception.GetType().Name);
        }
    }

    // A node that stops, or that the database has put off, lets others go on at once instead of after the lease.
    private async ValueTask TryReleaseAsync(ImmutableArray<Guid> left, Func<ImmutableArray<Guid>, ValueTask> release)
    {
        try
        {
            await release(left);
        }
        catch (StorageUnavailableException failure)
        {
            LogNotReleased(logger, left.Length, failure.Failure);
        }
    }

    [LoggerMessage(EventId = 3110, Level = LogLevel.Error, Message = "Instance {InstanceId} could not be run ({Exception}); it is tried again when its lease ends.")]
    private static partial void LogInstanceFailed(ILogger logger, Guid instanceId, string exception);

    [LoggerMessage(EventId = 3112, Level = LogLevel.Warning, Message = "{Count} stimuli and timers were for instance {InstanceId}, which does not exist; they are deleted.")]
    private static partial void LogDropped(ILogger logger, int count, Guid instanceId);

    [LoggerMessage(EventId = 3113, Level = LogLevel.Error, Message = "Instance {InstanceId} cannot be read ({Code}, {Exception}); it has an incident and is tried again in {Wait}.")]
    private static partial void LogSetAside(ILogger logger, Guid instanceId, string code, string? exception, TimeSpan wait);

    [LoggerMessage(EventId = 3111, Level = LogLevel.Debug, Message = "{Count} claimed instances could not be given back ({Failure}); they go on when their leases end.")]
    private static partial void LogNotReleased(ILogger logger, int count, StorageFailure failure);
}

/// <summary>What happened until nothing was left to do.</summary>
/// <param name="Events">Timers that fired, stimuli that arrived and triggers that started an instance, in the order they were committed.</param>
public sealed record QuietReport(ImmutableArray<BurstEvent> Events);
