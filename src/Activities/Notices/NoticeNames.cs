using System.Collections.Frozen;

namespace ProcessAutomation.Activities.Notices;

/// <summary>What the shipped notices are about, for whoever chooses one in a drawing; the designer speaks bokmål.</summary>
internal static class NoticeNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["case-paused"] = "Saken står stille",
        ["case-resumed"] = "Saken går videre",
        ["case-stopped"] = "Saken er stanset",
        ["contact-officer-changed"] = "Ny kontaktbetjent",
        ["duty-custody-end"] = "Dato for slutt på varetekt",
        ["duty-release-date"] = "Dato for løslatelse",
        ["duty-transfer"] = "Planlagt overføring",
        ["escalation"] = "Frist oversittet",
        ["farewell"] = "Veien videre, etter avskjedssamtalen",
        ["group-meeting-booked"] = "Møte i ansvarsgruppen er avtalt, flyttet eller avlyst",
        ["group-invitation"] = "Invitasjon til ansvarsgruppen",
        ["handover-invitation"] = "Du skal overta en rolle",
        ["input-requested"] = "Gi innspill til behovskartet",
        ["meeting-booked"] = "Neste møte er avtalt, flyttet eller avlyst",
        ["needs-talk-declined"] = "Behovssamtalen er avslått",
        ["needs-shared"] = "Behovskartet er delt med deg",
        ["notice-reminder"] = "Påminnelse om et ubesvart varsel",
        ["plan-informed"] = "Planen er klar",
        ["reminder"] = "Påminnelse om en oppgave",
        ["sharing-stopped"] = "Delingen er stoppet",
        ["start-date-changed"] = "Ny oppmøtedato",
        ["summons"] = "Innkalling",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of a template; of one that has come since, its file's.</summary>
    public static string Of(string template) => Names.GetValueOrDefault(template, template);
}
