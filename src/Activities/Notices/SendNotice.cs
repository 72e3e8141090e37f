using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>
/// Sends a notice of <c>workflows/notices</c>. What rests on consent is not sent without it, and is looked at again when it leaves. The text is
/// put together at the first attempt; the flow keeps ids and dates only.
/// </summary>
public sealed class SendNotice : CodeActivity
{
    private const string Consent = "consent";

    private static readonly Input<string> To = new("To")
    {
        DisplayName = "Til",
        Description = "Personen, gruppen, de som skal overta, en rolle i saken, eller agency: og etatens id.",
        UiHint = "dropdown",
        IsRequired = true,
        UiSpecifications = Choices.Dropdown(
        [
            new Choice(Recipients.Person, Phrase.Plain("Personen")),
            new Choice(Recipients.Members, Phrase.Plain("Alle i ansvarsgruppen")),
            new Choice(Recipients.Takers, Phrase.Plain("De som skal overta en rolle")),
            new Choice(CaseRoles.ContactOfficer, Phrase.Plain("Kontaktbetjent")),
            new Choice(CaseRoles.UnitLeader, Phrase.Plain("Enhetsleder")),
            .. EstablishGroupStep.MemberRoles,
        ]),
    };

    private static readonly Input<string> Basis = new("Basis")
    {
        DisplayName = "Grunnlag",
        Description = "Det som hviler på samtykke, sendes bare mens samtykket gjelder.",
        UiHint = "dropdown",
        DefaultValue = Consent,
        UiSpecifications = Choices.Dropdown(
        [
            new Choice(Consent, Phrase.Plain("Samtykke")),
            new Choice("statutory", Phrase.Plain("Plikt etter loven")),
            new Choice("service", Phrase.Plain("Arbeidet i saken")),
        ]),
    };

    private static readonly Input<string> DateFact = new("DateFact") { DisplayName = "Dagen det gjelder", Description = "Datoen varselet nevner, regnet fra en dato i saken.", Category = "Dato", UiHint = "dropdown", UiSpecifications = Choices.Dropdown([new Choice("", Phrase.Plain("(ingen)")), .. DeadlineWords.Choices]) };
    private static readonly Input<int> DateOffset = new("DateOffset") { DisplayName = "Antall dager", Description = "Negativt: før datoen.", Category = "Dato", UiHint = "singleline" };
    private static readonly Input<string> DateUnit = new("DateUnit") { DisplayName = "Dager eller virkedager", Category = "Dato", UiHint = "dropdown", DefaultValue = "days", UiSpecifications = Choices.Units };

    private static readonly Input<string> About = ToldBefore.Input();

    private readonly NoticeTemplates _templates;
    private readonly Input<string> _template;

    /// <summary>An activity that offers these templates.</summary>
    public SendNotice(NoticeTemplates templates)
    {
        _templates = templates;
        _template = new Input<string>("Template")
        {
            DisplayName = "Mal",
            Description = "Teksten, på bokmål, nynorsk og engelsk.",
            UiHint = "dropdown",
            IsRequired = true,
            UiSpecifications = Choices.Dropdown(templates.Names.Select(name => new Choice(name, Phrase.Plain(NoticeNames.Of(name))))),
        };
        Descriptor = new ActivityDescriptor
        {
            TypeName = "ProcessAutomation.SendNotice",
            DisplayName = "Send varsel",
            Category = "Varsler",
            Description = "Sender et varsel til personen, gruppen, en rolle eller en etat. Varselet sier det minste som trengs, og har en lenke.",
            Kind = ActivityKind.Action,
            Inputs = [_template, To, Basis, DateFact, DateOffset, DateUnit, About],
        };
    }

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; }

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        NodeCheck.Constant(node, _template, problems, _templates.Has, $"is no template");
        NodeCheck.Constant(node, To, problems, Recipients.IsValid, $"is nobody a notice can be sent to");
        NodeCheck.Constant(node, Basis, problems, basis => basis is Consent or "statutory" or "service", $"is no basis");
        NodeCheck.Constant(node, DateFact, problems, DeadlineWords.Knows, $"is no date of a case");
        NodeCheck.Within(node, DateOffset, problems, -DeadlineRule.MaxOffset, DeadlineRule.MaxOffset);
        NodeCheck.Constant(node, DateUnit, problems, unit => Ladder.TryUnit(unit, out _), $"is neither days nor working-days");
        ToldBefore.Check(node, About, problems);
        return null;
    }

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        if (await ToldBefore.IsSoAsync(context, About, subject, cancellationToken))
            return;
        var basis = context.Get(Basis) switch { "statutory" => NoticeBasis.Statutory, "service" => NoticeBasis.Service, _ => NoticeBasis.Consent };
        if (basis == NoticeBasis.Consent && !subject.Consent.IsGiven)
        {
            context.Journal("Withheld", "The notice rests on a consent that is not given.");
            return;
        }

        var template = context.Get(_template) ?? "";
        var to = await Recipients.OfAsync(subject, context.Get(To) ?? "", context.Services.GetRequiredService<CaseDbContext>(), cancellationToken);
        if (to.IsEmpty)
            context.Journal("Nobody", "There is nobody to send the notice to.");
        foreach (var addressee in to)
        {
            var payload = new NoticePayload
            {
                Template = template,
                To = addressee.Recipient,
                Basis = basis,
                Role = addressee.Role,
                Date = DayOf(context, subject),
                At = MeetingFor(subject, addressee)?.PlannedAt,
            };
            context.Enqueue(NoticeQueue.Message(context.Services.GetRequiredService<IdSource>(), context.IdempotencyKey, subject.Id, payload, context.Now));
        }
    }

    // Members meet in the group, the person in talks; whoever has none of their own booked is told of the next there is.
    private static Meeting? MeetingFor(Case subject, Addressee addressee) => (addressee.Recipient.Kind switch
    {
        RecipientKind.Member => subject.Meetings.NextOfGroup,
        RecipientKind.Person => subject.Meetings.NextWithPerson,
        _ => null,
    }) ?? subject.Meetings.Next;

    private static DateOnly? DayOf(ActivityContext context, Case subject)
    {
        if (context.Get(DateFact) is not { Length: > 0 } fact)
            return null;
        Ladder.TryUnit(context.Get(DateUnit), out var unit);
        return subject.Facts.DateOf(fact) is { } from ? DeadlineRule.Add(from, context.Get(DateOffset), unit) : null;
    }
}
