using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.Ids;

namespace ProcessAutomation.Activities.Cases;

/// <summary>Changes the dates of a case. Every deadline that counts from them moves in the same transaction, and those with a right to know are told. Thread-safe.</summary>
public sealed class CaseDateDesk(CaseChanges changes)
{
    /// <summary>Changes dates; those not mentioned stay. All refusals come at once, and then nothing has changed.</summary>
    public Task<CaseResult> ChangeAsync(Guid caseId, DatesToChange dates, Viewer viewer, long? version, CancellationToken cancellationToken) =>
        changes.ChangeAsync(caseId, viewer, CaseRights.Keep | CaseRights.Lead, version, async (work, token) =>
        {
            var (subject, entry) = (work.Case, work.Entry);
            var before = SentenceDates.Of(subject);
            var release = before.Release;
            var refusals = ImmutableArray.CreateBuilder<Refusal>();
            var newRelease = dates.IsReleaseCalledOff ? null : dates.ReleaseDate;
            if (dates.IsReleaseCalledOff)
                Take(refusals, subject.Dates.ChangeRelease(null, entry));
            // A sentence that moves as a whole: the later date first, so that start stays before release on the way.
            if (newRelease is { } earlier && !(dates.StartDate >= release))
                Take(refusals, subject.Dates.ChangeRelease(earlier, entry));
            if (dates.StartDate is { } newStart)
                Take(refusals, subject.Dates.ChangeStart(newStart, entry));
            if (newRelease is { } later && dates.StartDate >= release)
                Take(refusals, subject.Dates.ChangeRelease(later, entry));
            if (dates.IsTransferCalledOff || dates.TransferDate is not null)
                Take(refusals, subject.Dates.ChangeTransfer(dates.IsTransferCalledOff ? null : dates.TransferDate, entry));
            if (dates.IsCustodyEndCalledOff || dates.CustodyEndDate is not null)
                Take(refusals, subject.Dates.ChangeCustodyEnd(dates.IsCustodyEndCalledOff ? null : dates.CustodyEndDate, entry));
            if (refusals.Count > 0)
                return refusals.ToImmutable();
            if (before.Transfer is { } planned && subject.TransferDate is null && await work.TransferCalledOffAsync(planned, token) is { } open)
                return [open];
            await TellAsync(work, before, token);
            return [];
        }, cancellationToken);

    /// <summary>Tells those with a right to know of dates that are others than they were.</summary>
    internal static async ValueTask TellAsync(CaseChange work, SentenceDates before, CancellationToken cancellationToken)
    {
        var subject = work.Case;
        if (subject.StartDate != before.Start && subject.SummonedOn is not null) // the summons said another day
            work.Send(new Recipient(RecipientKind.Person, subject.PersonId.ToString("D")), "start-date-changed", NoticeBasis.Statutory);
        if (subject.ReleaseDate != before.Release)
            await NotifyAsync(work, DutySubject.Release, before.Release, cancellationToken);
        if (subject.TransferDate != before.Transfer)
            await NotifyAsync(work, DutySubject.Transfer, before.Transfer, cancellationToken);
        if (subject.CustodyEndDate != before.Custody)
            await NotifyAsync(work, DutySubject.Custody, before.Custody, cancellationToken);
    }

    private static async ValueTask NotifyAsync(CaseChange work, DutySubject about, DateOnly? before, CancellationToken cancellationToken)
    {
        var messages = await DutyNotices.OfAsync(
            work.Case, about, before, $"{work.ChangeId:N}", work.Database, work.Unit.Services.GetRequiredService<IdSource>(), work.Unit.Now, cancellationToken);
        foreach (var message in messages)
            work.Unit.Enqueue(message);
    }

    private static void Take(ImmutableArray<Refusal>.Builder refusals, Refusal? refusal)
    {
        if (refusal is not null)
            refusals.Add(refusal);
    }
}

/// <summary>The dates of a case that people are told of when they change.</summary>
internal readonly record struct SentenceDates(DateOnly Start, DateOnly? Release, DateOnly? Transfer, DateOnly? Custody)
{
    /// <summary>As they stand.</summary>
    public static SentenceDates Of(Case subject) => new(subject.StartDate, subject.ReleaseDate, subject.TransferDate, subject.CustodyEndDate);
}
