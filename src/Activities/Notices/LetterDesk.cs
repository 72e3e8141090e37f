using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.People;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Notices;

/// <summary>A notice on paper.</summary>
public sealed record Letter
{
    /// <summary>What it says, without links.</summary>
    public required NoticeText Text { get; init; }

    /// <summary>The language it is written in: nb, nn or en.</summary>
    public required string Language { get; init; }

    /// <summary>Whom it is to, by name, then line for line where they live; the name alone when no address is known.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The unit that sends it.</summary>
    public required string From { get; init; }

    /// <summary>What the case is called.</summary>
    public required string Reference { get; init; }

    /// <summary>The contact officer; null: nobody is named.</summary>
    public string? Contact { get; init; }

    /// <summary>How they are reached; null: not known.</summary>
    public string? ContactAddress { get; init; }

    /// <summary>The day it is printed.</summary>
    public required DateOnly PrintedOn { get; init; }

    /// <summary>Names no one.</summary>
    public override string ToString() => nameof(Letter);
}

/// <summary>
/// Notices as letters, for those who keep or lead the case: they hold the recipient's name and address. Each printing leaves an audit row. Lives with its
/// scope's database context.
/// </summary>
public sealed class LetterDesk(CaseDbContext database, CaseStore cases, CaseReads reads, NoticeComposer composer, EngineClocks clocks)
{
    private const string Summons = "summons";

    /// <summary>The summons of a case. Null: no such case for this viewer, or nobody is named whom the person could turn to: then there is no summons.</summary>
    public async Task<Letter?> SummonsAsync(Guid caseId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await CaseOfAsync(caseId, viewer, cancellationToken) is not { } subject || subject.Roles.ContactOfficer is null)
            return null;
        var payload = new NoticePayload { Template = Summons, To = new Recipient(RecipientKind.Person, subject.PersonId.ToString("D")), Basis = NoticeBasis.Statutory };
        return await PrintAsync(subject, payload, viewer, cancellationToken);
    }

    /// <summary>A notice of the case's delivery log. Null: there is none for this viewer, or it may not leave any more.</summary>
    public async Task<Letter?> NoticeAsync(Guid caseId, Guid noticeId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await CaseOfAsync(caseId, viewer, cancellationToken) is not { } subject
            || await database.Outbox.SingleOrDefaultAsync(row => row.Id == noticeId && row.CaseId == caseId && row.Kind == NoticeQueue.Kind, cancellationToken) is not { } row)
        {
            return null;
        }

        var payload = NoticePayload.Read(row.Payload);
        return NoticeRules.MayLeave(payload.Basis, subject.Consent.IsGiven) ? await PrintAsync(subject, payload, viewer, cancellationToken) : null;
    }

    private async Task<Case?> CaseOfAsync(Guid caseId, Viewer viewer, CancellationToken cancellationToken) =>
        await cases.LoadAsync(caseId, cancellationToken) is { } subject && (CaseAccess.Of(subject, viewer) & (CaseRights.Keep | CaseRights.Lead)) != CaseRights.None ? subject : null;

    private async Task<Letter> PrintAsync(Case subject, NoticePayload payload, Viewer viewer, CancellationToken cancellationToken)
    {
        await reads.NoteAsync(subject.Id, viewer.UserId, "letter", cancellationToken);
        var (text, language) = await composer.LetterAsync(subject, payload, clocks.Now, cancellationToken);
        var officerId = subject.Roles.ContactOfficer;
        var officer = officerId is null ? null : await UserAsync(officerId, cancellationToken);
        return new Letter
        {
            Text = text,
            Language = language,
            To = await ToAsync(subject, payload.To, language, cancellationToken),
            From = await database.Set<Unit>().AsNoTracking().Where(row => row.Id == subject.UnitId).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken) ?? subject.UnitId,
            Reference = subject.Reference,
            Contact = officer?.DisplayName ?? officerId,
            ContactAddress = officer?.Email,
            PrintedOn = NorwegianTime.DateOf(clocks.Now),
        };
    }

    private async Task<IReadOnlyList<string>> ToAsync(Case subject, Recipient to, string language, CancellationToken cancellationToken)
    {
        switch (to.Kind)
        {
            case RecipientKind.Person:
                var person = await database.Set<Person>().AsNoTracking().SingleAsync(row => row.Id == subject.PersonId, cancellationToken);
                return [person.Name, .. (person.Address ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            case RecipientKind.User:
                return [(await UserAsync(to.Reference, cancellationToken))?.DisplayName ?? to.Reference];
            case RecipientKind.Agency:
                return [await AgencyAsync(to.Reference, cancellationToken) ?? to.Reference];
            default:
                var member = int.TryParse(to.Reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? subject.Group.Find(number) : null;
                var name = member?.Name ?? (member?.UserId is { } user ? (await UserAsync(user, cancellationToken))?.DisplayName ?? user : null);
                var agency = member?.AgencyId is { } key ? await AgencyAsync(key, cancellationToken) : null;
                return [.. new[] { name, agency, member is null ? null : RoleNames.Of(member.Role).In(language) }.OfType<string>()];
        }
    }

    private Task<UserAccount?> UserAsync(string id, CancellationToken cancellationToken) =>
        database.Set<UserAccount>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);

    private Task<string?> AgencyAsync(string id, CancellationToken cancellationToken) =>
        database.Set<Agency>().AsNoTracking().Where(row => row.Id == id).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken);
}
