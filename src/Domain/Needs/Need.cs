namespace ProcessAutomation.Domain.Needs;

/// <summary>The three tangles (floker) needs are ordered by. Stored as the numbers.</summary>
public enum Tangle
{
    /// <summary>Health.</summary>
    Health = 1,

    /// <summary>Social belonging.</summary>
    SocialBelonging = 2,

    /// <summary>Economy and housing.</summary>
    EconomyAndHousing = 3,
}

/// <summary>What became of a need. Stored as the numbers.</summary>
public enum NeedStatus
{
    /// <summary>Stands.</summary>
    Open = 1,

    /// <summary>Met.</summary>
    Met = 2,

    /// <summary>The person no longer has or no longer wants to share it.</summary>
    Dropped = 3,
}

/// <summary>A need as it is entered: tangle, knot (a key of <see cref="Knots"/> or own words), and the thread: what it is for this person.</summary>
public sealed record NewNeed(Tangle Tangle, string Knot, string Thread, bool Acute = false);

/// <summary>A need on the map. All text is personal: seen by those the map is shared with, never in logs or notices.</summary>
public sealed class Need
{
    private Need()
    {
    }

    internal Need(int number, NewNeed need, DateOnly raisedOn, string enteredBy, DateTimeOffset enteredAt)
    {
        Number = number;
        Set(need);
        Status = NeedStatus.Open;
        (RaisedOn, EnteredBy, EnteredAt) = (raisedOn, enteredBy, enteredAt);
    }

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>The tangle (floke).</summary>
    public Tangle Tangle { get; private set; }

    /// <summary>The knot (knute): a key of <see cref="Knots"/>, or own words.</summary>
    public string Knot { get; private set; } = "";

    /// <summary>The thread (tråd): what it is for this person.</summary>
    public string Thread { get; private set; } = "";

    /// <summary>Cannot wait: measures may begin before the needs talk is done.</summary>
    public bool Acute { get; private set; }

    /// <summary>Open, met or dropped.</summary>
    public NeedStatus Status { get; private set; }

    /// <summary>The day of the talk it came up in.</summary>
    public DateOnly RaisedOn { get; private set; }

    /// <summary>Who entered it: an actor's id.</summary>
    public string EnteredBy { get; private set; } = "";

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    internal void Set(NewNeed need) => (Tangle, Knot, Thread, Acute) = (need.Tangle, need.Knot.Trim(), need.Thread.Trim(), need.Acute);

    internal void Close(NeedStatus status) => Status = status;
}
