using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 3: the one consent, to share the needs map. Ends in <c>Given</c> or <c>Refused</c>.</summary>
public sealed class ConsentStep : Step
{
    /// <inheritdoc/>
    public override string Key => "consent";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Samtykke", "Samtykke", "Consent");

    /// <inheritdoc/>
    public override ImmutableArray<string> Outcomes { get; } = ["Given", "Refused"];

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        .. CommonFields.Held(view),
        new FormField { Name = "explained", Kind = FieldKind.Multiline, IsCaseRule = true, MaxLength = 4000, Label = new Phrase("Dette ble forklart", "Dette blei forklart", "What was explained"), Hint = new Phrase("Hvem som får se behovskartet, hvorfor, og at samtykket kan trekkes når som helst.", "Kven som får sjå behovskartet, kvifor, og at samtykket kan trekkjast når som helst.", "Who will see the needs map, why, and that the consent can be withdrawn at any time.") },
        new FormField
        {
            Name = "consent",
            Kind = FieldKind.Choice,
            IsRequired = true,
            Choices =
            [
                new Choice("given", new Phrase("Ja, behovskartet kan deles", "Ja, behovskartet kan delast", "Yes, the needs map may be shared")),
                new Choice("refused", new Phrase("Nei", "Nei", "No")),
            ],
            Label = new Phrase("Personen svarte", "Personen svara", "The person answered"),
        },
    ], CommonFields.HeldNow(view));

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) =>
        subject.Consent.Current is null ? null : subject.Consent.IsGiven ? "Given" : "Refused";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var isGiven = run.Answers.Text("consent") == "given";
        run.Take(run.Case.Consent.Decide(isGiven, CommonFields.ReadHeld(run.Answers), run.Answers.Text("explained"), run.Entry));
        return run.End(isGiven ? "Given" : "Refused");
    }
}
