using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>Where the person goes after release: municipality and a place to live.</summary>
internal sealed class HomeActions(CaseHomeDesk desk)
{
    public CaseAction Change => new(
        "home",
        new Phrase("Kommune og bolig etter løslatelse", "Kommune og bustad etter lauslating", "Municipality and home after release"),
        new Phrase("Lagre", "Lagre", "Save"),
        CaseRights.Keep | CaseRights.Lead,
        view => new Form(
        [
            new FormField
            {
                Name = "homeMunicipality",
                Kind = FieldKind.Text,
                MaxLength = TextLimits.Key,
                Label = new Phrase("Kommune som tar over", "Kommune som tek over", "Municipality that takes over"),
                Hint = new Phrase(
                    "Skriv navnet slik det står i registeret over etater. Da får kommunen varslene om løslatelse, varetekt og overføring.",
                    "Skriv namnet slik det står i registeret over etatar. Då får kommunen varsla om lauslating, varetekt og overføring.",
                    "Write the name as it stands in the register of agencies. The municipality then gets the notices of release, custody and transfer."),
            },
            new FormField
            {
                Name = "homeClarifiedOn",
                Kind = FieldKind.Date,
                Label = new Phrase("Bolig avklart den", "Bustad avklart den", "A home was clarified on"),
                Hint = new Phrase("Tom: personen har ikke et avklart sted å bo.", "Tom: personen har ikkje ein avklart stad å bu.", "Empty: the person has no clarified place to live."),
            },
        ], new JsonObject { ["homeMunicipality"] = view.Case.HomeMunicipality, ["homeClarifiedOn"] = view.Case.HomeClarifiedOn?.ToString("O", CultureInfo.InvariantCulture) }),
        (run, cancellationToken) => desk.ChangeAsync(run.CaseId, new HomeToChange
        {
            Municipality = run.Answers.Text("homeMunicipality"),
            ClarifiedOn = run.Answers.DateOrNull("homeClarifiedOn"),
            IsNotClarified = run.Answers.DateOrNull("homeClarifiedOn") is null,
        }, run.Viewer, null, cancellationToken));

    public ImmutableArray<CaseAction> All => [Change];
}
