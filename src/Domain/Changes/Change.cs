namespace ProcessAutomation.Domain.Changes;

/// <summary>What changed. Stored as the numbers.</summary>
public enum ChangeKind
{
    /// <summary>The first day of the sentence moved.</summary>
    StartDate = 1,

    /// <summary>The expected release moved.</summary>
    ReleaseDate = 2,

    /// <summary>A transfer was planned, moved or called off.</summary>
    TransferDate = 3,

    /// <summary>Another municipality is responsible after release.</summary>
    Municipality = 4,

    /// <summary>A home after release was clarified, or is no longer.</summary>
    Home = 5,

    /// <summary>The day custody ends was set, moved or called off.</summary>
    CustodyEndDate = 6,

    /// <summary>A need was added after the needs talk was done.</summary>
    NeedAdded = 10,

    /// <summary>A need was put in other words, or became acute or not.</summary>
    NeedChanged = 11,

    /// <summary>A need is met or no longer there.</summary>
    NeedClosed = 12,

    /// <summary>The consent was given after a refusal or a withdrawal.</summary>
    ConsentGiven = 20,

    /// <summary>The consent was withdrawn.</summary>
    ConsentWithdrawn = 21,

    /// <summary>The plan was changed after it was agreed.</summary>
    PlanChanged = 30,

    /// <summary>A measure was stopped.</summary>
    MeasureStopped = 31,

    /// <summary>A measure was completed.</summary>
    MeasureCompleted = 32,

    /// <summary>An acute measure began.</summary>
    AcuteMeasure = 33,

    /// <summary>Somebody joined the responsibility group after it was established.</summary>
    MemberJoined = 40,

    /// <summary>Somebody left the responsibility group.</summary>
    MemberLeft = 41,

    /// <summary>A taker joined a role.</summary>
    RoleJoined = 42,

    /// <summary>A holder left a role.</summary>
    RoleLeft = 43,

    /// <summary>The case was moved to another unit.</summary>
    UnitChanged = 44,

    /// <summary>The handover to the home municipality was called off: a transfer comes instead, or the release is later.</summary>
    ReleaseHandoverCalledOff = 45,

    /// <summary>The case was paused.</summary>
    Paused = 50,

    /// <summary>The case goes on.</summary>
    Resumed = 51,

    /// <summary>A talk found that needs or plan no longer hold.</summary>
    TalkFoundChange = 60,

    /// <summary>The case was taken over from elsewhere.</summary>
    TakenOver = 70,

    /// <summary>A fact had been entered wrong.</summary>
    FactCorrected = 71,
}

/// <summary>One line of the change log beside needs and plan. Never edited.</summary>
public sealed class Change
{
    private Change()
    {
    }

    internal Change(int number, ChangeKind kind, string what, string by, DateTimeOffset at) =>
        (Number, Kind, What, By, At) = (number, kind, what, by, at);

    /// <summary>From 1 in the case.</summary>
    public int Number { get; private set; }

    /// <summary>What changed.</summary>
    public ChangeKind Kind { get; private set; }

    /// <summary>The change in words or values (old → new); may be empty. Personal text: shown with the needs, never in logs.</summary>
    public string What { get; private set; } = "";

    /// <summary>Who made it: an actor's id.</summary>
    public string By { get; private set; } = "";

    /// <summary>When it was entered, UTC.</summary>
    public DateTimeOffset At { get; private set; }
}
