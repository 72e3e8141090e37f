namespace ProcessAutomation.Engine.Branching;

/// <summary>When a join lets the flow go on. The names are stored in definitions.</summary>
public enum FlowJoinMode
{
    /// <summary>As soon as one branch arrives; the others are cancelled.</summary>
    WaitAny = 0,

    /// <summary>When every branch has arrived; if one was not taken, the join is skipped.</summary>
    WaitAll = 1,

    /// <summary>When every branch that was taken has arrived.</summary>
    WaitAllActive = 2,
}
