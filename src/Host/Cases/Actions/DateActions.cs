using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>The dates of a case.</summary>
internal sealed class DateActions(CaseDateDesk desk)
{
    public CaseAction Change => new(
        "dates",
        new Phrase("Endre datoer", "Endre datoar", "Change dates"),
        new Phrase("Lagre datoene", "Lagre datoane", "Save the dates"),
        CaseRights.Keep | CaseRights.Lead,
        view => new Form(
        [
            new FormField { Name = "startDate", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Startdato", "Startdato", "Start date") },
            new FormField { Name = "releaseDate", Kind = FieldKind.Date, Label = new Phrase("Løslatelse", "Lauslating", "Release"), Hint = new Phrase("Tom: dagen er ikke kjent.", "Tom: dagen er ikkje kjend.", "Empty: the day is not known.") },
            new FormField { Name = "transferDate", Kind = FieldKind.Date, Label = new Phrase("Overføring", "Overføring", "Transfer"), Hint = new Phrase("Tom: ingen overføring er planlagt.", "Tom: inga overføring er planlagd.", "Empty: no transfer is planned.") },
            new FormField { Name = "custodyEndDate", Kind = FieldKind.Date, Label = new Phrase("Slutt på varetekt", "Slutt på varetekt", "End of custody"), Hint = new Phrase("Tom: personen sitter ikke i varetekt, eller dagen er ikke kjent.", "Tom: personen sit ikkje i varetekt, eller dagen er ikkje kjend.", "Empty: the person is not in custody, or the day is not known.") },
        ], new JsonObject { ["startDate"] = Text(view.Case.StartDate), ["releaseDate"] = Text(view.Case.ReleaseDate), ["transferDate"] = Text(view.Case.TransferDate), ["custodyEndDate"] = Text(view.Case.CustodyEndDate) }),
        (run, cancellationToken) => desk.ChangeAsync(run.CaseId, Changes(run.Answers), run.Viewer, null, cancellationToken));

    public ImmutableArray<CaseAction> All => [Change];

    private static DatesToChange Changes(Answers answers) => new()
    {
        StartDate = answers.DateOrNull("startDate"),
        ReleaseDate = answers.DateOrNull("releaseDate"),
        IsReleaseCalledOff = answers.DateOrNull("releaseDate") is null,
        TransferDate = answers.DateOrNull("transferDate"),
        IsTransferCalledOff = answers.DateOrNull("transferDate") is null,
        CustodyEndDate = answers.DateOrNull("custodyEndDate"),
        IsCustodyEndCalledOff = answers.DateOrNull("custodyEndDate") is null,
    };

    private static string? Text(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);
}
