using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.Plans;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>What happens in a life: the case stands still and goes on, the plan changes, a need is met, a handover will not be.</summary>
internal sealed class LifeActions(CaseKeeping keeping)
{
    public CaseAction Pause => new(
        "pause",
        new Phrase("Sett saken på vent", "Set saka på vent", "Pause the case"),
        new Phrase("Sett på vent", "Set på vent", "Pause"),
        CaseRights.Keep | CaseRights.Lead,
        view => view.Case.Status != CaseStatus.Open ? null : new Form(
        [
            new FormField
            {
                Name = "reason",
                Kind = FieldKind.Multiline,
                IsRequired = true,
                MaxLength = 1000,
                Label = new Phrase("Begrunnelse", "Grunngiving", "Reason"),
                Hint = new Phrase("For eksempel sykehus, varetekt eller rømming. Fristene hviler, og ingen blir purret.", "Til dømes sjukehus, varetekt eller rømming. Fristane kviler, og ingen blir purra.", "For example hospital, remand or escape. Deadlines rest, and nobody is reminded."),
            },
        ], []),
        (run, cancellationToken) => keeping.PauseAsync(run.CaseId, run.Answers.Text("reason"), run.Viewer, null, cancellationToken));

    public CaseAction Resume => new(
        "resume",
        new Phrase("Gjenoppta saken", "Ta saka opp att", "Resume the case"),
        new Phrase("Gjenoppta", "Ta opp att", "Resume"),
        CaseRights.Keep | CaseRights.Lead,
        view => view.Case.Status != CaseStatus.Paused ? null : Form.Empty,
        (run, cancellationToken) => keeping.ResumeAsync(run.CaseId, run.Viewer, null, cancellationToken));

    public CaseAction CallOffHandover => new(
        "handover-call-off",
        new Phrase("Avlys overføringen av ansvaret", "Avlys overføringa av ansvaret", "Call off the handover"),
        new Phrase("Avlys overføringen", "Avlys overføringa", "Call off the handover"),
        CaseRights.Keep | CaseRights.Lead,
        view => view.Case.Handovers.UnderWay is null ? null : Form.Empty,
        (run, cancellationToken) => keeping.CallOffHandoverAsync(run.CaseId, run.Viewer, null, cancellationToken));

    public CaseAction CloseNeed => new(
        "need-close",
        new Phrase("Avslutt et behov", "Avslutt eit behov", "Close a need"),
        new Phrase("Avslutt behovet", "Avslutt behovet", "Close the need"),
        CaseRights.Keep,
        view => !view.Case.Needs.All.Any(need => need.Status == NeedStatus.Open) ? null : new Form(
        [
            new FormField { Name = "need", Kind = FieldKind.Choice, IsRequired = true, Choices = CaseFields.Answers(view.Case, _ => true).Choices, Label = new Phrase("Behov", "Behov", "Need") },
            new FormField
            {
                Name = "how",
                Kind = FieldKind.Choice,
                IsRequired = true,
                Choices = [new Choice("met", new Phrase("Dekket", "Dekt", "Met")), new Choice("dropped", new Phrase("Ikke lenger aktuelt", "Ikkje lenger aktuelt", "No longer there"))],
                Label = new Phrase("Hvordan", "Korleis", "How"),
            },
        ], []),
        (run, cancellationToken) => keeping.CloseNeedAsync(run.CaseId, CaseFields.NumberOf(run.Answers, "need") ?? 0, run.Answers.Text("how") == "met", run.Viewer, null, cancellationToken));

    public CaseAction ChangePlan => new(
        "plan-change",
        new Phrase("Endre planen", "Endre planen", "Change the plan"),
        new Phrase("Lagre endringen", "Lagre endringa", "Save the change"),
        CaseRights.Keep,
        view => view.Case.Plan.Current is null ? null : new Form(
        [
            .. CaseFields.Held(view),
            MeasureRows.Field(view.Case, new Phrase("Tiltak som kommer inn", "Tiltak som kjem inn", "Measures that come in")),
            new FormField
            {
                Name = "stopped",
                Kind = FieldKind.MultiChoice,
                Choices = CaseFields.Measure(view.Case.Measures.Active).Choices,
                Label = new Phrase("Tiltak som går ut", "Tiltak som går ut", "Measures that go out"),
            },
            new FormField { Name = "decidedByPerson", Kind = FieldKind.Checkbox, Label = new Phrase("Personen har selv valgt endringen og vet hva som kreves", "Personen har sjølv valt endringa og veit kva som krevst", "The person has chosen the change and knows what it requires") },
            new FormField { Name = "note", Kind = FieldKind.Multiline, MaxLength = 4000, Label = new Phrase("Notat", "Notat", "Notes") },
        ], view.HeldNow()),
        (run, cancellationToken) => keeping.ChangePlanAsync(run.CaseId, new PlanChange
        {
            Held = CaseFields.ReadHeld(run.Answers),
            DecidedByPerson = run.Answers.IsChecked("decidedByPerson"),
            Added = [.. MeasureRows.Read(run.Answers).Select(item => item.Measure)],
            Stopped = CaseFields.NumbersOf(run.Answers, "stopped"),
            Note = run.Answers.TextOrNull("note"),
        }, run.Viewer, null, cancellationToken));

    public ImmutableArray<CaseAction> All => [Pause, Resume, CallOffHandover, CloseNeed, ChangePlan];
}
