using System.Collections.Immutable;
using System.Globalization;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Satisfaction;

namespace ProcessAutomation.Activities.Satisfaction;

/// <summary>The short questions about satisfaction in the forms of steps 5 and 8. None has to be answered, and what was answered is never shown again.</summary>
internal static class SatisfactionFields
{
    private const string Declined = "personDeclined";

    private static readonly ImmutableArray<(string Name, SatisfactionRespondent Respondent, SatisfactionQuestion Question, Phrase Label)> Questions =
    [
        ("personInfluence", SatisfactionRespondent.Person, SatisfactionQuestion.Influence, new Phrase(
            "Til personen: Ble du hørt, og fikk du være med og bestemme?", "Til personen: Blei du høyrd, og fekk du vere med og bestemme?", "To the person: Were you heard, and could you take part in deciding?")),
        ("personOverall", SatisfactionRespondent.Person, SatisfactionQuestion.Overall, new Phrase(
            "Til personen: Hvor fornøyd er du med hjelpen du har fått, alt i alt?", "Til personen: Kor nøgd er du med hjelpa du har fått, alt i alt?", "To the person: How satisfied are you with the help you have had, all in all?")),
        ("staffCooperation", SatisfactionRespondent.Staff, SatisfactionQuestion.Cooperation, new Phrase(
            "Til deg: Hvor godt fungerte samarbeidet med de andre tjenestene?", "Til deg: Kor godt fungerte samarbeidet med dei andre tenestene?", "To you: How well did the cooperation with the other services work?")),
        ("staffOverall", SatisfactionRespondent.Staff, SatisfactionQuestion.Overall, new Phrase(
            "Til deg: Hvor fornøyd er du med arbeidet i saken, alt i alt?", "Til deg: Kor nøgd er du med arbeidet i saka, alt i alt?", "To you: How satisfied are you with the work in the case, all in all?")),
    ];

    private static readonly ImmutableArray<Choice> Scale =
    [
        new("1", new Phrase("1 – svært dårlig", "1 – svært dårleg", "1 – very poor")),
        new("2", new Phrase("2 – dårlig", "2 – dårleg", "2 – poor")),
        new("3", new Phrase("3 – verken eller", "3 – verken eller", "3 – neither")),
        new("4", new Phrase("4 – godt", "4 – godt", "4 – good")),
        new("5", new Phrase("5 – svært godt", "5 – svært godt", "5 – very good")),
    ];

    private static readonly Phrase Purpose = new(
        "Frivillig. Svarene brukes bare i tall for mange saker og vises ikke i saken.",
        "Frivillig. Svara blir berre brukte i tal for mange saker og blir ikkje viste i saka.",
        "Voluntary. The answers are used only in figures of many cases and are not shown in the case.");

    /// <summary>The questions, to be put last in a form.</summary>
    public static ImmutableArray<FormField> All { get; } =
    [
        .. Of(SatisfactionRespondent.Person),
        new FormField
        {
            Name = Declined,
            Kind = FieldKind.Checkbox,
            Label = new Phrase("Personen ble spurt og ville ikke svare", "Personen blei spurd og ville ikkje svare", "The person was asked and did not want to answer"),
        },
        .. Of(SatisfactionRespondent.Staff),
    ];

    /// <summary>Whether a field of a form is one of these.</summary>
    public static bool Has(string field) => field == Declined || Questions.Any(question => question.Name == field);

    /// <summary>What was answered; the case is as it was before the talk was entered. Refusals are noted. Null: nobody answered.</summary>
    public static SatisfactionReport? Read(StepRun run, Guid taskId, string step)
    {
        var answers = Read(run.Answers);
        foreach (var refusal in answers.Check())
            run.Take(refusal);
        return answers.IsEmpty ? null : new SatisfactionReport(taskId, run.Case.Id, step, run.Case.UnitId, answers);
    }

    /// <summary>What stands in answers to a form.</summary>
    public static SatisfactionAnswers Read(Answers answers) => new(
        [.. Questions.Where(question => answers.TextOrNull(question.Name) is not null)
            .Select(question => new SatisfactionScore(question.Respondent, question.Question, ScoreOf(answers.Text(question.Name)), question.Name))],
        answers.IsChecked(Declined));

    private static IEnumerable<FormField> Of(SatisfactionRespondent respondent) => Questions.Where(question => question.Respondent == respondent)
        .Select((question, index) => new FormField { Name = question.Name, Kind = FieldKind.Choice, Choices = Scale, Label = question.Label, Hint = index == 0 ? Purpose : null });

    private static int ScoreOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : 0;
}
