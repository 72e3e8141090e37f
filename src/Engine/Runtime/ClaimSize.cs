namespace ProcessAutomation.Engine.Runtime;

/// <summary>
/// How much to claim at once. A claim must be worked off well within its lease, or other nodes begin to do the same work: after a round
/// that took longer than a third of the lease fewer are claimed, after a quick one more again. Thread-safe; what two rounds at the
/// same time make of it is one of their two answers.
/// </summary>
internal sealed class ClaimSize(EngineOptions options)
{
    private readonly TimeSpan _wanted = options.Lease / 3;
    private volatile int _size = options.ClaimBatch;

    public int Size => _size;

    /// <summary>To be told after a round of this size.</summary>
    public void Took(TimeSpan elapsed)
    {
        var least = Math.Min(options.Parallelism, options.ClaimBatch);
        _size = elapsed > _wanted ? Math.Max(least, (int)(_size * (_wanted / elapsed))) : (int)Math.Min(options.ClaimBatch, _size * 2L);
    }
}
