using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Domain.Proposals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>After step 5: the person chooses among what the group proposed after the plan was agreed; nothing is an answer too. What is chosen is a new version of the plan.</summary>
public sealed class RevisePlanStep : Step
{
    /// <inheritdoc/>
    public override string Key => "revise-plan";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Nye innspill til planen", "Nye innspel til planen", "New input to the plan");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        .. CommonFields.Held(view),
        ChosenProposals.Field(NotInPlan(view.Case)),
        MeasureRows.Field(view.Case, new Phrase("Andre tiltak", "Andre tiltak", "Other measures")),
        new FormField { Name = "decidedByPerson", Kind = FieldKind.Checkbox, IsCaseRule = true, Label = new Phrase("Personen har selv valgt, og vet hva som kreves", "Personen har sjølv valt, og veit kva som krevst", "The person has chosen, and knows what is required") },
        new FormField { Name = "note", Kind = FieldKind.Multiline, Label = new Phrase("Notat", "Notat", "Notes") },
    ], CommonFields.HeldNow(view));

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => NotInPlan(subject).Any() ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var chosen = ChosenProposals.Read(run);
        var others = MeasureRows.Read(run.Answers);
        ImmutableArray<NewMeasure> added = [.. chosen, .. others.Select(item => item.Measure)];
        if (added.IsEmpty)
        {
            run.Take(run.Case.Plan.Keep(CommonFields.ReadHeld(run.Answers), run.Entry));
            return run.End();
        }

        var refusal = run.Case.Plan.Change(new PlanChange
        {
            Held = CommonFields.ReadHeld(run.Answers),
            DecidedByPerson = run.Answers.IsChecked("decidedByPerson"),
            Added = added,
            Note = run.Answers.TextOrNull("note"),
        }, run.Entry);
        run.Take(refusal?.Under(ChosenProposals.FieldOf(refusal.Field, chosen.Length, [.. others.Select(item => item.Row)])));
        return run.End();
    }

    // Entered after the plan was first agreed, and not a measure already.
    private static IEnumerable<Proposal> NotInPlan(Case subject) =>
        subject.Proposals.All.Where(proposal => !subject.Measures.All.Any(measure => measure.ProposalNumber == proposal.Number)
            && subject.Plan.Versions is [var first, ..] && proposal.EnteredAt >= first.EnteredAt);
}
