using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Plans;

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
        ChosenProposals.Field(view.Case.Proposals.All),
        MeasureRows.Field(view.Case, new Phrase("Andre tiltak", "Andre tiltak", "Other measures")),
        new FormField { Name = "decidedByPerson", Kind = FieldKind.Checkbox, Label = new Phrase("Personen har selv valgt tiltakene og vet hva som kreves", "Personen har sjølv valt tiltaka og veit kva som krevst", "The person has chosen the measures and knows what they require") },
        .. ConsentAgain.Fields(view),
        .. CommonFields.NextMeeting(new Phrase("Neste samtale", "Neste samtale", "Next talk"), isCaseRule: true),
        CommonFields.Minutes(new Phrase("Notat", "Notat", "Notes")),
        .. SatisfactionFields.All,
    ], CommonFields.HeldNow(view));

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.Plan.AgreedOn is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        run.Satisfaction = SatisfactionFields.Read(run, run.Task.Id, Key);
        var chosen = ChosenProposals.Read(run);
        var others = MeasureRows.Read(run.Answers);
        var refusal = run.Case.Plan.Agree(new PlanTalk
        {
            Held = CommonFields.ReadHeld(run.Answers),
            DecidedByPerson = run.Answers.IsChecked("decidedByPerson"),
            Measures = [.. chosen, .. others.Select(item => item.Measure)],
            Note = run.Answers.TextOrNull("minutes"),
            Next = CommonFields.ReadNextMeeting(run.Answers, MeetingKind.Talk),
        }, run.Entry);
        run.Take(refusal?.Under(ChosenProposals.FieldOf(refusal.Field, chosen.Length, [.. others.Select(item => item.Row)])));
        if (!run.HasRefusals)
            ConsentAgain.Apply(run); // a yes now asks the group from now on; the plan stands with what there was
        return run.End();
    }
}
