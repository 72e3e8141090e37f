using System.Text.Json.Nodes;

namespace ProcessAutomation.Host.Tests.Rules;

/// <summary>
/// The rules of the process, written from its table and not from the code: each with its code, its words, and how somebody tries to break it.
/// <see cref="Kept"/> are those that refuse nobody, because the system keeps them by itself; tests marked with <see cref="KeepsAttribute"/> hold them.
/// </summary>
internal static class RuleBook
{
    private const string Today = Situations.Today;

    public static IReadOnlyList<Rule> Refused { get; } =
    [
        new("A summons never goes out without a contact person", "0.1", "summons.no-contact-person", null,
            "En innkalling går aldri ut uten en navngitt kontakt.", "Navngi kontaktbetjenten først.",
            Task(Situations.NobodyNamed, "kari", "summons", $$"""{"channel":"letter","sentOn":"{{Today}}"}""")),
        new("An existing group is taken over, not doubled", "0.2", "group.existing-not-taken-over", "members",
            "Personen har en ansvarsgruppe fra før.", "Ta med medlemmene derfra, ikke lag en ny.",
            Task(Situations.GroupFromBefore, "kari", "establish-group", $$"""{"establishedOn":"{{Today}}","members":[{"role":"member:nav","channel":"inbox","userId":"nina"}]}""")),
        new("Nobody is in the group twice", "0.2", "group.member-twice", "userId",
            "Medlemmet (NAV) er allerede i gruppen.", "Bruk det som står der.",
            Change(Situations.Planned, "kari", HttpMethod.Post, "members", """{"role":"member:nav","channel":"inbox","userId":"nina"}""", "member-add", """{"role":"member:nav","channel":"inbox","userId":"nina"}""")),
        new("The contact officer is responsible from the first meeting", "1", "arrival.no-contact-officer", null,
            "Kontaktbetjenten har ansvaret fra første møte.", "Navngi en først.",
            Task(Situations.NobodyNamed, "kari", "arrival", $$"""{"heldOn":"{{Today}}","heldBy":"kari","nextMeeting":"2030-01-09T10:00","nextMeetingPlace":"room"}""")),
        new("Arrival is not completed without the next meeting's time", "1", "arrival.no-next-meeting", "nextMeeting",
            "Innkomsten kan ikke fullføres uten tid for neste møte.", "Avtal en tid.",
            Task(Situations.Grouped, "kari", "arrival", $$"""{"heldOn":"{{Today}}","heldBy":"kari","nextMeetingPlace":"video","nextMeetingWhere":"Rom 4","minutes":"Rolig samtale.","acuteNeeds":[{"tangle":"health","knot":"Medisiner","thread":"Tomt fra fredag"}]}""")),
        new("What is entered has happened", "1", "date.in-future", "heldOn",
            "8. januar 2030 er etter i dag, 7. januar 2030.", "Her skriver du det som har skjedd.",
            Task(Situations.Grouped, "kari", "arrival", """{"heldOn":"2030-01-08","heldBy":"kari","nextMeeting":"2030-01-09T10:00"}""")),
        new("No measure but an acute one before the needs talk is done", "2", "measure.before-needs-talk", "answers",
            "Før behovssamtalen er ferdig, kan bare tiltak for akutte behov begynne.", "Hold samtalen først, eller velg et behov som haster.",
            Change(Situations.Arrived, "kari", HttpMethod.Post, "measures", $$"""{"title":"Jobbkurs","startsOn":"{{Today}}","requiredOfPerson":"Møter","answers":[2]}""", "measure-acute", $$"""{"title":"Jobbkurs","startsOn":"{{Today}}","requiredOfPerson":"Møter","answers":["2"]}""")),
        new("A measure of the plan waits for the needs talk too", "2", "measure.before-needs-talk", "on",
            "Før behovssamtalen er ferdig, kan bare tiltak for akutte behov begynne.", "Hold samtalen først, eller velg et behov som haster.",
            Change(Situations.PlannedWithoutTalk, "kari", HttpMethod.Post, "measures/1/start", $$"""{"on":"{{Today}}"}""", "measure-start", $$"""{"measure":"1","on":"{{Today}}"}""")),
        new("The needs talk goes on another day only when that day is booked", "2", "talk.no-next-meeting", "nextMeeting",
            "Neste samtale skal alltid være avtalt.", "Oppgi en tid.",
            Task(Situations.Arrived, "kari", "needs-talk", $$"""{"heldOn":"{{Today}}","heldBy":"kari","done":"no","minutes":"Orket ikke mer i dag.","needs":[{"tangle":"economy-and-housing","knot":"Gjeld","thread":"Vet ikke hvor mye"}]}""")),
        new("Consent is asked for when the needs talk is done", "3", "consent.before-needs-talk", null,
            "Personen må vite hva som deles.", "Spør om samtykke når behovssamtalen er ferdig.",
            Change(Situations.Arrived, "kari", HttpMethod.Post, "consent", $$"""{"consent":"given","heldOn":"{{Today}}","heldBy":"kari","explained":"Alt"}""", "consent-give", $$"""{"heldOn":"{{Today}}","heldBy":"kari","explained":"Alt"}""", isOffered: false)),
        new("A consent says what was explained", "3", "consent.not-explained", "explained",
            "Et samtykke gjelder bare når personen vet hva det betyr.", "Skriv hva som ble forklart.",
            Task(Situations.Talked, "kari", "consent", $$"""{"heldOn":"{{Today}}","heldBy":"kari","consent":"given"}""")),
        new("Nothing is shared without consent", "3", "sharing.no-consent", null,
            "Behovskartet kan ikke deles: personen har ikke samtykket.", "Spør om samtykke først.",
            Change(Situations.ConsentRefused, "kari", HttpMethod.Post, "needs/sharing", null, "share", "{}")),
        new("Only a consent that was given is withdrawn", "3", "consent.not-given", null,
            "Det er ikke noe samtykke å trekke:", "ingenting er delt.",
            Change(Situations.ConsentRefused, "kari", HttpMethod.Post, "consent/withdrawal", $$"""{"heldOn":"{{Today}}","heldBy":"kari"}""", "consent-withdraw", $$"""{"heldOn":"{{Today}}","heldBy":"kari"}""", isOffered: false)),
        new("A proposal has a time", "4", "proposal.no-time", "proposals[0].startsOn",
            "Et forslag uten tid kan ikke planlegges.", "Oppgi når tiltaket kan begynne.",
            Propose("""{"title":"Jobbkurs","requirements":"Møter presis","answers":["2"],"canBeOffered":true}""")),
        new("A proposal says what it requires", "4", "measure.no-requirements", "proposals[0].requirements",
            "Personen må vite hva tiltaket krever.", "Skriv det; «ingenting» er også et svar.",
            Propose("""{"title":"Jobbkurs","startsOn":"2030-01-14","answers":["2"],"canBeOffered":true}""")),
        new("A proposal answers named needs", "4", "need.none-answered", "proposals[0].answers",
            "Et tiltak svarer på behov som står på kartet.", "Oppgi hvilke.",
            Propose("""{"title":"Jobbkurs","startsOn":"2030-01-14","requirements":"Møter presis","canBeOffered":true}""")),
        new("Only what can be offered is proposed", "4", "proposal.cannot-be-offered", "proposals[0].canBeOffered",
            "Foreslå bare det som kan tilbys slik situasjonen er.", "Kryss av for at det kan det, eller ta bort forslaget.",
            Propose("""{"title":"Jobbkurs","startsOn":"2030-01-14","requirements":"Møter presis","answers":["2"]}""")),
        TooEarly("The plan waits for the needs talk", Situations.PlanBeforeTalk, "measure.before-needs-talk",
            "Før behovssamtalen er ferdig, kan bare tiltak for akutte behov begynne.", "Hold samtalen først, eller velg et behov som haster."),
        TooEarly("The plan waits until consent has been asked for", Situations.PlanBeforeConsent, "plan.consent-not-asked",
            "Spør om samtykke først.", "Planen kan følge enten svaret er ja eller nei."),
        TooEarly("The plan waits for the group's input", Situations.PlanBeforeInput, "plan.input-open",
            "Gruppen kan fortsatt gi innspill.", "Avslutt innspillsrunden først."),
        new("The person decides what goes into the plan", "5", "plan.not-persons-choice", "decidedByPerson",
            "Det er personen som bestemmer hva som går inn i planen.", "Kryss av når personen selv har valgt.",
            Task(Situations.Proposed, "kari", "agree-plan", $$"""{"heldOn":"{{Today}}","heldBy":"kari","chosenProposals":["1"],"minutes":"Vi valgte for ham.","nextMeeting":"2030-01-21T10:00"}""")),
        new("The person decides when the plan changes too", "6.3", "plan.not-persons-choice", "decidedByPerson",
            "Det er personen som bestemmer hva som går inn i planen.", "Kryss av når personen selv har valgt.",
            Change(Situations.Planned, "kari", HttpMethod.Post, "plan/changes", $$"""{"heldOn":"{{Today}}","heldBy":"kari","stopped":[1],"note":"Passer ikke lenger"}""", "plan-change", $$"""{"heldOn":"{{Today}}","heldBy":"kari","stopped":["1"],"note":"Passer ikke lenger"}""")),
        new("Who delivers a measure writes its log, and nobody else", "6", "measure.of-another", "measure",
            "Tiltaket leveres av noen andre.", "Bare den som leverer det, og kontaktbetjenten, skriver om det.",
            Change(Situations.Planned, "knut", HttpMethod.Post, "measures/1/log", $$"""{"on":"{{Today}}","text":"Møtte som avtalt."}""", "measure-log", $$"""{"measure":"1","on":"{{Today}}","text":"Møtte som avtalt."}""", isOffered: false)),
        new("Who delivers a measure says that it has begun", "6", "measure.of-another", "measure",
            "Tiltaket leveres av noen andre.", "Bare den som leverer det, og kontaktbetjenten, skriver om det.",
            Change(Situations.Planned, "knut", HttpMethod.Post, "measures/1/start", $$"""{"on":"{{Today}}"}""", "measure-start", $$"""{"measure":"1","on":"{{Today}}"}""", isOffered: false)),
        new("Talks go on at fixed intervals: the next is always booked", "6.1", "talk.no-next-meeting", "nextMeeting",
            "Neste samtale skal alltid være avtalt.", "Oppgi en tid.",
            Task(Situations.Planned, "kari", "progress-talk", $$"""{"heldOn":"{{Today}}","heldBy":"kari","stillHolds":"yes","minutes":"Alt går som det skal."}""")),
        new("The plan is agreed with the next talk booked", "6.1", "talk.no-next-meeting", "nextMeeting",
            "Neste samtale skal alltid være avtalt.", "Oppgi en tid.",
            Task(Situations.Proposed, "kari", "agree-plan", $$"""{"heldOn":"{{Today}}","heldBy":"kari","chosenProposals":["1"],"decidedByPerson":true,"minutes":"Han valgte kurset."}""")),
        new("The only talk that is booked is not called off", "6.1", "meeting.only-talk", "meeting",
            "Dette er den eneste samtalen som er avtalt med personen, og den neste skal alltid være avtalt.", "Avtal en ny samtale først.",
            Change(Situations.Planned, "kari", HttpMethod.Post, "meetings/4/call-off", """{"reason":"Kontaktbetjenten er syk"}""", "meeting-call-off", """{"meeting":"4","reason":"Kontaktbetjenten er syk"}""")),
        new("A talk that finds a change says which", "6.1", "talk.no-what-changes", "whatChanges",
            "Noe stemmer ikke lenger, og neste møte må vite hva.", "Skriv hva som må endres.",
            Task(Situations.Planned, "kari", "progress-talk", $$"""{"heldOn":"{{Today}}","heldBy":"kari","stillHolds":"no","nextMeeting":"2030-01-21T10:00"}""")),
        new("Active deliverers are accounted for at group meetings", "6.2", "meeting.deliverer-not-accounted-for", "attendees",
            "Medlem 1 leverer et tiltak og må ha vært til stede, eller ha en grunn for fraværet.", "Før det opp med oppmøte eller grunn.",
            Task(Situations.Planned, "kari", "group-meeting", $$"""{"heldOn":"{{Today}}","heldBy":"kari","decisions":"Planen holder.","attendees":[{"who":"2","presence":"present"}]}""")),
        new("Nobody leaves a measure behind", "6.2", "group.member-delivers", "member",
            "Medlemmet leverer et tiltak.", "Avslutt det eller overfør det først.",
            Change(Situations.Planned, "kari", HttpMethod.Delete, "members/1", null, "member-remove", """{"member":"1"}""")),
        new("No role is left without an overlap", "7", "role.no-overlap", "member",
            "Rollen bostedskommune kan ikke forlates før den som overtar, har bekreftet og gått gjennom behov og plan.", "La den nye komme inn ved siden av først.",
            Change(Situations.Planned, "kari", HttpMethod.Delete, "members/2", null, "member-remove", """{"member":"2"}""")),
        new("No handover is confirmed while a role has nobody who has taken it over", "7", "role.no-overlap", null,
            "Rollen kontaktbetjent kan ikke forlates før den som overtar, har bekreftet og gått gjennom behov og plan.", "La den nye komme inn ved siden av først.",
            Task(Situations.NobodyTakesOver, "kari", "complete-handover", $$"""{"confirmedOn":"{{Today}}","checklist":["1","2","3","4","5","6","7","8"]}""")),
        new("A transfer leaves no role behind", "7", "handover.role-left-out", "takers",
            "Rollen miljøarbeider er ikke med i overføringen, og ville blitt igjen her.", "Ta den med, og velg hvem som overtar den; én kan overta flere roller.",
            Task(Situations.TwoRoles, "kari", "begin-handover", """{"kind":"other-unit","receivingUnit":"bergen","takers":[{"role":"contact-officer","userId":"ola"}]}""")),
        new("A farewell does not end a case that is to be transferred first", "8", "farewell.transfer-planned", null,
            "En overføring er planlagt 28. januar 2030, før løslatelsen, og avskjedssamtalen ville avsluttet saken.", "Avlys overføringen av ansvaret til kommunen på saken, eller ta bort overføringsdatoen om det ikke blir noen overføring.",
            Task(Situations.TransferFirst, "kari", "farewell", $$"""{"heldOn":"{{Today}}","heldBy":"kari","goesOn":"Bydelen følger opp."}""")),
        new("A transfer goes to a unit that exists", "7", "handover.receiver-unknown", "receivingUnit",
            "Enheten finnes ikke.", "Velg en av enhetene, ellers finner ingen saken igjen.",
            Task(Situations.Planned, "kari", "begin-handover", """{"kind":"other-unit","receiver":"bergenn","takers":[{"role":"contact-officer","userId":"ola"}]}""")),
        new("A handover is confirmed when its checklist is done", "7", "handover.checklist-open", "checklist",
            "Sjekklisten er ikke ferdig (Tiltakene fortsetter).", "Gjør det som står igjen, og kryss det av.",
            Task(Situations.TakerReady, "kari", "complete-handover", $$"""{"confirmedOn":"{{Today}}","checklist":["1","2","3"]}""")),
        new("No farewell with an open handover unless someone takes the responsibility in writing", "8", "farewell.open-handover", "responsibilityTakenBy",
            "En overføring står åpen.", "Bekreft den, eller la noen ta ansvaret skriftlig.",
            Task(Situations.TakerReady, "kari", "farewell", $$"""{"heldOn":"{{Today}}","heldBy":"kari","goesOn":"Bydelen følger opp.","responsibilityTakenBy":"Lise Brekke"}""")),
        new("In a case that stands still nobody is held to anything", "-", "case.paused", null,
            "Saken er satt på vent.", "Gjenoppta den først.",
            Task(Situations.Paused, "kari", "consent", $$"""{"heldOn":"{{Today}}","heldBy":"kari","consent":"given","explained":"Hvem som ser kartet."}""")),
    ];

