using System.Globalization;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Notices;

/// <summary>
/// The task to tell the recipient of a notice that never arrived in another way. Its id is the notice's: a notice is given up once, and whoever has the task finds
/// the notice by it. Ids and codes only: who the recipient is stands on the case, behind the case's access rules.
/// </summary>
public static class UndeliveredTask
{
    /// <summary>Step of the task. It has a form of its own and changes no case.</summary>
    public const string Step = "undelivered-notice";

    /// <summary>Working days to do it in, where no flow says otherwise; the same as for a summons that goes as a letter.</summary>
    public const int WorkingDays = 2;

    /// <summary>It is more pressing than most.</summary>
    public const int Priority = 1;

    /// <summary>Who does it.</summary>
    public const string Role = CaseRoles.ContactOfficer;

    private const string HandedOver = """
        [{"name":"deliveredOn","kind":"date","label":{"nb":"Overlevert eller fortalt den","nn":"Overlevert eller fortalt den","en":"Handed over or told on"}},
         {"name":"comment","kind":"multiline","maxLength":1000,"label":{"nb":"Kommentar","nn":"Kommentar","en":"Comment"}}]
        """;

    /// <summary>What the task is called where nobody knows why the notice was given up.</summary>
    internal static Phrase Failed { get; } = new("Et varsel kom ikke fram", "Eit varsel kom ikkje fram", "A notice did not arrive");

    /// <summary>What is to be done. <paramref name="code"/>: why the notice was given up.</summary>
    public static Phrase TitleOf(string code) => HasNoMail(code) ? new("Et varsel må overleveres", "Eit varsel må overleverast", "A notice must be handed over") : Failed;

    /// <summary>Guidance. <paramref name="attempts"/>: how often it was tried.</summary>
    public static Phrase TextOf(string code, int attempts) => HasNoMail(code)
        ? new(
            "Mottakeren nås ikke med e-post. Se i sakens varsellogg hvem det gjelder, og overlever varselet som brev eller muntlig.",
            "Mottakaren kan ikkje nåast med e-post. Sjå i varselloggen til saka kven det gjeld, og overlever varselet som brev eller munnleg.",
            "The recipient cannot be reached by e-mail. See in the case’s log of notices who it is, and hand the notice over as a letter or by word of mouth.")
        : new(
            string.Create(CultureInfo.InvariantCulture, $"Siste svar etter {attempts} forsøk: {code}. Se i sakens varsellogg hvem det gjelder, gi beskjed på en annen måte, og rett adressen."),
            string.Create(CultureInfo.InvariantCulture, $"Siste svar etter {attempts} forsøk: {code}. Sjå i varselloggen til saka kven det gjeld, gi beskjed på ein annan måte, og rett adressa."),
            string.Create(CultureInfo.InvariantCulture, $"Last answer after {attempts} {(attempts == 1 ? "attempt" : "attempts")}: {code}. See in the case’s log of notices who it is, tell them in another way, and correct the address."));

    /// <summary>The form's fields as JSON.</summary>
    public static string FormOf(string code) => HasNoMail(code) ? HandedOver : "[]";

    private static bool HasNoMail(string code) => code is "address.missing" or "recipient.by-hand";
}
