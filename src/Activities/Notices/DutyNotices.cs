using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>What the duty to notify is about. Stored in flows as text; never renamed.</summary>
public enum DutySubject
{
    /// <summary>The date of release: completed sentence or custody.</summary>
    Release,

    /// <summary>A planned transfer.</summary>
    Transfer,
}

/// <summary>
/// The duty to notify (varslingsplikt): the date of release and of planned transfers goes to the cooperating agencies, which are the members of
/// the group, the municipality among them, and to the person; again when the date changes. It says the minimum and needs no consent.
/// </summary>
internal static class DutyNotices
{
    /// <summary>One message for each who must know; empty while the date is not known.</summary>
    /// <param name="subject">The case.</param>
    /// <param name="about">Release or transfer.</param>
    /// <param name="isChanged">Whether another date was told before.</param>
    /// <param name="act">What sends it; the same act sends each message once.</param>
    /// <param name="database">To look people up.</param>
    /// <param name="ids">Source of ids.</param>
    /// <param name="now">Business clock, UTC.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async ValueTask<ImmutableArray<OutboxMessage>> OfAsync(
        Case subject, DutySubject about, bool isChanged, string act, CaseDbContext database, IdSource ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((about == DutySubject.Release ? subject.ReleaseDate : subject.TransferDate) is not { } date)
            return [];
        var to = (await Recipients.OfAsync(subject, Recipients.Members, database, cancellationToken))
            .AddRange(await Recipients.OfAsync(subject, Recipients.Person, database, cancellationToken));
        return [.. to.Select(addressee => NoticeQueue.Message(ids, act, subject.Id, new NoticePayload
        {
            Template = about == DutySubject.Release ? "duty-release-date" : "duty-transfer",
            To = addressee.Recipient,
            Basis = NoticeBasis.Statutory,
            Date = date,
            IsChanged = isChanged,
            Role = addressee.Role,
        }, now))];
    }
}
