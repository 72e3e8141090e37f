using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Satisfaction;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Corrections;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Corrections;

/// <summary>
/// Puts right what a completed task of another step left behind, when the flow has gone on and the task itself cannot be opened again. The form has the step's
/// own fields, with what stands in the case; what is answered differently is corrected, with the reason.
/// </summary>
public sealed class CorrectionStep(Step original) : Step
{
    /// <summary>What keys of correction steps begin with.</summary>
    public const string Prefix = "correct-";

    private const string TaskField = "task";

    /// <inheritdoc/>
    public override string Key => Prefix + original.Key;

    /// <inheritdoc/>
    public override Phrase Name { get; } = new($"Rett: {original.Name.Bokmal}", $"Rett: {original.Name.Nynorsk}", $"Correct: {original.Name.English}");

    /// <summary>
    /// The fields of a correction and what stands in the case now, and the reason. Questions about satisfaction stand empty: what was answered is shown to
    /// nobody, and an answer given now takes its place.
    /// </summary>
    /// <param name="step">The step whose answers they were.</param>
    /// <param name="facts">The facts to show.</param>
    /// <param name="view">The case and who looks.</param>
    public static Form FormOf(Step step, ImmutableArray<StepFact> facts, StepView view)
    {
        var fields = step.Form(view with { Task = null }).Fields.Where(field => facts.Any(fact => fact.Field == field.Name) || SatisfactionFields.Has(field.Name)).ToImmutableArray();
        var prefill = new JsonObject();
        foreach (var fact in facts)
            prefill[fact.Field] = Typed(fact.Fact, view.Case.Corrections.ValueOf(fact.Fact, fact.Part));
        return new Form([.. fields, Reason], prefill);
    }

    /// <summary>Why something is corrected: <c>reason</c>.</summary>
    public static FormField Reason => new()
    {
        Name = "reason",
        Kind = FieldKind.Multiline,
        IsRequired = true,
        MaxLength = TextLimits.Reason,
        Label = new Phrase("Hvorfor rettes dette?", "Kvifor blir dette retta?", "Why is this corrected?"),
        Hint = new Phrase("Det som sto før, blir stående i historikken sammen med grunnen.", "Det som stod før, blir ståande i historikken saman med grunnen.", "What stood there before stays in the history with the reason."),
    };

    /// <summary>The facts answered differently than they stand.</summary>
    public static ImmutableArray<(StepFact Fact, FactToCorrect Wish)> Changed(Case subject, ImmutableArray<StepFact> facts, Answers answers) =>
    [
        .. facts.Select(fact => (fact, Wish: new FactToCorrect(fact.Fact, fact.Part, Written(fact.Fact, answers, fact.Field))))
            .Where(item => answers.Json.ContainsKey(item.fact.Field) && item.Wish.Value != subject.Corrections.ValueOf(item.fact.Fact, item.fact.Part)),
    ];

    /// <summary>Refusals of a correction under the fields of the form.</summary>
    public static IEnumerable<Refusal> Under(IEnumerable<Refusal> refusals, ImmutableArray<(StepFact Fact, FactToCorrect Wish)> changed) => refusals.Select(refusal =>
        refusal.Position is { } position ? refusal.Under(changed[position].Fact.Field) : refusal);

    /// <summary>What a correction task keeps of the task it corrects: its id and the facts, no text of anybody.</summary>
    internal static string Remember(Guid taskId, ImmutableArray<StepFact> facts) => new Form(
    [
        new FormField { Name = TaskField, Kind = FieldKind.Text, Label = Phrase.Plain(taskId.ToString("D")) },
        .. facts.Select(fact => new FormField { Name = fact.Field, Kind = FieldKind.Text, Label = Phrase.Plain(string.Create(CultureInfo.InvariantCulture, $"{fact.Fact}#{fact.Part}")) }),
    ], []).ToJson();

    /// <inheritdoc/>
    public override Form Form(StepView view) => FormOf(original, Remembered(view.Task?.FormJson).Facts, view);

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var (taskId, facts) = Remembered(run.Task.FormJson);
        if (taskId is { } corrected)
            run.Satisfaction = SatisfactionFields.Read(run, corrected, original.Key);
        var changed = Changed(run.Case, facts, run.Answers);
        if (changed.IsEmpty)
            return run.End(); // it was right after all
        foreach (var refusal in Under(run.Case.Corrections.Correct([.. changed.Select(item => item.Wish)], run.Answers.Text("reason"), taskId, run.Entry), changed))
            run.Take(refusal);
        return run.End();
    }

    private static (Guid? TaskId, ImmutableArray<StepFact> Facts) Remembered(string? json)
    {
        var fields = Forms.Form.Parse(json ?? "").Fields;
        Guid? task = Guid.TryParse(fields.FirstOrDefault(field => field.Name == TaskField)?.Label.Bokmal, out var id) ? id : null;
        return (task, [.. fields.Where(field => field.Name != TaskField).Select(field => field.Label.Bokmal.Split('#') is [var fact, var part]
            ? new StepFact(field.Name, fact, int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null)
            : new StepFact(field.Name, "", null))]);
    }

    // Instants stand in forms as a day and a time of day in Norway.
    private static string? Typed(string fact, string? value) =>
        CorrectableFacts.Find(fact)?.Kind == FactKind.Instant && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? NorwegianTime.Local(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)
            : value;

    private static string? Written(string fact, Answers answers, string field) =>
        CorrectableFacts.Find(fact)?.Kind == FactKind.Instant
            ? answers.InstantOrNull(field)?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : answers.TextOrNull(field);
}
