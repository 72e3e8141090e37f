using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 0.1, on paper: the printed summons is handed over or posted. From that day the person counts as summoned.</summary>
public sealed class HandSummonsStep : Step
{
    /// <inheritdoc/>
    public override string Key => "hand-summons";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Innkalling som brev", "Innkalling som brev", "Summons as a letter");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        new FormField { Name = "deliveredOn", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Overlevert eller postlagt den", "Overlevert eller postlagt den", "Handed over or posted on") },
        new FormField { Name = "deliveredBy", Kind = FieldKind.User, IsRequired = true, MaxLength = TextLimits.Key, Choices = view.People.Users, Label = new Phrase("Av", "Av", "By") },
    ], new JsonObject { ["deliveredOn"] = CommonFields.Day(view.Today), ["deliveredBy"] = view.UserId });

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.SummonedOn is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var refusal = run.Case.Summon(SummonsChannel.Letter, run.Answers.Date("deliveredOn"), run.Entry, run.Answers.Text("deliveredBy"));
        run.Take(refusal is { Field: "sentOn" } ? Refusal.Of(refusal.Code, "deliveredOn", refusal.Args) : refusal);
        return run.End();
    }
}
