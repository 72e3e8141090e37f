using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>What an activity said during one call about how it goes on. Used again for the next call.</summary>
internal sealed class CallResult
{
    private readonly List<Guid> _rearmed = [];

    public bool IsCompleted { get; private set; }

    public bool EndsComposite { get; private set; }

    public bool EndsInstance { get; private set; }

    /// <summary>Why what still waits in the instance ends; null: nothing was said.</summary>
    public string? EndReason { get; private set; }

    public ImmutableArray<string> Outcomes { get; private set; }

    public void Reset()
    {
        IsCompleted = false;
        EndsComposite = false;
        EndsInstance = false;
        EndReason = null;
        _rearmed.Clear();
    }

    public void Complete(ImmutableArray<string> outcomes)
    {
        IsCompleted = true;
        Outcomes = outcomes;
    }

    public void CompleteComposite(ImmutableArray<string> outcomes)
    {
        EndsComposite = true;
        Outcomes = outcomes;
    }

    public void FinishInstance(string? reason)
    {
        EndsInstance = true;
        EndReason = reason;
    }

    public void Rearmed(Guid bookmarkId) => _rearmed.Add(bookmarkId);

    /// <summary>The activity decided about the bookmark's timer itself.</summary>
    public bool HasRearmed(Guid bookmarkId) => _rearmed.Contains(bookmarkId);
}
