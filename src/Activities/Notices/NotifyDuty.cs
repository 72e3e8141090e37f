using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>Notifies under the duty to notify. While the date is not known nothing is sent: when it is set or changed on the case, the notices go out then.</summary>
public sealed class NotifyDuty : CodeActivity
{
    private const string Release = "release";
    private const string Transfer = "transfer";
    private const string Custody = "custody";

    private static readonly Input<string> Subject = new("Subject")
    {
        DisplayName = "Hva det varsles om",
        Description = "Løslatelse etter fullført straff, slutt på varetekt, eller planlagt overføring.",
        UiHint = "dropdown",
        DefaultValue = Release,
        UiSpecifications = Choices.Dropdown([new Choice(Release, Phrase.Plain("Løslatelse etter fullført straff")), new Choice(Custody, Phrase.Plain("Slutt på varetekt")), new Choice(Transfer, Phrase.Plain("Planlagt overføring"))]),
    };

    private static readonly Input<string> About = ToldBefore.Input();

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "ProcessAutomation.NotifyDuty",
        DisplayName = "Varsle etter plikt",
        Category = "Varsler",
        Description = "Varslingsplikten: gruppen med de samarbeidende etatene, kommunen og personen får datoen for løslatelse, slutt på varetekt eller overføring, med det minste som trengs og en lenke. Endres eller avlyses datoen, varsles de igjen av seg selv.",
        Kind = ActivityKind.Action,
        Inputs = [Subject, About],
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        NodeCheck.Constant(node, Subject, problems, subject => subject is Release or Transfer or Custody, $"is neither release, custody nor transfer");
        ToldBefore.Check(node, About, problems);
        return null;
    }

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var subject = await CaseOfFlow.LoadAsync(context, cancellationToken);
        if (await ToldBefore.IsSoAsync(context, About, subject, cancellationToken))
            return;
        var about = context.Get(Subject) switch { Transfer => DutySubject.Transfer, Custody => DutySubject.Custody, _ => DutySubject.Release };
        var messages = await DutyNotices.OfAsync(
            subject, about, before: null, context.IdempotencyKey,
            context.Services.GetRequiredService<CaseDbContext>(), context.Services.GetRequiredService<IdSource>(), context.Now, cancellationToken);
        foreach (var message in messages)
            context.Enqueue(message);
        context.Journal("Notified", $"{messages.Length} notices.");
    }
}
