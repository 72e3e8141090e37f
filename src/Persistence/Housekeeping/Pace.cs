namespace ProcessAutomation.Persistence.Housekeeping;

/// <summary>
/// How fast a run goes: after each batch it rests as long as the batch took, so that it never takes more than half of what the database
/// can do, and it stops when its time is up.
/// </summary>
internal sealed class Pace(TimeProvider machineClock, TimeSpan atMost)
{
    private readonly long _begun = machineClock.GetTimestamp();
    private long _last = machineClock.GetTimestamp();

    public bool IsOver => machineClock.GetElapsedTime(_begun) >= atMost;

    public async ValueTask RestAsync(CancellationToken cancellationToken)
    {
        var took = machineClock.GetElapsedTime(_last);
        if (took > TimeSpan.FromMilliseconds(1))
            await Task.Delay(took < TimeSpan.FromSeconds(5) ? took : TimeSpan.FromSeconds(5), machineClock, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _last = machineClock.GetTimestamp();
    }
}
