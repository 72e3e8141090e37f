using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Notices;

namespace ProcessAutomation.Activities.Notices;

/// <summary>What a link shows: the least a recipient needs to know what they answer. No name, no need.</summary>
public sealed record LinkedNotice
{
    /// <summary>The notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Whom it is to, as audit rows call them: <c>link:member:2</c>.</summary>
    public required string Reader { get; init; }

    /// <summary>What the case is called.</summary>
    public required string Reference { get; init; }

    /// <summary>Name of the template: what it is about.</summary>
    public required string Template { get; init; }

    /// <summary>The unit that sent it.</summary>
    public required string UnitName { get; init; }

    /// <summary>The day it is about; null: none.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>When it was sent, business clock, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>What was answered; None: nothing yet.</summary>
    public required NoticeAnswer Answer { get; init; }

    /// <summary>When, UTC; null: not yet.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What was added; null: nothing, or somebody else answered.</summary>
    public string? Message { get; init; }
}

/// <summary>What somebody is asked about a notice, and what they said.</summary>
/// <param name="Id">The notice.</param>
/// <param name="Template">What it is about.</param>
/// <param name="To">Whom it is to.</param>
/// <param name="Date">The day it is about; null: none.</param>
/// <param name="AskedAt">When they were asked, UTC.</param>
/// <param name="Answer">What they said; None: nothing yet.</param>
/// <param name="Message">What they added; null: nothing.</param>
/// <param name="AnsweredAt">When, UTC; null: not yet.</param>
/// <param name="AnsweredBy">User id of who answered; null: not yet, or by the link.</param>
/// <param name="IsOwn">Whether it is to the one who looks.</param>
public sealed record AskedNotice(
    Guid Id, string Template, Recipient To, DateOnly? Date, DateTimeOffset AskedAt, NoticeAnswer Answer, string? Message, DateTimeOffset? AnsweredAt, string? AnsweredBy, bool IsOwn);

/// <summary>Finds notices by their links, and what has been answered. Lives with its scope's database context.</summary>
public sealed class NoticeReads(CaseDbContext database, EngineClocks clocks)
{
    /// <summary>
    /// The notice of a link. Null: the token was never given, has expired, or the case has ended; the caller cannot tell which, and neither can who asks.
    /// Changes nothing; whoever shows it leaves the audit row.
    /// </summary>
    public async Task<LinkedNotice?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!AnswerLinks.CanBeToken(token))
            return null;
        var (hash, now) = (AnswerLinks.HashOf(token), clocks.Now);
        var found = await (
            from link in database.Set<NoticeLink>().AsNoTracking()
            join asked in database.Set<NoticeAcknowledgement>().AsNoTracking() on link.NoticeId equals asked.NoticeId
            join row in database.Set<Case>().AsNoTracking() on asked.CaseId equals row.Id
            join sent in database.Outbox on asked.NoticeId equals sent.Id
            where link.TokenHash == hash && link.ExpiresAt > now && row.EndedAt == null
            select new { Asked = asked, row.UnitId, sent.Payload }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var payload = NoticePayload.Read(found.Payload);
        var unit = await database.Set<Unit>().AsNoTracking().Where(row => row.Id == found.UnitId).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken);
        return new LinkedNotice
        {
            NoticeId = found.Asked.NoticeId,
            CaseId = found.Asked.CaseId,
            Reader = string.Create(CultureInfo.InvariantCulture, $"link:{found.Asked.ToKind.ToString().ToLowerInvariant()}:{found.Asked.ToReference}"),
            Reference = CaseReference.Of(found.Asked.CaseId),
            Template = payload.Template,
            UnitName = unit ?? found.UnitId,
            Date = payload.Date,
            SentAt = found.Asked.AskedAt,
            Answer = found.Asked.Answer,
            AnsweredAt = found.Asked.AnsweredAt,
            Message = found.Asked.ByLink ? found.Asked.Message : null,
        };
    }

    /// <summary>What was asked in a case and may be seen by the viewer: everything with <see cref="CaseRights.SeeNotices"/>, else their own. Newest first.</summary>
    internal async Task<ImmutableArray<AskedNotice>> OfCaseAsync(Case subject, Viewer viewer, CaseRights rights, CancellationToken cancellationToken)
    {
        var rows = await (
            from asked in database.Set<NoticeAcknowledgement>().AsNoTracking()
            join sent in database.Outbox on asked.NoticeId equals sent.Id
            where asked.CaseId == subject.Id
            orderby asked.AskedAt descending, asked.NoticeId descending
            select new { Asked = asked, sent.Payload }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => (row.Asked, Payload: NoticePayload.Read(row.Payload), IsOwn: NoticeDesk.IsTo(subject, row.Asked.ToKind, row.Asked.ToReference, viewer)))
                .Where(row => row.IsOwn || rights.HasFlag(CaseRights.SeeNotices))
                .Select(row => new AskedNotice(
                    row.Asked.NoticeId, row.Payload.Template, row.Payload.To, row.Payload.Date, row.Asked.AskedAt, row.Asked.Answer, row.Asked.Message,
                    row.Asked.AnsweredAt, row.Asked.AnsweredBy, row.IsOwn)),
        ];
    }
}
