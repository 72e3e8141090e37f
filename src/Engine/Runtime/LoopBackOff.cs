namespace ProcessAutomation.Engine.Runtime;

/// <summary>How long a background loop waits after failures: from its poll interval, doubling, at most five seconds: work goes on soon after the fault is mended.</summary>
public sealed class LoopBackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _first;
    private TimeSpan _next;

    /// <param name="first">Wait after the first failure; positive.</param>
    public LoopBackOff(TimeSpan first) => (_first, _next) = (first, first);

    /// <summary>The next failure is a first one again.</summary>
    public void Succeeded() => _next = _first;

    /// <summary>How long to wait after this failure.</summary>
    public TimeSpan Failed()
    {
        var wait = _next;
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return wait;
    }
}
