using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Step 0.1: the summons goes out. Refused by the case without a named contact officer. An e-mail has gone out when this is done; a letter has when it has
/// been handed over or posted, which is a task of its own.
/// </summary>
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
        new FormField
        {
            Name = "sentOn",
            Kind = FieldKind.Date,
            IsCaseRule = true,
            Label = new Phrase("Sendt den", "Send den", "Sent on"),
            Hint = new Phrase("Gjelder e-post. Et brev regnes som sendt når det er overlevert eller postlagt.", "Gjeld e-post. Eit brev reknast som sendt når det er overlevert eller postlagt.", "For e-mail. A letter counts as sent when it has been handed over or posted."),
        },
    ], new JsonObject { ["channel"] = "email", ["sentOn"] = CommonFields.Day(view.Today) });

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) =>
        subject.SummonedOn is null ? null : subject is { SummonedBy: SummonsChannel.Letter, TakenOverIn: null } ? "Letter" : "Email"; // elsewhere the letter was delivered

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        if (run.Answers.Text("channel") == "letter")
        {
            run.Take(run.Case.CheckSummons());
            return run.End("Letter");
        }

        run.Take(run.Answers.DateOrNull("sentOn") is { } sentOn
            ? run.Case.Summon(SummonsChannel.Email, sentOn, run.Entry)
            : run.Case.CheckSummons() ?? Refusal.Of(RefusalCodes.TextMissing, "sentOn"));
        return run.End("Email");
    }
}
