using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Domain.Needs;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>The needs map, and the consent to share it.</summary>
internal sealed class NeedActions(CaseKeeping keeping)
{
    public CaseAction Share => new(
        "share",
        new Phrase("Del behovskartet med gruppen", "Del behovskartet med gruppa", "Share the needs map with the group"),
        new Phrase("Del behovskartet", "Del behovskartet", "Share the needs map"),
        CaseRights.Keep,
        view => view.Case.NeedsTalkHeldOn is null ? null : Form.Empty,
        (run, cancellationToken) => keeping.ShareNeedsMapAsync(run.CaseId, [], run.Viewer, null, cancellationToken))
    {
        LateForm = _ => Form.Empty,
    };

    public CaseAction Add => new(
        "need-add",
        new Phrase("Legg til et behov", "Legg til eit behov", "Add a need"),
        new Phrase("Legg til", "Legg til", "Add"),
        CaseRights.Keep,
        view => view.Case.Meetings.ArrivalHeldOn is null ? null : new Form(
        [
            new FormField { Name = "tangle", Kind = FieldKind.Choice, IsRequired = true, Choices = ProcessWords.Tangles, Label = new Phrase("Floke", "Floke", "Tangle") },
            new FormField { Name = "knot", Kind = FieldKind.Text, IsRequired = true, MaxLength = Knots.MaxLength, Label = new Phrase("Knute", "Knute", "Knot") },
            new FormField { Name = "thread", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = Knots.MaxThreadLength, Label = new Phrase("Tråd", "Tråd", "Thread") },
            new FormField { Name = "acute", Kind = FieldKind.Checkbox, Label = new Phrase("Haster", "Hastar", "Acute") },
            CaseFields.On("raisedOn", new Phrase("Kom fram", "Kom fram", "Came up on")),
        ], new JsonObject { ["raisedOn"] = view.TodayText }),
        (run, cancellationToken) => keeping.AddNeedAsync(
            run.CaseId,
            new NewNeed(ProcessWords.TangleOf(run.Answers.Text("tangle")), run.Answers.Text("knot"), run.Answers.Text("thread"), run.Answers.IsChecked("acute")),
            run.Answers.Date("raisedOn"), run.Viewer, null, cancellationToken));

    public CaseAction WithdrawConsent => new(
        "consent-withdraw",
        new Phrase("Trekk samtykket", "Trekk samtykket", "Withdraw the consent"),
        new Phrase("Registrer at samtykket er trukket", "Registrer at samtykket er trekt", "Record the withdrawal"),
        CaseRights.Keep,
        view => view.Case.Consent.IsGiven ? WithdrawalForm(view) : null,
        (run, cancellationToken) => keeping.WithdrawConsentAsync(run.CaseId, CaseFields.ReadHeld(run.Answers), run.Viewer, null, cancellationToken))
    {
        LateForm = WithdrawalForm,
    };

    public CaseAction GiveConsent => new(
        "consent-give",
        new Phrase("Personen samtykker likevel", "Personen samtykkjer likevel", "The person consents after all"),
        new Phrase("Registrer samtykket", "Registrer samtykket", "Record the consent"),
        CaseRights.Keep,
        view => view.Case.Consent.Current is null || view.Case.Consent.IsGiven ? null : ConsentForm(view),
        (run, cancellationToken) => keeping.DecideConsentAsync(run.CaseId, ConsentAnswer.Given, CaseFields.ReadHeld(run.Answers), run.Answers.Text("explained"), run.Viewer, null, cancellationToken))
    {
        LateForm = ConsentForm,
    };

    public ImmutableArray<CaseAction> All => [Share, Add, WithdrawConsent, GiveConsent];

    private static Form WithdrawalForm(CaseActionView view) => new(CaseFields.Held(view), view.HeldNow());

    private static Form ConsentForm(CaseActionView view) => new(
    [
        .. CaseFields.Held(view),
        new FormField { Name = "explained", Kind = FieldKind.Multiline, IsRequired = true, Label = new Phrase("Dette ble forklart", "Dette blei forklart", "What was explained") },
    ], view.HeldNow());
}
