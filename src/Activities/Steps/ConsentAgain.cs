using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Consents;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// The question of consent in later talks with the person, for as long as the last answer was not a yes that stands: <c>consentAgain</c>,
/// <c>consentExplained</c>. Unanswered, it was not asked this time, and comes back at the next talk.
/// </summary>
internal static class ConsentAgain
{
    private const string Answer = "consentAgain";
    private const string Explained = "consentExplained";

    /// <summary>What the person can say.</summary>
    public static ImmutableArray<Choice> Answers { get; } =
    [
        new("given", new Phrase("Ja, behovskartet kan deles", "Ja, behovskartet kan delast", "Yes, the needs map may be shared")),
        new("refused", new Phrase("Nei", "Nei", "No")),
        new("undecided", new Phrase("Vil tenke på det", "Vil tenkje på det", "Wants to think about it")),
    ];

    /// <summary>Reads one of <see cref="Answers"/>.</summary>
    public static ConsentAnswer Read(string value) => value switch { "given" => ConsentAnswer.Given, "undecided" => ConsentAnswer.Undecided, _ => ConsentAnswer.Refused };

    /// <summary>The fields; none when there is nothing to ask.</summary>
    public static ImmutableArray<FormField> Fields(StepView view) => !view.Case.Consent.IsToBeAskedAgain ? [] :
    [
        new FormField
        {
            Name = Answer,
            Kind = FieldKind.Choice,
            Choices = Answers,
            Label = new Phrase("Samtykke: hva sier personen nå?", "Samtykke: kva seier personen no?", "Consent: what does the person say now?"),
            Hint = new Phrase(
                "Uten samtykke deles behovskartet ikke, og ingen utenfor kan foreslå tiltak. Spør igjen, uten press. La feltet stå tomt hvis dere ikke kom inn på det.",
                "Utan samtykke blir behovskartet ikkje delt, og ingen utanfor kan foreslå tiltak. Spør igjen, utan press. La feltet stå tomt om de ikkje kom inn på det.",
                "Without consent the needs map is not shared, and nobody outside can propose measures. Ask again, without pressure. Leave it empty if it did not come up."),
        },
        new FormField
        {
            Name = Explained,
            Kind = FieldKind.Multiline,
            IsCaseRule = true,
            VisibleWhen = new FieldCondition(Answer, [.. Answers.Select(choice => choice.Value)]),
            Label = new Phrase("Dette ble forklart", "Dette blei forklart", "What was explained"),
            Hint = new Phrase("Hvem som får se behovskartet, hvorfor, og at samtykket kan trekkes når som helst.", "Kven som får sjå behovskartet, kvifor, og at samtykket kan trekkjast når som helst.", "Who will see the needs map, why, and that the consent can be withdrawn at any time."),
        },
    ];

    /// <summary>Carries an answer to the case; the flow is told of a yes by whoever completes the task.</summary>
    public static void Apply(StepRun run)
    {
        if (run.Answers.TextOrNull(Answer) is not { } answer)
            return;
        var refusal = run.Case.Consent.Decide(Read(answer), CommonFields.ReadHeld(run.Answers), run.Answers.Text(Explained), run.Entry);
        run.Take(refusal is null ? null : refusal.Field switch { "consent" => refusal.Under(Answer), "explained" => refusal.Under(Explained), _ => refusal });
    }
}
