using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Clocks;

/// <summary>
/// The clock a node goes by. Before its first comparison with the database, and with SQLite always, it is the machine's. From then on it
/// shows the database's time, so that nodes whose own clocks differ agree on what is due: the instant the database has told, and
/// the time that has passed since by the machine's stopwatch. It may be a little late, by a round trip at most, never early, and
/// it never goes back. Stopwatch and timers are the machine's. Thread-safe.
/// </summary>
public sealed class NodeClock(TimeProvider machine) : TimeProvider
{
    // A comparison that took long says little: an earlier one is better, until the stopwatches may have drifted apart.
    private static readonly TimeSpan QuickTrip = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private Anchor? _anchor;
    private long _shown;

    /// <summary>The machine's own clock, for the offset that people are shown.</summary>
    public TimeProvider Machine { get; } = machine;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => Machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => Machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        if (Volatile.Read(ref _anchor) is not { } anchor)
            return Machine.GetUtcNow();
        var now = (anchor.Instant + Machine.GetElapsedTime(anchor.At)).UtcTicks;
        for (var shown = Volatile.Read(ref _shown); ; shown = Volatile.Read(ref _shown))
        {
            if (now <= shown)
                return new DateTimeOffset(shown, TimeSpan.Zero);
            if (Interlocked.CompareExchange(ref _shown, now, shown) == shown)
                return new DateTimeOffset(now, TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Takes a comparison: the database has said <paramref name="instant"/> after it was asked and before now.</summary>
    /// <param name="instant">The database's clock.</param>
    /// <param name="askedAt">Timestamp of this clock from before the question.</param>
    public void Compare(DateTimeOffset instant, long askedAt)
    {
        var at = Machine.GetTimestamp();
        if (Volatile.Read(ref _anchor) is { } known
            && Machine.GetElapsedTime(askedAt, at) > QuickTrip && Machine.GetElapsedTime(known.At, at) < Stale && instant < GetUtcNow())
            return;
        Volatile.Write(ref _anchor, new Anchor(Instants.Truncate(instant), at));
    }

    private sealed record Anchor(DateTimeOffset Instant, long At);
}

/// <summary>A machine whose clock is wrong by a fixed time; its stopwatch is right. For tests of several nodes.</summary>
public sealed class SkewedClock(TimeProvider machine, TimeSpan skew) : TimeProvider
{
    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + skew;

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);
}
