using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Measures;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 6: a measure whose deliverer has been silent is followed up; what was agreed goes into its log.</summary>
public sealed class SilentMeasureStep : Step
{
    /// <inheritdoc/>
    public override string Key => "silent-measure";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Stille tiltak", "Stille tiltak", "Silent measure");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        new FormField { Name = "on", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Kontaktet den", "Kontakta den", "Contacted on") },
        new FormField
        {
            Name = "log",
            Kind = FieldKind.Rows,
            IsRequired = view.Case.Measures.Unheard(view.Today).Any(),
            Label = new Phrase("Det dere ble enige om", "Det de blei einige om", "What you agreed"),
            Columns =
            [
                new FormField { Name = "measure", Kind = FieldKind.Choice, IsRequired = true, Choices = [.. view.Case.Measures.Active.Select(measure => new Choice($"{measure.Number}", Phrase.Plain($"{measure.Number}. {measure.Title}")))], Label = new Phrase("Tiltak", "Tiltak", "Measure") },
                new FormField { Name = "text", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = MeasureBook.MaxLogText, Label = new Phrase("Logg", "Logg", "Log") },
            ],
        },
    ], new JsonObject
    {
        ["on"] = CommonFields.Day(view.Today),
        ["log"] = new JsonArray([.. view.Case.Measures.Unheard(view.Today).Select(measure => (JsonNode)new JsonObject { ["measure"] = $"{measure.Number}" })]),
    });

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        foreach (var (index, row) in run.Answers.Rows("log"))
        {
            _ = int.TryParse(row.Text("measure"), out var number);
            run.Take(run.Case.Measures.Document(number, run.Answers.Date("on"), row.Text("text"), run.Entry), "log", index);
        }

        return run.End();
    }
}
