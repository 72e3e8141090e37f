using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;
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
/// called off. It says the minimum and needs no consent.
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
        var to = (await Recipients.OfAsync(subject, Recipients.Members, database, cancellationToken))
            .AddRange(await MunicipalityAsync(subject, database, cancellationToken))
            .AddRange(await Recipients.OfAsync(subject, Recipients.Person, database, cancellationToken));
        return [.. to.Select(addressee => NoticeQueue.Message(ids, act, subject.Id, new NoticePayload
        {
            Template = about switch { DutySubject.Release => "duty-release-date", DutySubject.Custody => "duty-custody-end", _ => "duty-transfer" },
            To = addressee.Recipient,
            Basis = NoticeBasis.Statutory,
            Date = told,
            IsChanged = date is not null && before is not null,
            IsCalledOff = date is null,
            Role = addressee.Role,
        }, now))];
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
