using System.Collections.Immutable;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Cases;

/// <summary>What becomes known of where the person goes after release; what is not mentioned stays.</summary>
public sealed record HomeToChange
{
    /// <summary>The municipality that takes over; null: stays. Empty is taken only while none is known.</summary>
    public string? Municipality { get; init; }

    /// <summary>The day a place to live was clarified; null: stays, unless <see cref="IsNotClarified"/>.</summary>
    public DateOnly? ClarifiedOn { get; init; }

    /// <summary>There is no clarified place to live, or no longer.</summary>
    public bool IsNotClarified { get; init; }
}

/// <summary>Where the person goes after release: the municipality and a place to live. A municipality that becomes known is told what the others were. Thread-safe.</summary>
public sealed class CaseHomeDesk(CaseChanges changes)
{
    /// <summary>Changes what is mentioned. All refusals come at once, and then nothing has changed.</summary>
    public Task<CaseResult> ChangeAsync(Guid caseId, HomeToChange home, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, async (work, token) =>
        {
            var before = work.Case.HomeMunicipality;
            var refusals = ImmutableArray.CreateBuilder<Refusal>();
            if (home.Municipality is { } named && (named.Trim().Length > 0 || before is not null) && work.Case.Home.SetMunicipality(named, work.Entry) is { } notSet)
                refusals.Add(notSet);
            if ((home.IsNotClarified || home.ClarifiedOn is not null) && work.Case.Home.Clarify(home.IsNotClarified ? null : home.ClarifiedOn, work.Entry) is { } notClarified)
                refusals.Add(notClarified);
            if (refusals.Count == 0)
                await DutyNotices.TellMunicipalityAsync(work.Unit, work.Case, before, $"{work.ChangeId:N}", token);
            return refusals.ToImmutable();
        }, cancellationToken);
}
