using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 7: the handover is confirmed as a whole. Refused while a role lacks a ready taker or the checklist has an open item.</summary>
public sealed class CompleteHandoverStep : Step
{
    private static readonly FrozenDictionary<string, Phrase> Items = new Dictionary<string, Phrase>(StringComparer.Ordinal)
    {
        ["person-prepared"] = new("Personen er forberedt", "Personen er førebudd", "The person is prepared"),
        ["needs-gone-through"] = new("Behovene er gjennomgått", "Behova er gjennomgådde", "The needs have been gone through"),
        ["plan-gone-through"] = new("Planen er gjennomgått", "Planen er gjennomgådd", "The plan has been gone through"),
        ["measures-go-on"] = new("Tiltak som skal fortsette, har noen som tar over", "Tiltak som skal halde fram, har nokon som tek over", "Measures that go on have someone to go on with them"),
        ["receiver-in-group-meeting"] = new("Mottakeren har deltatt i gruppemøte", "Mottakaren har delteke i gruppemøte", "The receiver has attended a group meeting"),
        ["home-suitable"] = new("Boligen er egnet", "Bustaden er eigna", "The home is suitable"),
        ["household-consents"] = new("Alle over 18 år i boligen har samtykket", "Alle over 18 år i bustaden har samtykt", "Everyone over 18 in the home has consented"),
        ["occupation-agreed"] = new("Sysselsetting er avtalt, 15 til 40 timer i uken", "Sysselsetjing er avtalt, 15 til 40 timar i veka", "An occupation is agreed, 15 to 40 hours a week"),
        ["home-clarified"] = new("Bolig er avklart", "Bustad er avklart", "A home is clarified"),
        ["income-clarified"] = new("Inntekt er avklart", "Inntekt er avklart", "An income is clarified"),
        ["treatment-goes-on"] = new("Behandling fortsetter, eller er ikke aktuelt", "Behandling held fram, eller er ikkje aktuelt", "Treatment goes on, or is not needed"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Key => "complete-handover";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Bekreft overføringen", "Stadfest overføringa", "Confirm the handover");

    /// <inheritdoc/>
    public override Form Form(StepView view)
    {
        var items = view.Case.Handovers.Open is { } open ? view.Case.Handovers.ChecklistOf(open.Number).ToImmutableArray() : [];
        return new Form(
        [
            new FormField { Name = "confirmedOn", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Overført den", "Overført den", "Handed over on") },
            new FormField
            {
                Name = "checklist",
                Kind = FieldKind.MultiChoice,
                Choices = [.. items.Select(item => new Choice($"{item.Number}", Items.GetValueOrDefault(item.Key) ?? Phrase.Plain(item.Key)))],
                Label = new Phrase("Dette er gjort", "Dette er gjort", "This is done"),
            },
        ], new JsonObject
        {
            ["confirmedOn"] = CommonFields.Day(view.Today),
            ["checklist"] = new JsonArray([.. items.Where(item => item.DoneOn is not null).Select(item => (JsonNode)JsonValue.Create($"{item.Number}"))]),
        });
    }

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        var on = run.Answers.Date("confirmedOn");
        var undone = run.Case.Handovers.Open is { } open ? run.Case.Handovers.ChecklistOf(open.Number).Where(item => item.DoneOn is null).Select(item => item.Number).ToHashSet() : [];
        foreach (var item in ProposalRows.Numbers(run.Answers, "checklist").Where(undone.Contains))
            run.Take(run.Case.Handovers.CheckOff(item, on, run.Entry));
        run.Take(run.Case.Handovers.Confirm(on, run.Entry));
        return run.End();
    }
}
