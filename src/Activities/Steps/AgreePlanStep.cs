using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Proposals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 5: needs talk part 2. The person chooses among the proposals, and other measures may be added; the person decides.</summary>
public sealed class AgreePlanStep : Step
{
    private const string Service = "service";

    /// <inheritdoc/>
    public override string Key => "agree-plan";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Behovssamtale del 2", "Behovssamtale del 2", "Needs talk, part 2");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        .. CommonFields.Held(view),
        new FormField
        {
            Name = "chosenProposals",
            Kind = FieldKind.MultiChoice,
            Choices = [.. view.Case.Proposals.All.Select(proposal => new Choice($"{proposal.Number}", Phrase.Plain($"{proposal.Number}. {proposal.Title}")))],
            Label = new Phrase("Forslagene personen velger", "Forslaga personen vel", "The proposals the person chooses"),
        },
        new FormField
        {
            Name = "measures",
            Kind = FieldKind.Rows,
            Label = new Phrase("Andre tiltak", "Andre tiltak", "Other measures"),
            Columns =
            [
                new FormField { Name = "title", Kind = FieldKind.Text, IsRequired = true, MaxLength = Proposal.MaxTitle, Label = new Phrase("Tiltak", "Tiltak", "Measure") },
                new FormField { Name = "deliverer", Kind = FieldKind.Choice, IsRequired = true, Choices = Deliverers(view.Case), Label = new Phrase("Hvem leverer?", "Kven leverer?", "Who delivers?") },
                new FormField { Name = "startsOn", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Fra", "Frå", "From") },
                new FormField { Name = "endsOn", Kind = FieldKind.Date, Label = new Phrase("Til", "Til", "To") },
                new FormField { Name = "requiredOfPerson", Kind = FieldKind.Multiline, IsCaseRule = true, Label = new Phrase("Krav til personen", "Krav til personen", "What is required of the person") },
                new FormField { Name = "answers", Kind = FieldKind.MultiChoice, IsCaseRule = true, Choices = CommonFields.OpenNeeds(view.Case), Label = new Phrase("Svarer på behov", "Svarar på behov", "Answers needs") },
            ],
        },
        new FormField { Name = "decidedByPerson", Kind = FieldKind.Checkbox, Label = new Phrase("Personen har selv valgt tiltakene og vet hva som kreves", "Personen har sjølv valt tiltaka og veit kva som krevst", "The person has chosen the measures and knows what they require") },
        .. CommonFields.NextMeeting(new Phrase("Neste samtale", "Neste samtale", "Next talk")),
        CommonFields.Minutes(new Phrase("Notat", "Notat", "Notes")),
    ], CommonFields.HeldNow(view));

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.Plan.AgreedOn is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        run.Take(run.Case.Plan.Agree(new PlanTalk
        {
            Held = CommonFields.ReadHeld(run.Answers),
            DecidedByPerson = run.Answers.IsChecked("decidedByPerson"),
            Measures = [.. Chosen(run), .. run.Answers.Rows("measures").Select(item => ReadMeasure(item.Row))],
            Note = run.Answers.TextOrNull("minutes"),
            Next = CommonFields.ReadNextMeeting(run.Answers, MeetingKind.Talk),
        }, run.Entry));
        return run.End();
    }

    private static IEnumerable<NewMeasure> Chosen(StepRun run) =>
        ProposalRows.Numbers(run.Answers, "chosenProposals").Select(run.Case.Proposals.Find).OfType<Proposal>().Select(proposal => new NewMeasure
        {
            ProposalNumber = proposal.Number,
            Title = proposal.Title,
            DelivererNumber = proposal.MemberNumber,
            StartsOn = proposal.StartsOn,
            EndsOn = proposal.EndsOn,
            RequiredOfPerson = proposal.Requirements,
            Answers = proposal.Answers,
        });

    private static NewMeasure ReadMeasure(Answers row) => new()
    {
        Title = row.Text("title"),
        DelivererNumber = int.TryParse(row.Text("deliverer"), out var number) ? number : null,
        StartsOn = row.Date("startsOn"),
        EndsOn = row.DateOrNull("endsOn"),
        RequiredOfPerson = row.Text("requiredOfPerson"),
        Answers = ProposalRows.Numbers(row, "answers"),
    };

    private static ImmutableArray<Choice> Deliverers(Case subject) =>
    [
        new Choice(Service, new Phrase("Kriminalomsorgen selv", "Kriminalomsorga sjølv", "The correctional service itself")),
        .. MemberChoices.Of(subject),
    ];
}
