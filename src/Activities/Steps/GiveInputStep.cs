using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 4: one member's input to measures. Needs are offered only while the needs map is shared with the member.</summary>
public sealed class GiveInputStep : Step
{
    /// <inheritdoc/>
    public override string Key => "give-input";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Innspill til tiltak", "Innspel til tiltak", "Input to measures");

    /// <inheritdoc/>
    public override Form Form(StepView view)
    {
        var member = ProposalRows.MemberOf(view.Case, view.Task, view.UserId);
        ImmutableArray<Choice>? needs = member is { } number && view.Case.Sharing.IsSharedWith(number) ? CommonFields.OpenNeeds(view.Case) : null;
        return new Form(
        [
            ProposalRows.Field(needs),
            new FormField { Name = "nothingToOffer", Kind = FieldKind.Checkbox, Label = new Phrase("Vi har ingen tiltak å foreslå", "Vi har ingen tiltak å foreslå", "We have no measure to propose") },
        ], []);
    }

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) =>
        subject.InputClosedOn is not null || subject.Group.Members.Any(member => member.Role == role && subject.Proposals.Contributors.Contains(member.Number)) ? "Done" : null;

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var member = ProposalRows.MemberOf(run.Case, run.Task, run.Entry.Actor.Id);
        if (ProposalRows.Apply(run, member) == 0 && !run.Answers.IsChecked("nothingToOffer"))
            run.Take(Refusal.Of(AnswerCodes.Missing, "proposals"));
        return run.End();
    }
}
