namespace ProcessAutomation.Host.Studio;

/// <summary>
/// The tallies of the instances that are being looked at: of a long journal only what is new is read again, however often the viewer asks. Those
/// that nobody has asked for longest are forgotten. Thread-safe.
/// </summary>
internal sealed class KeptTallies
{
    private const int Most = 64;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, LinkedListNode<Kept>> _byInstance = [];
    private readonly LinkedList<Kept> _byUse = [];

    /// <summary>Counts what is new and reads something off the tally.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="journal">Where its lines are.</param>
    /// <param name="read">Must not keep the tally.</param>
    /// <param name="cancellationToken">Stops waiting and reading.</param>
    public async ValueTask<T> ReadAsync<T>(Guid id, InstanceJournal journal, Func<ExecutionTally, T> read, CancellationToken cancellationToken)
    {
        var kept = Of(id);
        await kept.Turn.WaitAsync(cancellationToken);
        try
        {
            await journal.CountAsync(kept.Tally, id, cancellationToken);
            return read(kept.Tally);
        }
        finally
        {
            kept.Turn.Release();
        }
    }

    private Kept Of(Guid id)
    {
        lock (_lock)
        {
            if (_byInstance.TryGetValue(id, out var known))
                _byUse.Remove(known);
            else
                _byInstance.Add(id, known = new LinkedListNode<Kept>(new Kept(id)));
            _byUse.AddFirst(known);
            if (_byUse.Count > Most)
            {
                _byInstance.Remove(_byUse.Last!.Value.Id); // there are many
                _byUse.RemoveLast();
            }

            return known.Value;
        }
    }

    private sealed class Kept(Guid id)
    {
        public Guid Id => id;

        public ExecutionTally Tally { get; } = new(id);

        public SemaphoreSlim Turn { get; } = new(1, 1); // holds no handle as long as nobody asks for one
    }
}
