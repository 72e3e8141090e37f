namespace ProcessAutomation.Engine.Branching;

/// <summary>When a fork is done. The names are stored in definitions.</summary>
public enum ForkJoinMode
{
    /// <summary>With the first branch; the others are cancelled.</summary>
    WaitAny = 0,

    /// <summary>When all branches are.</summary>
    WaitAll = 1,
}
