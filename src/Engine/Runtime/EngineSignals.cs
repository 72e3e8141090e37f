using System.Collections.Concurrent;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// Wakes the loops of this process when something commits that concerns them. A hint only: what is missed is found at the next poll,
/// also what other processes commit. Thread-safe.
/// </summary>
public sealed class EngineSignals : IDisposable
{
    private readonly Signal _stimuli = new();
    private readonly Signal _timers = new();
    private readonly ConcurrentDictionary<string, Signal> _outbox = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, Action<BurstEvent>> _watchers = new();
    private long _timerTarget = long.MaxValue;

    /// <summary>Returns when stimuli or broadcasts were committed, or after the time given.</summary>
    public Task WaitForStimuliAsync(TimeSpan atMost, CancellationToken cancellationToken) => _stimuli.WaitAsync(atMost, cancellationToken);

    /// <summary>Returns when a timer nearer than <paramref name="target"/> was committed or the clock was moved, or after the time given.</summary>
    /// <param name="atMost">Machine clock.</param>
    /// <param name="target">The nearest instant known, business clock; null: none.</param>
    /// <param name="cancellationToken">Shutdown.</param>
    public Task WaitForTimersAsync(TimeSpan atMost, DateTimeOffset? target, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _timerTarget, target?.UtcTicks ?? long.MaxValue);
        return _timers.WaitAsync(atMost, cancellationToken);
    }

    /// <summary>
    /// From now on every timer that is committed wakes the next wait, however far it is. To be called before the nearest one is looked up: what
    /// commits after the look and before the wait must not be held against an older target.
    /// </summary>
    public void ExpectAnyTimer() => Volatile.Write(ref _timerTarget, long.MaxValue);

    /// <summary>Returns when outbox messages of this kind were committed, or after the time given. One loop a kind: who waits takes the word.</summary>
    public Task WaitForOutboxAsync(string kind, TimeSpan atMost, CancellationToken cancellationToken) => OutboxOf(kind).WaitAsync(atMost, cancellationToken);

    /// <summary>To be called after triggers were published: one of them may be due before what the timers' wait knows of.</summary>
    public void TriggersChanged() => _timers.Set();

    /// <summary>To be called after triggers have started instances outside a unit of work: they are ready to run.</summary>
    public void InstancesStarted() => _stimuli.Set();

    /// <summary>To be called after the business clock was moved.</summary>
    public void ClockMoved() => _timers.Set();

    /// <summary>Calls <paramref name="watcher"/> for all that moves an instance in this process, until disposed. It must be quick and not throw.</summary>
    public IDisposable Watch(Action<BurstEvent> watcher)
    {
        var key = new object();
        _watchers[key] = watcher;
        return new Watching(() => _watchers.TryRemove(key, out _));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stimuli.Dispose();
        _timers.Dispose();
        foreach (var signal in _outbox.Values)
        {
            signal.Dispose();
        }
    }

    internal void Committed(BurstCommit commit, IReadOnlyList<BurstEvent> events)
    {
        if (commit.Broadcasts.Count > 0 || commit.ChildCancellations.Count > 0 || commit.Stimuli.Any(static stimulus => stimulus.Status == StimulusStatus.Ready))
        {
            _stimuli.Set();
        }

        var target = Volatile.Read(ref _timerTarget);
        if (commit.Bookmarks.Any(bookmark => bookmark.DueAt?.UtcTicks < target) || commit.Rearms.Any(rearm => rearm.DueAt?.UtcTicks < target))
        {
            _timers.Set();
        }

        foreach (var message in commit.Outbox)
        {
            OutboxOf(message.Kind).Set();
        }

        if (!_watchers.IsEmpty)
        {
            foreach (var watcher in _watchers.Values)
            {
                foreach (var burstEvent in events)
                {
                    watcher(burstEvent);
                }
            }
        }
    }

    private Signal OutboxOf(string kind) => _outbox.GetOrAdd(kind, static _ => new Signal());

    // Set before the wait is seen by the wait; set twice is set once.
    private sealed class Signal : IDisposable
    {
        private readonly SemaphoreSlim _semaphore = new(0, 1);

        public void Set()
        {
            try
            {
                _semaphore.Release();
            }
            catch (SemaphoreFullException)
            {
                // It is set already.
            }
        }

        public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _semaphore.WaitAsync(atMost, cancellationToken);

        public void Dispose() => _semaphore.Dispose();
    }

    private sealed class Watching(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
