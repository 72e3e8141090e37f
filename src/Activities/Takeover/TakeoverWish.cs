using System.Collections.Immutable;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Takeover;

namespace ProcessAutomation.Activities.Takeover;

/// <summary>A wish to take over a case that is under way elsewhere.</summary>
public sealed record TakeoverWish
{
    /// <summary>What the case is called there: the same reference twice is one case.</summary>
    public required string Reference { get; init; }

    /// <summary>The person, new to the system; one known by the same number is used as known. Exactly one of this and <see cref="PersonId"/>.</summary>
    public NewPerson? Person { get; init; }

    /// <summary>A person known already.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>What was wrong with the wish before anybody looked at the case; refused with all else.</summary>
    public ImmutableArray<Refusal> Faults { get; init; } = [];

    /// <summary>The case; the person of its start is put in here.</summary>
    public required CaseUnderWay Case { get; init; }
}
