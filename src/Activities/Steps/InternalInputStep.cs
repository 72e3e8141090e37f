using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 4 without consent: the contact officer's own proposals; nothing is shared.</summary>
public sealed class InternalInputStep : Step
{
    /// <inheritdoc/>
    public override string Key => "internal-input";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Innspill uten deling", "Innspel utan deling", "Input without sharing");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new([ProposalRows.Field(CommonFields.OpenNeeds(view.Case))], []);

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.InputClosedOn is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        ProposalRows.Apply(run, null);
        return run.End();
    }
}
