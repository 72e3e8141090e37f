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
        MeasureRows.Field(view.Case, new Phrase("Andre tiltak", "Andre tiltak", "Other measures")),
        new FormField { Name = "decidedByPerson", Kind = FieldKind.Checkbox, Label = new Phrase("Personen har selv valgt tiltakene og vet hva som kreves", "Personen har sjølv valt tiltaka og veit kva som krevst", "The person has chosen the measures and knows what they require") },
        .. CommonFields.NextMeeting(new Phrase("Neste samtale", "Neste samtale", "Next talk")),
        CommonFields.Minutes(new Phrase("Notat", "Notat", "Notes")),
    ], CommonFields.HeldNow(view));

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.Plan.AgreedOn is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        ImmutableArray<NewMeasure> chosen = [.. Chosen(run)];
        var others = MeasureRows.Read(run.Answers);
        var refusal = run.Case.Plan.Agree(new PlanTalk
        {
            Held = CommonFields.ReadHeld(run.Answers),
            DecidedByPerson = run.Answers.IsChecked("decidedByPerson"),
            Measures = [.. chosen, .. others.Select(item => item.Measure)],
            Note = run.Answers.TextOrNull("minutes"),
            Next = CommonFields.ReadNextMeeting(run.Answers, MeetingKind.Talk),
        }, run.Entry);
        run.Take(refusal?.Under(FieldOf(refusal.Field, chosen.Length, [.. others.Select(item => item.Row)])));
        return run.End();
    }

    // The case counts the measures it was given; the form has the chosen proposals in one field and the others in rows.
    private static string? FieldOf(string? field, int chosen, ImmutableArray<int> rows)
    {
        if (field is null || !field.StartsWith("measures[", StringComparison.Ordinal) || !int.TryParse(field.AsSpan(9, field.IndexOf(']', StringComparison.Ordinal) - 9), out var index))
            return field;
        return index < chosen ? "chosenProposals" : $"measures[{rows[index - chosen]}]{field[(field.IndexOf(']', StringComparison.Ordinal) + 1)..]}";
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
}
