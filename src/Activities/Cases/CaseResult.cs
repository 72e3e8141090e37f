using System.Collections.Immutable;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Cases;

/// <summary>What changing a case ended in. Everything but <see cref="Done"/> has changed nothing. Closed.</summary>
public abstract record CaseResult
{
    private CaseResult()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="CaseId">The case.</param>
    public sealed record Done(Guid CaseId) : CaseResult;

    /// <summary>There is no such case, or not for this user.</summary>
    public sealed record NotFound : CaseResult
    {
        /// <summary>The one instance.</summary>
        public static NotFound Instance { get; } = new();
    }

    /// <summary>The user sees the case but may not do this.</summary>
    public sealed record Forbidden : CaseResult
    {
        /// <summary>The one instance.</summary>
        public static Forbidden Instance { get; } = new();
    }

    /// <summary>The case has changed since the user read it.</summary>
    /// <param name="Version">The version it has now.</param>
    public sealed record Stale(long Version) : CaseResult;

    /// <summary>The case said no; every refusal found, at least one.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : CaseResult;
}

/// <summary>A wish to open a case.</summary>
public sealed record CaseToOpen
{
    /// <summary>The person, new to the system; one known by the same number is used as known. Exactly one of this and <see cref="PersonId"/>.</summary>
    public NewPerson? Person { get; init; }

    /// <summary>A person known already.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The unit that receives the person.</summary>
    public required string UnitId { get; init; }

    /// <summary>The first day of the sentence.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>Expected release; null: not known.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>BCP 47 tag of the language the person reads; null: as known of the person, bokmål for a new one.</summary>
    public string? Language { get; init; }

    /// <summary>Language an interpreter is needed for; null: as known of the person, none for a new one.</summary>
    public string? InterpreterLanguage { get; init; }

    /// <summary>Municipality responsible after release; null: not known.</summary>
    public string? HomeMunicipality { get; init; }

    /// <summary>A responsibility group the person has already; null: none known.</summary>
    public string? ExistingGroup { get; init; }

    /// <summary>User id of the contact officer, if named already; null: the unit leader is asked.</summary>
    public string? ContactOfficer { get; init; }
}

/// <summary>Dates to change; a date not mentioned stays.</summary>
public sealed record DatesToChange
{
    /// <summary>New first day; null: stays.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>New release; null: stays, unless <see cref="IsReleaseCalledOff"/>.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>The day of release does not hold any more, and there is no other.</summary>
    public bool IsReleaseCalledOff { get; init; }

    /// <summary>New transfer; null: stays, unless <see cref="IsTransferCalledOff"/>.</summary>
    public DateOnly? TransferDate { get; init; }

    /// <summary>The planned transfer will not be.</summary>
    public bool IsTransferCalledOff { get; init; }

    /// <summary>New day on which custody ends; null: stays, unless <see cref="IsCustodyEndCalledOff"/>.</summary>
    public DateOnly? CustodyEndDate { get; init; }

    /// <summary>The day custody ends does not hold any more, and there is no other.</summary>
    public bool IsCustodyEndCalledOff { get; init; }
}
