using System.Collections.Immutable;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Activities.Facts;

/// <summary>
/// What expressions of flows may ask about a case, as <c>Case.Name</c>: dates, numbers, keys and yes or no. Nothing that names a person or a
/// need is here, so nothing of the kind can end in a flow's state.
/// </summary>
public static class CaseFactCatalog
{
    private static readonly ImmutableArray<Entry> Entries =
    [
        new("OpenedOn", typeof(DateOnly), "Dagen saken ble åpnet", facts => facts.OpenedOn),
        new("StartDate", typeof(DateOnly), "Første dag av straffen", facts => facts.StartDate),
        new("ReleaseDate", typeof(DateOnly), "Forventet løslatelse", facts => facts.ReleaseDate),
        new("TransferDate", typeof(DateOnly), "Neste planlagte overføring", facts => facts.TransferDate),
        new("CustodyEndDate", typeof(DateOnly), "Varetekten slutter", facts => facts.CustodyEndDate),
        new("HandoverDate", typeof(DateOnly), "Neste gang ansvaret går over: overføring eller løslatelse, det som kommer først", facts => facts.HandoverDate),
        new("SummonedOn", typeof(DateOnly), "Innkallingen ble sendt", facts => facts.SummonedOn),
        new("GroupEstablishedOn", typeof(DateOnly), "Ansvarsgruppen ble etablert", facts => facts.GroupEstablishedOn),
        new("ArrivalHeldOn", typeof(DateOnly), "Innkomst", facts => facts.ArrivalHeldOn),
        new("NeedsTalkHeldOn", typeof(DateOnly), "Behovssamtale del 1 ble ferdig", facts => facts.NeedsTalkHeldOn),
        new("NeedsTalkDeclinedOn", typeof(DateOnly), "Personen takket sist nei til behovssamtalen, som ikke er holdt siden", facts => facts.NeedsTalkDeclinedOn),
        new("NeedsTalkOfferedOn", typeof(DateOnly), "Dagen behovssamtalen tilbys igjen etter at personen takket nei", facts => facts.NeedsTalkOfferedOn),
        new("NeedsKnownOn", typeof(DateOnly), "Behovssamtalen ble holdt, eller personen takket nei til den", facts => facts.NeedsKnownOn),
        new("ConsentDecidedOn", typeof(DateOnly), "Siste svar på spørsmålet om samtykke", facts => facts.ConsentDecidedOn),
        new("InputClosedOn", typeof(DateOnly), "Innspillsrunden ble avsluttet", facts => facts.InputClosedOn),
        new("PlanAgreedOn", typeof(DateOnly), "Planen ble laget", facts => facts.PlanAgreedOn),
        new("LastTalkHeldOn", typeof(DateOnly), "Siste samtale om planen", facts => facts.LastTalkHeldOn),
        new("LastGroupMeetingHeldOn", typeof(DateOnly), "Siste møte i ansvarsgruppen", facts => facts.LastGroupMeetingHeldOn),
        new("MeasureSilentSince", typeof(DateOnly), "Dagen det mest stille tiltaket sist ble hørt fra", facts => facts.MeasureSilentSince),
        new("HandoverBegunOn", typeof(DateOnly), "Siste overføring ble påbegynt", facts => facts.HandoverBegunOn),
        new("FarewellHeldOn", typeof(DateOnly), "Siste avskjedssamtale", facts => facts.FarewellHeldOn),
        new("HasContactOfficer", typeof(bool), "Kontaktbetjent er navngitt", facts => facts.HasContactOfficer),
        new("Consent", typeof(string), "none, given, refused, undecided (vil tenke på det) eller withdrawn", facts => facts.Consent),
        new("HasConsent", typeof(bool), "Samtykket gjelder nå", facts => facts.HasConsent),
        new("NeedsTalkDeclined", typeof(bool), "Personen har takket nei til behovssamtalen, som ikke er holdt siden", facts => facts.NeedsTalkDeclinedOn is not null),
        new("HasPlan", typeof(bool), "Det finnes en plan", facts => facts.PlanAgreedOn is not null),
        new("GroupMembers", typeof(int), "Antall i ansvarsgruppen", facts => facts.GroupMembers),
        new("OpenNeeds", typeof(int), "Antall behov som står", facts => facts.OpenNeeds),
        new("UnmetNeeds", typeof(int), "Antall behov uten tiltak", facts => facts.UnmetNeeds),
        new("UnmetAcuteNeeds", typeof(int), "Antall akutte behov uten tiltak", facts => facts.UnmetAcuteNeeds),
        new("ActiveMeasures", typeof(int), "Antall tiltak som er planlagt eller i gang", facts => facts.ActiveMeasures),
        new("Proposals", typeof(int), "Antall forslag", facts => facts.Proposals),
        new("SilentMembers", typeof(int), "Antall som ser behovene og ikke har gitt innspill", facts => facts.SilentMembers),
        new("HasNextMeeting", typeof(bool), "Neste møte er avtalt", facts => facts.HasNextMeeting),
        new("OpenHandovers", typeof(int), "Antall overføringer som ikke er bekreftet", facts => facts.OpenHandovers),
        new("ReleaseHandedOver", typeof(bool), "Overføringen til hjemkommunen er bekreftet", facts => facts.ReleaseHandedOver),
        new("HasHomeMunicipality", typeof(bool), "Ansvarlig kommune er kjent", facts => facts.HasHomeMunicipality),
        new("HasHome", typeof(bool), "Bolig etter løslatelse er avklart", facts => facts.HasHome),
        new("Language", typeof(string), "Språket personen får brev på", facts => facts.Language),
        new("Status", typeof(string), "open, paused, closed eller stopped", facts => facts.Status),
        new("IsEnded", typeof(bool), "Saken er avsluttet eller stoppet", facts => facts.Status is "closed" or "stopped"),
        new("Phase", typeof(string), "preparations, understand-needs, make-plan, carry-out, hand-over eller ended", facts => facts.Phase),
    ];

    /// <summary>The catalog of the engine.</summary>
    public static FactCatalog Catalog { get; } = new(Entries.Select(entry => new FactDefinition(entry.Name, entry.Type, entry.Description)));

    /// <summary>The values of a case by ordinal of <see cref="Catalog"/>.</summary>
    public static object?[] Read(CaseFacts facts) => [.. Entries.Select(entry => entry.Read(facts))];

    private sealed record Entry(string Name, Type Type, string Description, Func<CaseFacts, object?> Read);
}
