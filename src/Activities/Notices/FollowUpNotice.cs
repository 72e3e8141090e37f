using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Outbox;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>
/// Looks whether a notice is still without an answer, and reminds the recipient if the flow wants it. A notice that may no longer go out, never arrived
/// (then there is a task for that) or belongs to a case that is over is not followed up.
/// </summary>
public sealed class FollowUpNotice : Activity
{
    /// <summary>Nobody has answered.</summary>
    public const string Silent = "Silent";

    /// <summary>It has been answered that it is not theirs; somebody works on that.</summary>
    public const string Answered = "Answered";

    /// <summary>There is nothing left to follow up.</summary>
    public const string Settled = "Settled";

    private static readonly Input<bool> Remind = new("Remind") { DisplayName = "Send påminnelse", Description = "Mottakeren får en påminnelse med ny lenke hvis varselet ikke er besvart.", UiHint = "checkbox" };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.FollowUpNotice",
        DisplayName = "Følg opp varsel",
        Category = "Varsler",
        Description = "Ser om et varsel er besvart, og minner mottakeren på det hvis ikke.",
        Kind = ActivityKind.Action,
        Inputs = [AwaitNoticeAnswer.Notice, Remind],
        Ports = [new Port(Silent, DisplayName: "Ikke besvart"), new Port(Answered, DisplayName: "Gjelder ikke dem"), new Port(Settled, DisplayName: "Ingenting å følge opp")],
    };

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var id = AwaitNoticeAnswer.IdOf(context);
        var asked = await AwaitNoticeAnswer.FindAsync(context, id, cancellationToken);
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        var sent = await context.Services.GetRequiredService<CaseDbContext>().Outbox.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (asked is null || sent is null)
        {
            context.Complete(Settled);
            return;
        }

        var payload = NoticePayload.Read(sent.Payload);
        var standing = StandingOf(asked, subject, sent.Status, payload);
        if (standing == Silent && context.Get(Remind))
        {
            context.Enqueue(NoticeQueue.Message(context.Services.GetRequiredService<IdSource>(), context.IdempotencyKey, subject.Id, Reminder(asked, payload), context.Now));
            context.Journal("Reminded", $"Notice {id:D}.");
        }

        context.Complete(standing);
    }

    private static NoticePayload Reminder(NoticeAcknowledgement asked, NoticePayload payload) => new()
    {
        Template = "notice-reminder",
        To = payload.To,
        Basis = payload.Basis,
        NoticeId = asked.NoticeId,
        Date = NorwegianTime.DateOf(asked.AskedAt),
        Role = payload.Role,
    };

    private static string StandingOf(NoticeAcknowledgement asked, Case subject, OutboxStatus status, NoticePayload payload)
    {
        if (asked.Answer == NoticeAnswer.NotOurs)
            return Answered;
        var isOver = asked.Answer != NoticeAnswer.None || subject.EndedAt is not null || status is OutboxStatus.Failed or OutboxStatus.Revoked
            || !NoticeRules.MayLeave(payload.Basis, subject.Consent.IsGiven) || HasLeft(subject, payload.To);
        return isOver ? Settled : Silent;
    }

    private static bool HasLeft(Case subject, Recipient to) =>
        to.Kind == RecipientKind.Member && int.TryParse(to.Reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && subject.Group.Find(number) is not { LeftOn: null };
}
