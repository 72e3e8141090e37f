namespace ProcessAutomation.Year;

/// <summary>What happens to a case outside its tasks.</summary>
internal enum TurnKind
{
    ReleaseSet,
    ReleaseMoved,
    StartMoved,
    TransferPlanned,
    TransferCalledOff,
    Paused,
    Resumed,
    Died,
    Lifted,
    CustodySet,
    CustodyCalledOff,
    SourceTells,
    OfficerJoins,
    OfficerReplaced,
    ConsentWithdrawn,
    AcuteMeasure,
    MemberJoins,
    NeedRaised,
}

/// <summary>Something that happens on a day. <paramref name="Date"/>: the new date, for those that have one.</summary>
internal sealed record Turn(DateOnly On, TurnKind Kind, DateOnly? Date = null);

/// <summary>One made-up person and what is going to happen to them. All of it follows from the seed but the number, which belongs to nobody and is another each time.</summary>
internal sealed record Life
{
    public required int Ordinal { get; init; }

    public required string Number { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    /// <summary>Null: reads no mail.</summary>
    public string? Email { get; init; }

    public required string Language { get; init; }

    public string? Interpreter { get; init; }

    public required string Unit { get; init; }

    /// <summary>Null: the unit leader is asked to name one.</summary>
    public string? Officer { get; init; }

    public required string Home { get; init; }

    public string? ExistingGroup { get; init; }

    public required DateOnly OpenedOn { get; init; }

    public required DateOnly Start { get; init; }

    /// <summary>Null: not known when the case is opened.</summary>
    public DateOnly? Release { get; init; }

    public required IReadOnlyList<Turn> Turns { get; init; }

    /// <summary>What the person says about sharing.</summary>
    public required bool Consents { get; init; }

    /// <summary>Says no to the first needs talk that is offered.</summary>
    public required bool DeclinesTalk { get; init; }

    /// <summary>Each holds a word that stands nowhere else.</summary>
    public required IReadOnlyList<string> AcuteNeeds { get; init; }

    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>Words that must stand in no mail.</summary>
    public IEnumerable<string> Secrets => [Number, GivenName, FamilyName, .. AcuteNeeds.Concat(Needs).Select(need => need.Split(' ')[^1])];
}
