using System.Collections.Concurrent;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// The viewer asks for the same thing once a second as long as it is open: that is one look, and leaves one row. Remembers looks of the last
/// minutes, of this process. Thread-safe.
/// </summary>
internal sealed class InstanceLooks(TimeProvider machineClock)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private const int Many = 10_000;
    private readonly ConcurrentDictionary<(string UserId, Guid InstanceId, string What), long> _begun = new();

    /// <summary>True: this begins a look, which is to be noted.</summary>
    public bool Begins(string userId, Guid instanceId, string what)
    {
        var now = machineClock.GetTimestamp();
        if (_begun.Count > Many)
            Forget();
        var key = (userId, instanceId, what);
        if (_begun.TryAdd(key, now))
            return true;
        return _begun.TryGetValue(key, out var begun) && machineClock.GetElapsedTime(begun) > Length && _begun.TryUpdate(key, now, begun);
    }

    private void Forget()
    {
        foreach (var (key, begun) in _begun)
        {
            if (machineClock.GetElapsedTime(begun) > Length)
                _begun.TryRemove(key, out _);
        }
    }
}
