using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Step 8: the farewell talk. With a release the case closes; after a transfer it goes on. Refused with an open handover unless somebody
/// takes the responsibility in writing.
/// </summary>
public sealed class FarewellStep : Step
{
    /// <inheritdoc/>
    public override string Key => "farewell";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Avskjedssamtale", "Avskilssamtale", "Farewell talk");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        .. CommonFields.Held(view),
        new FormField { Name = "goesOn", Kind = FieldKind.Multiline, IsCaseRule = true, Label = new Phrase("Dette fortsetter et annet sted", "Dette held fram ein annan stad", "What goes on elsewhere") },
        new FormField { Name = "responsibilityTakenBy", Kind = FieldKind.Text, MaxLength = 200, Label = new Phrase("Tar ansvaret for det som er åpent", "Tek ansvaret for det som er ope", "Takes the responsibility for what is open"), Hint = new Phrase("Bare når overføringen ikke er bekreftet.", "Berre når overføringa ikkje er stadfesta.", "Only when the handover is not confirmed.") },
        new FormField { Name = "responsibilityStatement", Kind = FieldKind.Multiline, Label = new Phrase("Skriftlig erklæring", "Skriftleg fråsegn", "Statement in writing") },
        .. SatisfactionFields.All,
    ], CommonFields.HeldNow(view));

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        run.Satisfaction = SatisfactionFields.Read(run, run.Task.Id, Key); // of the unit that has the case now
        var isRelease = IsRelease(run.Case);
        var held = run.Take(run.Case.Handovers.HoldFarewell(new FarewellTalk
        {
            Held = CommonFields.ReadHeld(run.Answers),
            GoesOn = run.Answers.Text("goesOn"),
            ResponsibilityTakenBy = run.Answers.TextOrNull("responsibilityTakenBy"),
            ResponsibilityStatement = run.Answers.TextOrNull("responsibilityStatement"),
        }, run.Entry));
        if (held && isRelease)
            run.Take(run.Case.Close(run.Entry));
        var outcome = isRelease ? "Closed" : "GoesOn";
        return run.End(run.Offers(outcome) ? outcome : "Done");
    }

    private static bool IsRelease(Case subject) =>
        (subject.Handovers.Open ?? (subject.Handovers.All.Count == 0 ? null : subject.Handovers.All[^1])) is not { Kind: not TransitionKind.Release };
}
