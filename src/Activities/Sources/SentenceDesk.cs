using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.People;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Sources;

namespace ProcessAutomation.Activities.Sources;

/// <summary>
/// Takes what the source system says of sentences. One transaction a message; a message that comes twice, or after a newer one, does nothing. A person has
/// one case at a time: sentences that overlap are served in one, and a later sentence, when the case is closed, gets a case of its own. Thread-safe.
/// </summary>
public sealed class SentenceDesk(WorkflowRuntime runtime, IdSource ids)
{
    /// <summary>Takes a message.</summary>
    /// <param name="message">What the source says.</param>
    /// <param name="systemId">Id of the program that sends it; stands with what it changes.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<SentenceResult> TakeAsync(SentenceMessage message, string systemId, CancellationToken cancellationToken)
    {
        var (caseId, personId, changeId) = (ids.New(), ids.New(), ids.New());
        return await runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var database = unit.Services.GetRequiredService<CaseDbContext>();
                var entry = new Entry(new Actor(systemId, ActorKind.System), unit.Now);
                var row = await database.Set<SourceSentence>().SingleOrDefaultAsync(found => found.SourceId == message.SourceId, token);
                if (row is not null && message.Sequence <= row.Sequence)
                    return Abandon(unit, Earlier(row, message));
                if (Check(message) is { IsEmpty: false } faults)
                    return Abandon(unit, new SentenceResult.Refused(faults));
                var work = new SentenceWork(unit, database, message, entry, changeId);
                var result = row is { CaseId: { } known } ? await ChangeAsync(work, row, known, token) : await BeginAsync(work, row, caseId, personId, token);
                return result is SentenceResult.Refused ? Abandon(unit, result) : result;
            },
            cancellationToken);
    }

    private static SentenceResult Earlier(SourceSentence row, SentenceMessage message) =>
        message.Sequence < row.Sequence ? new SentenceResult.Taken(row.CaseId, row.Sequence, SentenceEffects.Superseded)
        : message.Hash() == row.ContentHash ? new SentenceResult.Taken(row.CaseId, row.Sequence, row.Effect)
        : new SentenceResult.Refused([Refusal.Of(RefusalCodes.SourceSequenceReused, "sequence")]);

    // A message about a sentence the case system has not heard of, or only that it has ended.
    private static async ValueTask<SentenceResult> BeginAsync(SentenceWork work, SourceSentence? row, Guid caseId, Guid newPersonId, CancellationToken cancellationToken)
    {
        var message = work.Message;
        if (message.EndedOn is not null)
            return work.Keep(row, null, null, SentenceEffects.Ended); // nothing to stop, and nobody to enter
        var refused = new List<Refusal>();
        var person = await CaseDesk.PersonAsync(work.Unit, null, message.Person, newPersonId, null, refused, cancellationToken);
        if (refused.Count > 0)
            return new SentenceResult.Refused([.. refused.Select(InPerson)]);
        await work.NameAsync(person!.Value, cancellationToken); // not refused
        if (await work.OpenCaseOfAsync(person.Value, cancellationToken) is { } running)
        {
            if (running.ReleaseDate < message.StartDate)
                return new SentenceResult.Refused([Refusal.Of(RefusalCodes.SourceEarlierCaseOpen, "startDate", running.Reference)]);
            var joined = work.Keep(row, running.Id, person, SentenceEffects.Joined);
            if (await work.ApplyAsync(running, null, cancellationToken) is { IsEmpty: false } wrong)
                return new SentenceResult.Refused(wrong);
            await TellAsync(work, running.Id, cancellationToken);
            return joined;
        }

        var unitId = message.UnitId;
        if (!await work.Database.Set<Unit>().AnyAsync(found => found.Id == unitId, cancellationToken))
            return new SentenceResult.Refused([Refusal.Of(RefusalCodes.UnitMissing, "unitId")]);
        var opening = Case.Open(caseId, new CaseStart
        {
            PersonId = person.Value,
            UnitId = unitId,
            StartDate = message.StartDate,
            ReleaseDate = message.ReleaseDate,
            Language = string.IsNullOrWhiteSpace(message.Language) ? "nb" : message.Language,
            HomeMunicipality = message.HomeMunicipality,
        }, work.Entry);
        if (opening is CaseOpening.Refused no)
            return new SentenceResult.Refused([no.Refusal]);
        var opened = ((CaseOpening.Opened)opening).Case;
        if (message.TransferDate is { } transfer && opened.Dates.ChangeTransfer(transfer, work.Entry) is { } outside)
            return new SentenceResult.Refused([outside]);
        if (message.CustodyEndDate is { } custody && opened.Dates.ChangeCustodyEnd(custody, work.Entry) is { } wrongDay)
            return new SentenceResult.Refused([wrongDay]);
        await LanguageDesk.OpenAsync(work.Unit, message.Language, null, opened, work.Entry.Actor.Id, cancellationToken);
        work.Unit.Services.GetRequiredService<CaseStore>().Add(opened);
        work.Unit.Start(new StartRequest { DefinitionId = CaseDesk.MainFlow, CorrelationId = caseId.ToString("D") });
        return work.Keep(row, caseId, person, SentenceEffects.Opened);
    }

    private static async ValueTask<SentenceResult> ChangeAsync(SentenceWork work, SourceSentence row, Guid caseId, CancellationToken cancellationToken)
    {
        var message = work.Message;
        if (!await work.IsOfAsync(row.PersonId, cancellationToken))
            return new SentenceResult.Refused([Refusal.Of(RefusalCodes.SourceOtherPerson, "person.nationalNumber")]);
        var subject = (await work.Unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken))!; // the row refers to it
        if (row.EndedOn is not null && message.EndedOn is null)
            return new SentenceResult.Refused([Refusal.Of(RefusalCodes.SourceSentenceEnded, "sourceId")]);
        await work.NameAsync(subject.PersonId, cancellationToken);
        if (subject.Status is CaseStatus.Closed or CaseStatus.Stopped)
            return work.Keep(row, caseId, row.PersonId, SentenceEffects.CaseEnded);
        if (message.EndedOn is not null && row.EndedOn is null && !await work.HasOthersAsync(caseId, cancellationToken))
        {
            var reason = string.IsNullOrWhiteSpace(message.EndReason) ? row.SourceId : message.EndReason.Trim();
            if (subject.Stop(reason, work.Entry) is { } refusal)
                return new SentenceResult.Refused([refusal]);
            await work.ChangeOf(subject).EndFlowsAsync("case.stopped", cancellationToken);
            return work.Keep(row, caseId, row.PersonId, SentenceEffects.Ended);
        }

        var before = (SentenceDates.Of(subject), subject.UnitId);
        if (await work.ApplyAsync(subject, row, cancellationToken) is { IsEmpty: false } wrong)
            return new SentenceResult.Refused(wrong);
        var effect = message.EndedOn is not null ? SentenceEffects.Ended
            : before == (SentenceDates.Of(subject), subject.UnitId) ? SentenceEffects.Unchanged : SentenceEffects.Changed;
        if (effect != SentenceEffects.Unchanged)
            await TellAsync(work, caseId, cancellationToken);
        return work.Keep(row, caseId, row.PersonId, effect);
    }

    private static ValueTask TellAsync(SentenceWork work, Guid caseId, CancellationToken cancellationToken) =>
        TaskNews.OfCaseAsync(work.Unit, caseId, work.Entry.Actor.Id, TaskNews.CaseChanged, null, cancellationToken);

    private static ImmutableArray<Refusal> Check(SentenceMessage message)
    {
        var faults = ImmutableArray.CreateBuilder<Refusal>();
        if (message.SourceId.Length is 0 or > SourceSentence.MaxId)
            faults.Add(Refusal.Of(RefusalCodes.TextTooLong, "sourceId", $"{SourceSentence.MaxId}"));
        if (!NationalNumber.TryParse(message.Person.NationalNumber, out _))
            faults.Add(Refusal.Of(RefusalCodes.NationalNumberInvalid, "person.nationalNumber"));
        if (message.ReleaseDate <= message.StartDate)
            faults.Add(Refusal.Of(RefusalCodes.ReleaseNotAfterStart, "releaseDate", message.StartDate));
        foreach (var (field, date) in new (string, DateOnly?)[] { ("startDate", message.StartDate), ("releaseDate", message.ReleaseDate), ("transferDate", message.TransferDate), ("custodyEndDate", message.CustodyEndDate), ("endedOn", message.EndedOn) })
        {
            if (date is { } day && !DateLimits.Contain(day))
                faults.Add(Refusal.Of(RefusalCodes.DateOutOfRange, field, DateLimits.Earliest, DateLimits.Latest));
        }

        if (message.EndReason?.Length > TextLimits.Reason)
            faults.Add(Refusal.Of(RefusalCodes.TextTooLong, "endReason", $"{TextLimits.Reason}"));
        return faults.ToImmutable();
    }

    private static Refusal InPerson(Refusal refusal) => Refusal.Of(refusal.Code, $"person.{refusal.Field}", refusal.Args);

    private static SentenceResult Abandon(UnitOfWork unit, SentenceResult result)
    {
        unit.Abandon();
        return result;
    }
}
