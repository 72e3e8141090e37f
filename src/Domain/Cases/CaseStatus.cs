namespace ProcessAutomation.Domain.Cases;

/// <summary>Whether work goes on in a case. Stored as the numbers.</summary>
public enum CaseStatus
{
    /// <summary>Work goes on.</summary>
    Open = 1,

    /// <summary>Stands still (hospital, remand, escape): deadlines rest, facts may still be corrected.</summary>
    Paused = 2,

    /// <summary>Closed in order, after the farewell talk.</summary>
    Closed = 3,

    /// <summary>Ended before its time (death, sentence lifted, registered by mistake). The reason stands in the case.</summary>
    Stopped = 4,
}

/// <summary>What a case was stopped for. Stored as the numbers.</summary>
public enum StopKind
{
    /// <summary>Another reason, in the words of the case.</summary>
    Other = 0,

    /// <summary>The person is dead: nothing is sent to the person any more.</summary>
    Death = 1,

    /// <summary>The sentence was lifted or will not be served.</summary>
    SentenceLifted = 2,

    /// <summary>Registered by mistake: the person was never told, and is not now.</summary>
    Mistake = 3,
}

/// <summary>Where the case is in the process. Derived from the facts, never stored or set.</summary>
public enum CasePhase
{
    /// <summary>Before arrival (forberedelser).</summary>
    Preparations = 0,

    /// <summary>From arrival until the needs talk is done and consent decided (forstå behov).</summary>
    UnderstandNeeds = 1,

    /// <summary>Until the person has chosen the plan (lage en plan).</summary>
    MakePlan = 2,

    /// <summary>While measures are carried out (gjennomføre plan).</summary>
    CarryOut = 3,

    /// <summary>From the beginning of a handover until it is confirmed, and after a release's (overføre ansvar).</summary>
    HandOver = 4,

    /// <summary>Closed or stopped.</summary>
    Ended = 5,
}
