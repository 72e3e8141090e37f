using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Users;

namespace ProcessAutomation.Activities.Notices;

/// <summary>What a notice amounts to at the moment it shall leave. Closed.</summary>
public abstract record ComposedNotice
{
    private ComposedNotice()
    {
    }

    /// <summary>
    /// To be sent. The address is as registered. <paramref name="AnswerLink"/>: what takes the place of <see cref="AnswerLinks.Marker"/> in the text as it
    /// leaves, new at every attempt and stored nowhere; null: the text has none.
    /// </summary>
    public sealed record Ready(string Address, NoticeText Text, string? AnswerLink = null) : ComposedNotice
    {
        /// <summary>Names no one.</summary>
        public override string ToString() => nameof(Ready);
    }

    /// <summary>May not leave any more. <paramref name="Code"/>: <c>consent.withdrawn</c>, <c>case.gone</c> or, after a death, <c>person.not-to-be-told</c>.</summary>
    public sealed record Withheld(string Code) : ComposedNotice;

    /// <summary>There is nobody to send it to. <paramref name="Code"/>: <c>address.missing</c>, <c>recipient.by-hand</c> or <c>recipient.unknown</c>.</summary>
    public sealed record Impossible(string Code) : ComposedNotice;
}

/// <summary>
/// Puts a notice together from its template and the case as it is now: recipient, address, language, and the few values a notice may hold, which
/// are a reference, a link, dates, and the contact officer. No need, no offence, no national number can get in: they are not among them.
/// Lives with its scope's database context.
/// </summary>
public sealed class NoticeComposer(CaseDbContext database, CaseStore cases, NoticeTemplates templates, StepBook steps, AnswerLinks links, IOptions<NoticeOptions> options)
{
    /// <summary>Composes a message of kind <c>email</c>.</summary>
    public async ValueTask<ComposedNotice> ComposeAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var payload = NoticePayload.Read(message.PayloadJson);
        if (message.CaseId is not { } caseId || await cases.LoadAsync(caseId, cancellationToken) is not { } subject)
            return new ComposedNotice.Withheld("case.gone");
        if (!NoticeRules.MayLeave(payload.Basis, subject.Consent.IsGiven))
            return new ComposedNotice.Withheld("consent.withdrawn");
        if (payload.To.Kind == RecipientKind.Person && subject.StoppedFor is StopKind.Death or StopKind.Mistake)
            return new ComposedNotice.Withheld("person.not-to-be-told");
        var reached = await ReachAsync(subject, payload.To, cancellationToken);
        if (reached is not Reached.At at)
            return new ComposedNotice.Impossible(((Reached.Not)reached).Code);
        var asks = payload.To.Kind is RecipientKind.Member or RecipientKind.Agency && templates.AsksForAnswer(payload.Template);
        var link = asks ? await links.IssueAsync(message, payload, AnswerLinks.IsFollowedUp(subject, payload.To.Kind, payload.To.Reference), cancellationToken) : null;
        var language = await LanguageAsync(subject, payload.To, cancellationToken);
        var values = await ValuesAsync(subject, payload, language, message.CreatedAt, cancellationToken);
        values["acknowledgeLink"] = asks ? AnswerLinks.Marker : "";
        return new ComposedNotice.Ready(at.Address, templates.Render(payload.Template, language, values), link);
    }

    /// <summary>The same notice on paper: without links, in the language the recipient reads best. To nobody in particular as far as this is concerned.</summary>
    internal async ValueTask<(NoticeText Text, string Language)> LetterAsync(Case subject, NoticePayload payload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var language = await LanguageAsync(subject, payload.To, cancellationToken);
        var values = await ValuesAsync(subject, payload, language, now, cancellationToken);
        values["letter"] = true;
        return (templates.Render(payload.Template, language, values), language);
    }

    // The person's own language, else the one a user has chosen for the pages, else bokmål.
    private async ValueTask<string> LanguageAsync(Case subject, Recipient to, CancellationToken cancellationToken)
    {
        if (to.Kind == RecipientKind.Person)
        {
            return await database.Set<Domain.People.Person>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == subject.PersonId, cancellationToken) is { } person
                ? NoticeLanguages.Best(person.Languages.AllRead)
                : NoticeLanguages.Bokmal;
        }

        var user = to.Kind switch
        {
            RecipientKind.User => to.Reference,
            RecipientKind.Member when int.TryParse(to.Reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => subject.Group.Find(number)?.UserId,
            _ => null,
        };
        var chosen = user is null ? null : await database.Set<UserSettings>().AsNoTracking().Where(row => row.UserId == user).Select(row => row.Language).SingleOrDefaultAsync(cancellationToken);
        return chosen is not null && NoticeLanguages.All.Contains(chosen, StringComparer.Ordinal) ? chosen : NoticeLanguages.Bokmal;
    }

    private async ValueTask<Reached> ReachAsync(Case subject, Recipient to, CancellationToken cancellationToken)
    {
        switch (to.Kind)
        {
            case RecipientKind.Person:
                return Reached.Of(await database.Set<Domain.People.Person>().AsNoTracking().Where(row => row.Id == subject.PersonId).Select(row => row.Email).SingleOrDefaultAsync(cancellationToken));
            case RecipientKind.User:
                return Reached.Of(await EmailOfUserAsync(to.Reference, cancellationToken));
            case RecipientKind.Agency:
                return Reached.Of(await EmailOfAgencyAsync(to.Reference, cancellationToken));
            default:
                if (!int.TryParse(to.Reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || subject.Group.Find(number) is not { } member)
                    return new Reached.Not("recipient.unknown");
                if (member.Channel == ContactChannel.ByHand && member.Email is null)
                    return new Reached.Not("recipient.by-hand");
                return Reached.Of(member.Email
                    ?? (member.UserId is { } user ? await EmailOfUserAsync(user, cancellationToken) : null)
                    ?? (member.AgencyId is { } agency ? await EmailOfAgencyAsync(agency, cancellationToken) : null));
        }
    }

    private async ValueTask<Dictionary<string, object?>> ValuesAsync(Case subject, NoticePayload payload, string language, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var culture = CultureInfo.GetCultureInfo(language switch { "nn" => "nn-NO", "en" => "en-GB", _ => "nb-NO" });
        var officerId = subject.Roles.ContactOfficer;
        var officer = officerId is null ? null : await database.Set<UserAccount>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == officerId, cancellationToken);
        var unit = await database.Set<Unit>().AsNoTracking().Where(row => row.Id == subject.UnitId).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken);
        var task = payload.TaskId is { } taskId ? await database.Tasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) : null;
        var next = task is null ? null : await EscalationLine.NextAsync(subject, task, payload.To, database, cancellationToken);
        var day = payload.Date is { } date ? date.ToString("D", culture) : "";
        var meeting = payload.At is { } planned ? NorwegianTime.Local(planned) : (DateTimeOffset?)null;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["reference"] = subject.Reference,
            ["link"] = LinkTo(payload, subject),
            ["acknowledgeLink"] = "",
            ["letter"] = false,
            ["unit"] = unit ?? subject.UnitId,
            ["officer"] = officer?.DisplayName ?? officerId ?? unit ?? "",
            ["officerContact"] = officer?.Email ?? unit ?? "",
            ["startDate"] = subject.StartDate.ToString("D", culture),
            ["date"] = day,
            ["dueDate"] = day,
            ["isOver"] = payload.Date < NorwegianTime.DateOf(at),
            ["escalatesTo"] = next is { } told ? string.Join(", ", told.Roles.Select(role => RoleNames.Of(role).In(language))) : "",
            ["escalatesOn"] = next is { } later ? NorwegianTime.DateOf(later.At).ToString("D", culture) : "",
            ["changed"] = payload.IsChanged,
            ["calledOff"] = payload.IsCalledOff,
            ["meetingDate"] = meeting?.ToString("D", culture) ?? "",
            ["meetingTime"] = meeting?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "",
            ["title"] = task is null ? "" : steps.Find(task.Step)?.Name.In(language) ?? task.TitleIn(language),
            ["role"] = payload.Role is { } role ? RoleNames.Of(role).In(language) : "",
            ["recipientRole"] = payload.AsRole is { } asRole ? RoleNames.Of(asRole).In(language) : "",
        };
    }

    private string LinkTo(NoticePayload payload, Case subject)
    {
        var root = options.Value.Address.TrimEnd('/');
        return payload.TaskId is { } task ? $"{root}/oppgaver/{task:D}" : $"{root}/saker/{subject.Id:D}";
    }

    private Task<string?> EmailOfUserAsync(string userId, CancellationToken cancellationToken) =>
        database.Set<UserAccount>().AsNoTracking().Where(row => row.Id == userId).Select(row => row.Email).SingleOrDefaultAsync(cancellationToken);

    private Task<string?> EmailOfAgencyAsync(string agencyId, CancellationToken cancellationToken) =>
        database.Set<Agency>().AsNoTracking().Where(row => row.Id == agencyId).Select(row => row.Email).SingleOrDefaultAsync(cancellationToken);

    private abstract record Reached
    {
        public static Reached Of(string? address) => string.IsNullOrWhiteSpace(address) ? new Not("address.missing") : new At(address);

        public sealed record At(string Address) : Reached;

        public sealed record Not(string Code) : Reached;
    }
}

/// <summary>What notices need to know of the installation. Section <c>Notices</c>.</summary>
public sealed class NoticeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Notices";

    /// <summary>Where people reach the pages: what links begin with. Default: the address of a developer's machine.</summary>
    public string Address { get; set; } = "http://localhost:5080";

    /// <summary>How long a link for answering a notice works, in days of the business clock. 1–730, default 60.</summary>
    public int LinkDays { get; set; } = 60;
}
