namespace ProcessAutomation.Bench.Flows;

/// <summary>The business clock of a bench: real time, moved on by hand, so that many timers fall due at one instant.</summary>
internal sealed class BenchClock : TimeProvider
{
    private long _ticks;

    /// <summary>Moves it on.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));
}
