using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>What the duty to notify is about. Stored in flows as text; never renamed.</summary>
public enum DutySubject
{
    /// <summary>The date of release: the sentence is completed.</summary>
    Release,

    /// <summary>A planned transfer.</summary>
    Transfer,

    /// <summary>The end of custody.</summary>
    Custody,
}

/// <summary>
/// The duty to notify (varslingsplikt): the date of release, of the end of custody and of planned transfers goes to the cooperating agencies, which
/// are the members of the group, to the municipality also when it has no member there yet, and to the person; again when the date changes or is
/// called off. It says the minimum and needs no consent. Before the group is established the municipality and the person, once summoned, are told of
/// a date that becomes known or changes; what they were told is not told them again when the group is.
/// </summary>
internal static class DutyNotices
{
    /// <summary>One message for each who must know; empty while the date is not known and none was told.</summary>
    /// <param name="subject">The case.</param>
    /// <param name="about">What the date is of.</param>
    /// <param name="before">The date that was told before; null: none was.</param>
    /// <param name="act">What sends it; the same act sends each message once.</param>
    /// <param name="database">To look people up.</param>
    /// <param name="ids">Source of ids.</param>
    /// <param name="now">Business clock, UTC.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async ValueTask<ImmutableArray<OutboxMessage>> OfAsync(
        Case subject, DutySubject about, DateOnly? before, string act, CaseDbContext database, IdSource ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var date = DateOf(subject, about);
        if ((date ?? before) is not { } told)
            return [];
        var isEarly = subject.GroupEstablishedOn is null;
        var to = (await Recipients.OfAsync(subject, Recipients.Members, database, cancellationToken))
            .AddRange(await MunicipalityAsync(subject, database, cancellationToken))
            .AddRange(isEarly && subject.SummonedOn is null ? [] : await Recipients.OfAsync(subject, Recipients.Person, database, cancellationToken));
        if (!isEarly && before is not null)
            return [.. to.Select(addressee => Message(subject, about, addressee, told, isChanged: date is not null, isCalledOff: date is null, act, ids, now))];
        var last = await LastToldAsync(subject.Id, TemplateOf(about), database, cancellationToken);
        return [.. to.Where(addressee => date is null ? last.ContainsKey(addressee.Recipient) : last.GetValueOrDefault(addressee.Recipient) != date)
            .Select(addressee => Message(subject, about, addressee, told, isChanged: date is not null && last.ContainsKey(addressee.Recipient), isCalledOff: date is null, act, ids, now))];
    }

    /// <summary>
    /// The municipality has become known, or is another: it is told of the dates that those concerned were told of before. Nothing before the group is
    /// established, when all are.
    /// </summary>
    /// <param name="unit">The work the change is made in.</param>
    /// <param name="subject">The case as it is now.</param>
    /// <param name="before">The municipality before; null: not known.</param>
    /// <param name="act">What sends it; the same act sends each message once.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async ValueTask TellMunicipalityAsync(UnitOfWork unit, Case subject, string? before, string act, CancellationToken cancellationToken)
    {
        var database = unit.Services.GetRequiredService<CaseDbContext>();
        if (subject.HomeMunicipality == before || subject.GroupEstablishedOn is null || await MunicipalityAsync(subject, database, cancellationToken) is not [var municipality])
            return;
        foreach (var about in Enum.GetValues<DutySubject>())
        {
            if (DateOf(subject, about) is { } date && (await LastToldAsync(subject.Id, TemplateOf(about), database, cancellationToken)).GetValueOrDefault(municipality.Recipient) != date)
                unit.Enqueue(Message(subject, about, municipality, date, isChanged: false, isCalledOff: false, act, unit.Services.GetRequiredService<IdSource>(), unit.Now));
        }
    }

    private static string TemplateOf(DutySubject about) => about switch { DutySubject.Release => "duty-release-date", DutySubject.Custody => "duty-custody-end", _ => "duty-transfer" };

    private static OutboxMessage Message(Case subject, DutySubject about, Addressee to, DateOnly date, bool isChanged, bool isCalledOff, string act, IdSource ids, DateTimeOffset now) =>
        NoticeQueue.Message(ids, act, subject.Id, new NoticePayload
        {
            Template = TemplateOf(about),
            To = to.Recipient,
            Basis = NoticeBasis.Statutory,
            Date = date,
            IsChanged = isChanged,
            IsCalledOff = isCalledOff,
            Role = to.Role,
        }, now);

    // The date each recipient knows by the last notice; who was told that it is called off knows none.
    private static async ValueTask<Dictionary<Recipient, DateOnly?>> LastToldAsync(Guid caseId, string template, CaseDbContext database, CancellationToken cancellationToken)
    {
        var rows = await database.Outbox.AsNoTracking()
            .Where(row => row.CaseId == caseId && row.Kind == NoticeQueue.Kind && row.Status != OutboxStatus.Revoked)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => row.Payload).ToListAsync(cancellationToken);
        var told = new Dictionary<Recipient, DateOnly?>();
        foreach (var notice in rows.Select(NoticePayload.Read).Where(notice => notice.Template == template))
        {
            if (notice.IsCalledOff)
                told.Remove(notice.To);
            else
                told[notice.To] = notice.Date;
        }

        return told;
    }

    /// <summary>The date the duty is about; null: not known.</summary>
    internal static DateOnly? DateOf(Case subject, DutySubject about) => about switch
    {
        DutySubject.Release => subject.ReleaseDate,
        DutySubject.Custody => subject.CustodyEndDate,
        _ => subject.TransferDate,
    };

    // The municipality that is responsible after release, when the register of agencies has it and nobody from it is in the group.
    private static async ValueTask<ImmutableArray<Addressee>> MunicipalityAsync(Case subject, CaseDbContext database, CancellationToken cancellationToken)
    {
        if (subject.HomeMunicipality is not { Length: > 0 } name || subject.Group.Members.Any(member => member.Role == CaseRoles.Municipality))
            return [];
        var agency = await database.Set<Agency>().AsNoTracking().Where(row => row.Role == CaseRoles.Municipality && row.Name == name).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        return agency is null ? [] : [new Addressee(new Recipient(RecipientKind.Agency, agency), CaseRoles.Municipality)];
    }
}
