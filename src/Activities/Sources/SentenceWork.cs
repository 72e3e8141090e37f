using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Sources;

namespace ProcessAutomation.Activities.Sources;

/// <summary>One message at work in one transaction. What it changes is seen against the message before, so that what people have entered meanwhile stays.</summary>
internal sealed record SentenceWork(UnitOfWork Unit, CaseDbContext Database, SentenceMessage Message, Entry Entry, Guid ChangeId)
{
    /// <summary>The person's case that goes on; null: none.</summary>
    public async ValueTask<Case?> OpenCaseOfAsync(Guid personId, CancellationToken cancellationToken)
    {
        var found = await Database.Set<Case>().AsNoTracking()
            .Where(row => row.PersonId == personId && (row.Status == CaseStatus.Open || row.Status == CaseStatus.Paused))
            .Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);
        return found is { } id ? await Unit.Services.GetRequiredService<CaseStore>().LoadAsync(id, cancellationToken) : null;
    }

    /// <summary>Whether the message is about this person. A new number is another person: numbers are put right where people are kept.</summary>
    public async ValueTask<bool> IsOfAsync(Guid? personId, CancellationToken cancellationToken) =>
        NationalNumber.TryParse(Message.Person.NationalNumber, out var number)
        && await Database.Set<Person>().AnyAsync(row => row.Id == personId && row.NationalNumber == number.Digits, cancellationToken);

    /// <summary>Whether another sentence that goes on is served in the case.</summary>
    public Task<bool> HasOthersAsync(Guid caseId, CancellationToken cancellationToken) =>
        Database.Set<SourceSentence>().AnyAsync(row => row.CaseId == caseId && row.SourceId != Message.SourceId && row.EndedOn == null, cancellationToken);

    /// <summary>The name follows the source; contact details are filled in where there are none.</summary>
    public async ValueTask NameAsync(Guid personId, CancellationToken cancellationToken)
    {
        var person = Database.Set<Person>().Local.FirstOrDefault(row => row.Id == personId) ?? await Database.Set<Person>().SingleAsync(row => row.Id == personId, cancellationToken);
        var told = Message.Person;
        if (person.GivenName != told.GivenName.Trim() || person.FamilyName != told.FamilyName.Trim() || (person.Email is null && told.Email is not null) || (person.Address is null && told.Address is not null))
            _ = person.Change(told.GivenName, told.FamilyName, person.Email ?? told.Email, person.Address ?? told.Address); // a name that is none stays as it was
    }

    /// <summary>Changes the case by what is new in the message; deadlines follow, and those with a right to know are told again.</summary>
    /// <param name="subject">The case, which goes on.</param>
    /// <param name="before">What the source said before; null: nothing.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Every refusal; then nothing may be kept.</returns>
    public async ValueTask<ImmutableArray<Refusal>> ApplyAsync(Case subject, SourceSentence? before, CancellationToken cancellationToken)
    {
        var caseId = subject.Id;
        var others = await Database.Set<SourceSentence>().AsNoTracking()
            .Where(row => row.CaseId == caseId && row.SourceId != Message.SourceId && row.EndedOn == null).ToListAsync(cancellationToken);
        var dates = SentenceDates.Of(subject);
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        ChangeDates(subject, before, others, refusals);
        ChangeTransfer(subject, before, refusals);
        if (Message.EndedOn is null && Message.CustodyEndDate != before?.CustodyEndDate)
            Take(refusals, subject.Dates.ChangeCustodyEnd(Message.CustodyEndDate, Entry));
        if (refusals.Count > 0)
            return refusals.ToImmutable();
        var change = ChangeOf(subject);
        if (dates.Transfer is { } planned && subject.TransferDate is null && await change.TransferCalledOffAsync(planned, cancellationToken) is { } open)
            return [open];
        await CaseDateDesk.TellAsync(change, dates, cancellationToken);
        if (subject.HomeMunicipality is null && !string.IsNullOrWhiteSpace(Message.HomeMunicipality))
        {
            if (subject.Home.SetMunicipality(Message.HomeMunicipality, Entry) is { } notSet)
                return [notSet];
            await DutyNotices.TellMunicipalityAsync(Unit, subject, null, $"{ChangeId:N}", cancellationToken);
        }

        await DeadlineFollowing.FollowAsync(subject, null, Database, Unit.Now, Unit.Rearm, Unit.ChangeTask, cancellationToken);
        return [];
    }

    /// <summary>The change of a case, by the program.</summary>
    public CaseChange ChangeOf(Case subject) => new(Unit, subject, Entry, ChangeId);

    /// <summary>Keeps the message as the newest of its sentence.</summary>
    public SentenceResult Keep(SourceSentence? row, Guid? caseId, Guid? personId, string effect)
    {
        if (row is null)
        {
            row = new SourceSentence
            {
                SourceId = Message.SourceId,
                Sequence = Message.Sequence,
                ContentHash = "",
                Effect = effect,
                UnitId = Message.UnitId,
                StartDate = Message.StartDate,
                ReceivedAt = Unit.Now,
                ReceivedFrom = "",
            };
            Database.Add(row);
        }

        (row.CaseId, row.PersonId) = (caseId, personId);
        (row.Sequence, row.ContentHash, row.Effect) = (Message.Sequence, Message.Hash(), effect);
        (row.UnitId, row.StartDate, row.ReleaseDate, row.TransferDate, row.CustodyEndDate, row.EndedOn) =
            (Message.UnitId, Message.StartDate, Message.ReleaseDate, Message.TransferDate, Message.CustodyEndDate, Message.EndedOn);
        (row.ReceivedAt, row.ReceivedFrom) = (Unit.Now, Entry.Actor.Id);
        return new SentenceResult.Taken(caseId, Message.Sequence, effect);
    }

    // Sentences served together begin with the first and end with the last of them. After arrival the start is what it was: the person is there.
    private void ChangeDates(Case subject, SourceSentence? before, List<SourceSentence> others, ImmutableArray<Refusal>.Builder refusals)
    {
        var told = Message.EndedOn is null;
        var start = others.Select(row => row.StartDate).Concat(told ? [Message.StartDate] : []).DefaultIfEmpty(subject.StartDate).Min();
        var release = others.Select(row => row.ReleaseDate).Concat(told ? [Message.ReleaseDate] : []).Max();
        var startBefore = others.Select(row => row.StartDate).Concat(before is { EndedOn: null } ? [before.StartDate] : []).DefaultIfEmpty(subject.StartDate).Min();
        var releaseBefore = before is null && others.Count == 0 ? null : others.Select(row => row.ReleaseDate).Concat(before is { EndedOn: null } ? [before.ReleaseDate] : []).Max();
        var movesStart = start != startBefore && subject.Meetings.ArrivalHeldOn is null;
        var movesRelease = release != releaseBefore;

        // A sentence that moves as a whole: the later date first, so that start stays before release on the way.
        if (movesStart && movesRelease && start >= subject.ReleaseDate)
        {
            Take(refusals, subject.Dates.ChangeRelease(release, Entry));
            movesRelease = false;
        }

        if (movesStart)
            Take(refusals, subject.Dates.ChangeStart(start, Entry));
        if (movesRelease)
            Take(refusals, subject.Dates.ChangeRelease(release, Entry));
    }

    // A person who is told to be elsewhere has been transferred, or shall be: before arrival the case moves, after it the handover is what moves it.
    private void ChangeTransfer(Case subject, SourceSentence? before, ImmutableArray<Refusal>.Builder refusals)
    {
        if (Message.EndedOn is not null)
            return;
        if (Message.UnitId != subject.UnitId && Message.UnitId != before?.UnitId)
        {
            if (subject.Meetings.ArrivalHeldOn is null)
                Take(refusals, subject.MoveBeforeArrival(Message.UnitId, Entry));
            else if (Message.TransferDate is null && subject.TransferDate is null)
                Take(refusals, subject.Dates.ChangeTransfer(Entry.Today, Entry));
        }

        if (Message.TransferDate is null && subject.Handovers.AwaitingFarewell?.Receiver == Message.UnitId)
            return; // there already; the farewell talk ends the transfer
        if (Message.TransferDate == before?.TransferDate || (Message.UnitId == subject.UnitId && Message.TransferDate <= Entry.Today))
            return;
        Take(refusals, subject.Dates.ChangeTransfer(Message.TransferDate, Entry));
    }

    private static void Take(ImmutableArray<Refusal>.Builder refusals, Refusal? refusal)
    {
        if (refusal is not null)
            refusals.Add(refusal);
    }
}
