using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Step 4, when the deadline is over and somebody is silent: the contact officer says that the round ends with what there is.
/// The activity after it closes input in the case, also when everybody answered and nobody had to say so.
/// </summary>
public sealed class CloseInputStep : Step
{
    /// <inheritdoc/>
    public override string Key => "close-input";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Avslutt innspillsrunden", "Avslutt innspelsrunden", "Close the round of input");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        new FormField { Name = "contacted", Kind = FieldKind.Checkbox, IsRequired = true, Label = new Phrase("Jeg har tatt kontakt med dem som ikke har svart", "Eg har teke kontakt med dei som ikkje har svart", "I have contacted those who have not answered") },
    ], []);

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.InputClosedOn is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run) => run.End();
}
