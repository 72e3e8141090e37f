namespace ProcessAutomation.Browser.Tests.Walks.Drivers;

/// <summary>The steps of the process as people do them on pages: which task, and what they enter.</summary>
internal static class Steps
{
    public const string AcuteNeed = "Mister plassen på hybelen ved månedsskiftet";
    public const string DebtNeed = "Vet ikke hvor mye han skylder til inkasso";
    public const string SleepNeed = "Får ikke sove og går uten medisinene sine";
    public const string Measure = "Gjeldsrådgivning hver onsdag";
    public const string Housing = "Kommunal bolig i bydelen";

    /// <summary>What people have written about the person in these steps.</summary>
    public static IReadOnlyList<string> Written { get; } = [AcuteNeed, DebtNeed, SleepNeed, Measure, Housing];

    /// <summary>A case is opened; <paramref name="officer"/> null: nobody is named yet.</summary>
    public static Task<CaseDriver> OpenCaseAsync(Walk walk, string user, ConvictedPerson person, string start, string release, string? officer) =>
        CaseDriver.OpenAsync(walk, user,
        [
            ("nationalNumber", person.NationalNumber), ("givenName", person.GivenName), ("familyName", person.FamilyName), ("email", person.Email),
            ("address", person.Address), ("language", "nb"), ("unitId", "oslo"), ("startDate", start), ("releaseDate", release),
            ("contactOfficer", officer ?? ""), ("homeMunicipality", "Bydel Grünerløkka"),
        ]);

    /// <summary>Step 0.1.</summary>
    public static Task SummonAsync(Walk walk) => walk.DoAsync("Kari", "Send innkalling", ("channel", "email"));

    /// <summary>Step 0.2: NAV, the municipality and the health service, each with a user who signs in.</summary>
    public static Task EstablishGroupAsync(Walk walk) => walk.DoAsync("Kari", "Etabler ansvarsgruppe",
        ("members[0].role", "member:nav"), ("members[0].channel", "inbox"), ("members[0].userId", "nina"),
        ("members[1].role", "member:municipality"), ("members[1].channel", "inbox"), ("members[1].userId", "knut"),
        ("members[2].role", "member:health"), ("members[2].channel", "inbox"), ("members[2].userId", "hanne"));

    /// <summary>Step 1.</summary>
    public static Task ArriveAsync(Walk walk, string next) => walk.DoAsync("Kari", "Innkomstmøte",
        ("acuteNeeds[0].tangle", "economy-and-housing"), ("acuteNeeds[0].knot", "Et sted å bo"), ("acuteNeeds[0].thread", AcuteNeed),
        ("nextMeeting", next), ("nextMeetingPlace", "room"), ("nextMeetingWhere", "Samtalerom 2"));

    /// <summary>Step 2, in one sitting.</summary>
    public static Task HoldNeedsTalkAsync(Walk walk) => walk.DoAsync("Kari", "Behovssamtale del 1",
        ("supportedBy", "mona"),
        ("needs[0].tangle", "economy-and-housing"), ("needs[0].knot", "Gjeld"), ("needs[0].thread", DebtNeed),
        ("needs[1].tangle", "health"), ("needs[1].knot", "Riktig behandling"), ("needs[1].thread", SleepNeed),
        ("done", "yes"));

    /// <summary>Step 3.</summary>
    public static Task AskConsentAsync(Walk walk, bool isGiven) => walk.DoAsync("Kari", "Be om samtykke",
        ("explained", "Hvem i gruppen som får se behovskartet, hvorfor, og at samtykket kan trekkes."), ("consent", isGiven ? "given" : "refused"));

    /// <summary>Step 4, by one member.</summary>
    public static Task ProposeAsync(Walk walk, string user, string title, string from, string answersNeed) => walk.DoAsync(user, "Gi innspill til tiltak",
        ("proposals[0].title", title), ("proposals[0].startsOn", from), ("proposals[0].requirements", "Møter til avtalt tid"),
        ("proposals[0].answers", answersNeed), ("proposals[0].canBeOffered", "true"));

    /// <summary>Steps 4 and 5: when the group meets.</summary>
    public static Task BookGroupMeetingAsync(Walk walk, string at) => walk.DoAsync("Kari", "Avtal møte i ansvarsgruppen", ("nextMeeting", at), ("nextMeetingPlace", "video"));

    /// <summary>Step 5, choosing proposals.</summary>
    public static Task AgreePlanAsync(Walk walk, string next, params string[] proposals) => walk.DoAsync("Kari", "Behovssamtale del 2",
        [.. proposals.Select(number => new Answer("chosenProposals", number)), ("decidedByPerson", "true"), ("nextMeeting", next), ("nextMeetingPlace", "room")]);

    /// <summary>Step 6, by the one who delivers.</summary>
    public static Task DocumentAsync(CaseDriver subject, string user, string measure, string text) =>
        subject.DoAsync(user, "Skriv i tiltaksloggen", ("measure", measure), ("text", text));

    /// <summary>Step 6, a measure that has done what it should.</summary>
    public static Task EndMeasureAsync(CaseDriver subject, string measure) =>
        subject.DoAsync("Kari", "Avslutt et tiltak", ("measure", measure), ("how", "completed"));

    /// <summary>Step 6.1.</summary>
    public static Task TalkAsync(Walk walk, string next) => walk.DoAsync("Kari", "Samtale om behov og plan",
        ("stillHolds", "yes"), ("nextMeeting", next), ("nextMeetingPlace", "room"));

    /// <summary>Step 7: the municipality takes over from the contact officer at release.</summary>
    public static Task BeginHandoverAsync(Walk walk, string taker) => walk.DoAsync("Kari", "Begynn overføringen",
        ("kind", "release"), ("takers[0].role", "contact-officer"), ("takers[0].member", taker));

    /// <summary>Step 7: the taker confirms.</summary>
    public static Task ConfirmAsync(Walk walk, string user) => walk.DoAsync(user, "Bekreft at du overtar", ("takesOver", "true"));

    /// <summary>Step 7: all is gone through.</summary>
    public static Task CompleteHandoverAsync(Walk walk) => walk.DoAsync("Kari", "Bekreft overføringen",
        [.. Enumerable.Range(1, 8).Select(item => new Answer("checklist", $"{item}"))]);

    /// <summary>Step 8.</summary>
    public static Task FarewellAsync(Walk walk) => walk.DoAsync("Kari", "Avskjedssamtale", ("goesOn", "Bydelen følger opp bolig og gjeld fra første dag."), ("personOverall", "4"), ("staffOverall", "3"));
}