    public static IReadOnlyList<string> Kept { get; } =
    [
        OneChannel,
        ChangesLandOnTheAgenda,
        SilenceIsRaised,
        WithdrawalStopsSharing,
        MembersSeeEachOther,
        SharingIsVoluntary,
        AcuteMayBegin,
        TakenInWriting,
        QueuedStops,
        NobodyNamed,
        SilenceAboutInput,
        PresentedInAMeeting,
        AcuteIsSharedAlone,
    ];

    public const string OneChannel = "The group has one channel: what one of them writes on the case the others read, and nobody outside the group";
    public const string ChangesLandOnTheAgenda = "Every change, whoever made it, lands on the next meeting's agenda";
    public const string SilenceIsRaised = "A silent deliverer is raised";
    public const string WithdrawalStopsSharing = "Withdrawal stops all further sharing at once, and what is asked for on it";
    public const string MembersSeeEachOther = "Every member sees the others' input, once the map is shared and not before";
    public const string SharingIsVoluntary = "Holding the needs talk is mandatory, what the person shares is voluntary";
    public const string AcuteMayBegin = "Acute needs may get measures at once";
    public const string TakenInWriting = "A farewell with an open handover when somebody takes the responsibility in writing";

    public const string QueuedStops = "What is queued stops when the consent is withdrawn, and the group is told that it stopped";
    public const string NobodyNamed = "A reminder and an escalation when nobody has been named";
    public const string SilenceAboutInput = "Silence about input is reminded and escalated at the deadline";
    public const string PresentedInAMeeting = "Input and plan are presented in a meeting too";
    public const string AcuteIsSharedAlone = "An acute measure is shared with its deliverer alone";

    public static Rule Find(string key) => Refused.Single(rule => rule.Key == key);

    private static Rule TooEarly(string key, string situation, string code, string why, string whatToDo) =>
        new(key, "5", code, null, why, whatToDo, Task(situation, "kari", "agree-plan", $$"""{"heldOn":"{{Today}}","heldBy":"kari","decidedByPerson":true,"nextMeeting":"2030-01-21T10:00"}"""));

    private static Attempt.Task Propose(string proposal) => Task(Situations.Shared, "nina", "give-input", $$"""{"proposals":[{{proposal}}]}""");

    private static Attempt.Task Task(string situation, string user, string step, string answers) => new(situation, user, step, Json(answers)!);

    private static Attempt.Change Change(string situation, string user, HttpMethod method, string path, string? body, string action, string fields, bool isOffered = true) =>
        new(situation, user, method, path, Json(body), action, Json(fields)!, isOffered);

    private static JsonObject? Json(string? text) => text is null ? null : JsonNode.Parse(text)!.AsObject();
}
