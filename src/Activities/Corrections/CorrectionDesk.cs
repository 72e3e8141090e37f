using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Takeover;

namespace ProcessAutomation.Activities.Corrections;

/// <summary>Puts right what was entered wrong in a case. Deadlines that count from it move in the same transaction, and a date with a duty to notify is told again. Thread-safe.</summary>
public sealed class CorrectionDesk(CaseChanges changes)
{
    /// <summary>Most facts corrected at once.</summary>
    public const int MaxFacts = 50;

    /// <summary>Corrects facts, all or none; every refusal comes at once. For those who keep or lead the case.</summary>
    public Task<CaseResult> CorrectAsync(Guid caseId, ImmutableArray<FactToCorrect> facts, string reason, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, (work, token) => CorrectAsync(work, facts, reason, null, token), cancellationToken);

    /// <summary>The same inside a change that is under way.</summary>
    internal static async ValueTask<ImmutableArray<Refusal>> CorrectAsync(CaseChange work, ImmutableArray<FactToCorrect> facts, string reason, Guid? taskId, CancellationToken cancellationToken)
    {
        if (facts.Length > MaxFacts)
            return [Refusal.Of(RefusalCodes.TextTooLong, "facts", $"{MaxFacts}")];
        var (subject, before) = (work.Case, work.Case.Facts);
        var dates = SentenceDates.Of(subject);
        ImmutableArray<Refusal> refusals = [.. subject.Corrections.Correct(facts, reason, taskId, work.Entry), .. await UnknownAsync(work, facts, cancellationToken)];
        if (!refusals.IsEmpty)
            return refusals;
        await CaseDateDesk.TellAsync(work, dates, cancellationToken);
        if (subject.TakenOverIn is not null)
            await FollowTakeoverAsync(work, before, cancellationToken);
        return [];
    }

    private static async ValueTask<ImmutableArray<Refusal>> UnknownAsync(CaseChange work, ImmutableArray<FactToCorrect> facts, CancellationToken cancellationToken)
    {
        var unknown = ImmutableArray.CreateBuilder<Refusal>();
        foreach (var (fact, index) in facts.Select((fact, index) => (fact, index)).Where(item => CorrectableFacts.Find(item.fact.Fact)?.Kind == FactKind.User && !string.IsNullOrWhiteSpace(item.fact.Value)))
        {
            if (await CaseRoleDesk.UnknownUserAsync(work.Database, fact.Value!.Trim(), $"facts[{index}].value", cancellationToken) is { } refusal) // filtered
                unknown.Add(refusal);
        }

        return unknown.ToImmutable();
    }

    // The case was taken over with a day that was wrong: with the right one it is the same event still.
    private static async ValueTask FollowTakeoverAsync(CaseChange work, CaseFacts before, CancellationToken cancellationToken)
    {
        var (caseId, after) = (work.Case.Id, work.Case.Facts);
        foreach (var taken in await work.Database.Set<TakenOverFact>().Where(row => row.CaseId == caseId).ToListAsync(cancellationToken))
        {
            if (before.DateOf(taken.Fact) == taken.HeldOn && after.DateOf(taken.Fact) is { } corrected && corrected != taken.HeldOn)
                taken.Correct(corrected);
        }
    }
}
