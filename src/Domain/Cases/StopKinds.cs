namespace ProcessAutomation.Domain.Cases;

/// <summary>The words for why a case stops before its time.</summary>
public static class StopKinds
{
    /// <summary>The table.</summary>
    public static WordTable<StopKind> Words { get; } = new(("death", StopKind.Death), ("sentence-lifted", StopKind.SentenceLifted), ("mistake", StopKind.Mistake), ("other", StopKind.Other));
}
