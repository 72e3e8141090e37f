using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Takeover;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Corrections;

/// <summary>Puts right what was entered wrong in a case. Deadlines that count from it move in the same transaction, and a date with a duty to notify is told again. Thread-safe.</summary>
public sealed class CorrectionDesk(CaseChanges changes)
{
    /// <summary>Most facts corrected at once.</summary>
    public const int MaxFacts = 50;

    /// <summary>Corrects facts, all or none; every refusal comes at once. For those who keep or lead the case.</summary>
    public Task<CaseResult> CorrectAsync(Guid caseId, ImmutableArray<FactToCorrect> facts, string reason, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, (work, token) => CorrectAsync(work, facts, reason, null, token), cancellationToken);

    /// <summary>Enters who was left out when the attendance of a meeting was. For those who keep or lead the case.</summary>
    public Task<CaseResult> AddAttendanceAsync(Guid caseId, int meetingNumber, Attendee attendee, string reason, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, (subject, entry) => subject.Corrections.AddAttendance(meetingNumber, attendee, reason, entry), cancellationToken);

    /// <summary>The same inside a change that is under way.</summary>
    internal static async ValueTask<ImmutableArray<Refusal>> CorrectAsync(CaseChange work, ImmutableArray<FactToCorrect> facts, string reason, Guid? taskId, CancellationToken cancellationToken)
    {
        if (facts.Length > MaxFacts)
            return [Refusal.Of(RefusalCodes.TextTooLong, CorrectionBook.FactsField, $"{MaxFacts}")];
        var (subject, before) = (work.Case, work.Case.Facts);
        var dates = SentenceDates.Of(subject);
        ImmutableArray<Refusal> refusals = [.. await OfPersonAsync(work, facts, reason, cancellationToken), .. OfCase(work, facts, reason, taskId), .. await UnknownAsync(work, facts, cancellationToken)];
        if (!refusals.IsEmpty)
            return refusals;
        if (dates.Transfer is { } planned && subject.TransferDate is null && await work.TransferCalledOffAsync(planned, cancellationToken) is { } open)
            return [open];
        await CaseDateDesk.TellAsync(work, dates, cancellationToken);
        if (subject.TakenOverIn is not null)
            await FollowTakeoverAsync(work, before, cancellationToken);
        return [];
    }

    // All but the person's facts, each refusal by its place among all that were asked for.
    private static ImmutableArray<Refusal> OfCase(CaseChange work, ImmutableArray<FactToCorrect> facts, string reason, Guid? taskId)
    {
        var places = facts.Select((fact, index) => (fact, index)).Where(item => !CorrectableFacts.IsOfPerson(item.fact.Fact)).ToImmutableArray();
        if (places.IsEmpty && !facts.IsEmpty)
            return [];
        return [.. work.Case.Corrections.Correct([.. places.Select(item => item.fact)], reason, taskId, work.Entry)
            .Select(refusal => refusal.Position is { } position ? refusal.At(CorrectionBook.FactsField, places[position].index, CorrectionBook.ValueField) : refusal)];
    }

    // The person may have other cases: the fact is theirs, the correction this case's.
    private static async ValueTask<ImmutableArray<Refusal>> OfPersonAsync(CaseChange work, ImmutableArray<FactToCorrect> facts, string reason, CancellationToken cancellationToken)
    {
        var refused = ImmutableArray.CreateBuilder<Refusal>();
        var asked = facts.Select((fact, index) => (fact, index)).Where(item => CorrectableFacts.IsOfPerson(item.fact.Fact)).ToImmutableArray();
        if (asked.IsEmpty)
            return [];
        if (!CaseAccess.Of(work.Case, work.Viewer).HasFlag(CaseRights.SeeIdentity))
            return [.. asked.Select(item => Refusal.Of(RefusalCodes.CorrectionFactUnknown, CorrectionBook.ValueField, item.fact.Fact).At(CorrectionBook.FactsField, item.index, CorrectionBook.ValueField))];
        if (asked.Length == facts.Length && CorrectionBook.CheckReason(reason) is { } unsaid)
            refused.Add(unsaid); // with facts of the case, those say it
        var personId = work.Case.PersonId;
        var person = await work.Database.Set<Person>().SingleAsync(row => row.Id == personId, cancellationToken);
        foreach (var (fact, index) in asked)
        {
            var refusal = fact.Fact == CorrectableFacts.PersonNumber && await CheckNumberAsync(work, personId, fact.Value, cancellationToken) is { } unusable
                ? unusable
                : work.Case.Corrections.CorrectPerson(person, fact.Fact, fact.Value, reason, work.Entry);
            if (refusal is not null)
                refused.Add(refusal.At(CorrectionBook.FactsField, index, CorrectionBook.ValueField));
        }

        return refused.ToImmutable();
    }

    // Of a person whom the viewer may not see it is not said that they are known: the number is refused in the words of one that is none.
    private static async ValueTask<Refusal?> CheckNumberAsync(CaseChange work, Guid personId, string? value, CancellationToken cancellationToken)
    {
        if (!NationalNumber.TryParse(value, out var number))
            return Refusal.Of(RefusalCodes.NumberNotUsable);
        if (await work.Database.Set<Person>().Where(row => row.NationalNumber == number.Digits && row.Id != personId).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken) is not { } other)
            return null;
        return await work.Unit.Services.GetRequiredService<CaseList>().WithIdentity(work.Viewer).AnyAsync(row => row.PersonId == other, cancellationToken)
            ? Refusal.Of(RefusalCodes.NumberTaken)
            : Refusal.Of(RefusalCodes.NumberNotUsable);
    }

    private static async ValueTask<ImmutableArray<Refusal>> UnknownAsync(CaseChange work, ImmutableArray<FactToCorrect> facts, CancellationToken cancellationToken)
    {
        var unknown = ImmutableArray.CreateBuilder<Refusal>();
        foreach (var (fact, index) in facts.Select((fact, index) => (fact, index)).Where(item => CorrectableFacts.Find(item.fact.Fact)?.Kind == FactKind.User && !string.IsNullOrWhiteSpace(item.fact.Value)))
        {
            if (await CaseRoleDesk.UnknownUserAsync(work.Database, fact.Value!.Trim(), CorrectionBook.ValueField, cancellationToken) is { } refusal) // filtered
                unknown.Add(refusal.At(CorrectionBook.FactsField, index, CorrectionBook.ValueField));
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
