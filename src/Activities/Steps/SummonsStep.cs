using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 0.1: the summons goes out. Refused by the case without a named contact officer.</summary>
public sealed class SummonsStep : Step
{
    /// <inheritdoc/>
    public override string Key => "summons";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Innkalling", "Innkalling", "Summons");

    /// <inheritdoc/>
    public override ImmutableArray<string> Outcomes { get; } = ["Email", "Letter"];

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        new FormField
        {
            Name = "channel",
            Kind = FieldKind.Choice,
            IsRequired = true,
            Choices =
            [
                new Choice("email", new Phrase("E-post", "E-post", "E-mail")),
                new Choice("letter", new Phrase("Brev som skrives ut", "Brev som blir skrive ut", "Printed letter")),
            ],
            Label = new Phrase("Slik sendes innkallingen", "Slik blir innkallinga send", "How the summons is sent"),
        },
        new FormField { Name = "sentOn", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Sendt den", "Send den", "Sent on") },
    ], new JsonObject { ["channel"] = "email", ["sentOn"] = CommonFields.Day(view.Today) });

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) =>
        subject.SummonedOn is null ? null : subject is { SummonedBy: SummonsChannel.Letter, TakenOverIn: null } ? "Letter" : "Email"; // elsewhere the letter was delivered

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var channel = run.Answers.Text("channel") == "letter" ? SummonsChannel.Letter : SummonsChannel.Email;
        run.Take(run.Case.Summon(channel, run.Answers.Date("sentOn"), run.Entry));
        return run.End(channel == SummonsChannel.Letter ? "Letter" : "Email");
    }
}
