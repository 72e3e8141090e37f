using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Consents;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 3: the one consent, to share the needs map. Ends in <c>Given</c> or <c>Refused</c>, or in <c>Undecided</c> where the task offers it.</summary>
public sealed class ConsentStep : Step
{
    private const string Undecided = "Undecided";

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
            Choices = [.. ConsentAgain.Answers.Where(answer => answer.Value != "undecided" || view.Offers(Undecided))],
            Label = new Phrase("Personen svarte", "Personen svara", "The person answered"),
        },
    ], CommonFields.HeldNow(view));

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) =>
        subject.Consent.Current is null ? null : subject.Consent.IsGiven ? "Given" : "Refused";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var answer = ConsentAgain.Read(run.Answers.Text("consent"));

        // Somebody may have entered the answer on the case page since the task was made: then it is done.
        if (!(run.Case.Consent.Current is { } entered && entered.Answer == answer && entered.EnteredAt > run.Task.CreatedAt))
            run.Take(run.Case.Consent.Decide(answer, CommonFields.ReadHeld(run.Answers), run.Answers.Text("explained"), run.Entry));
        return run.End(answer switch { ConsentAnswer.Given => "Given", ConsentAnswer.Undecided when run.Offers(Undecided) => Undecided, _ => "Refused" });
    }
}
