using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Host.Cases;
using ProcessAutomation.Host.Cases.Actions;

namespace ProcessAutomation.Host.Takeover;

/// <summary>A part of the form, with its heading.</summary>
/// <param name="TitleKey">Key of the heading.</param>
/// <param name="Fields">In order.</param>
internal sealed record TakeoverSection(string TitleKey, ImmutableArray<FormField> Fields)
{
    /// <summary>How many of the fields at the beginning say who the person is, after which a person known already can be looked for; 0: none.</summary>
    public int IdentityFields { get; init; }
}

/// <summary>The form that takes over a case: for each phase the facts it needs, and those it may have.</summary>
internal static class TakeoverForm
{
    /// <summary>The phases by the word in the address.</summary>
    public static ImmutableArray<(string Word, CasePhase Phase)> Phases { get; } =
    [
        ("forberedelser", CasePhase.Preparations), ("forsta-behov", CasePhase.UnderstandNeeds), ("lage-plan", CasePhase.MakePlan), ("gjennomfore", CasePhase.CarryOut), ("overfore", CasePhase.HandOver),
    ];

    /// <summary>The sections of a phase.</summary>
    public static ImmutableArray<TakeoverSection> Of(CasePhase phase, ImmutableArray<Choice> units, PeopleChoices people)
    {
        var sections = ImmutableArray.CreateBuilder<TakeoverSection>();
        sections.Add(new TakeoverSection("takeover.section.case",
        [
            Text("reference", new Phrase("Saken heter der den kommer fra", "Saka heiter der ho kjem frå", "What the case is called where it comes from"), 100, isRequired: true)
                with { Hint = new Phrase("For eksempel nummeret på permen. Samme navn to ganger blir én sak.", "Til dømes nummeret på permen. Same namn to gonger blir éi sak.", "For example the number of the folder. The same name twice is one case.") },
            .. OpenCaseForm.Fields(units, people.Staff).Select(field => field.Name == "contactOfficer" ? field with { Hint = null, IsCaseRule = phase > CasePhase.Preparations } : field),
            Date("transferDate", new Phrase("Neste planlagte overføring", "Neste planlagde overføring", "Next planned transfer")),
        ])
        { IdentityFields = 1 + OpenCaseForm.IdentityFields });
        sections.Add(new TakeoverSection("takeover.section.preparations",
        [
            .. Held("summons", new Phrase("Innkallingen sendt den", "Innkallinga send den", "Summons sent on"), people, phase > CasePhase.Preparations),
            new FormField { Name = "summonsChannel", Kind = FieldKind.Choice, Choices = [new("email", new Phrase("E-post", "E-post", "E-mail")), new("letter", new Phrase("Brev", "Brev", "Letter"))], Label = new Phrase("Innkallingen sendt som", "Innkallinga send som", "Summons sent by") },
            .. phase == CasePhase.Preparations ? ImmutableArray<FormField>.Empty : [new FormField { Name = "arrivedWithoutSummons", Kind = FieldKind.Checkbox, Label = new Phrase("Personen møtte uten å være innkalt", "Personen møtte utan å vere innkalla", "The person arrived without a summons") }],
            .. Held("group", new Phrase("Ansvarsgruppen etablert den", "Ansvarsgruppa etablert den", "Responsibility group established on"), people, phase >= CasePhase.MakePlan),
            new FormField { Name = "members", Kind = FieldKind.Rows, IsCaseRule = phase >= CasePhase.MakePlan, Columns = EstablishGroupStep.ColumnsFor(people.Members, people.Staff, people.Agencies), Label = new Phrase("Medlemmer", "Medlemmer", "Members"), Hint = new Phrase("De får nummer fra 1 i denne rekkefølgen.", "Dei får nummer frå 1 i denne rekkjefølgja.", "They are numbered from 1 in this order.") },
            .. Held("datesNotified", new Phrase("Etater og person varslet om datoene den", "Etatar og person varsla om datoane den", "Agencies and person told of the dates on"), people, false,
                new Phrase("Tomt: de varsles når saken overtas.", "Tomt: dei blir varsla når saka blir overteken.", "Empty: they are told when the case is taken over.")),
        ]));
        if (phase >= CasePhase.UnderstandNeeds)
            sections.Add(Understand(phase, people));
        if (phase >= CasePhase.MakePlan)
            sections.Add(MakePlan(phase, people));
        if (phase >= CasePhase.CarryOut)
            sections.Add(Plan(people));
        if (phase == CasePhase.HandOver)
            sections.Add(Handover(people));
        if (phase >= CasePhase.UnderstandNeeds)
        {
            sections.Add(new TakeoverSection("takeover.section.next",
            [
                new FormField { Name = "nextMeeting", Kind = FieldKind.DateTime, IsCaseRule = phase is CasePhase.UnderstandNeeds or CasePhase.CarryOut, Label = new Phrase("Neste møte", "Neste møte", "Next meeting") },
                new FormField { Name = "nextMeetingKind", Kind = FieldKind.Choice, Choices = MeetingKinds, Label = new Phrase("Hva slags møte", "Kva slags møte", "What kind of meeting") },
                new FormField { Name = "nextMeetingPlace", Kind = FieldKind.Choice, Choices = ProcessWords.Places, Label = new Phrase("Hvordan møtes dere?", "Korleis møtest de?", "How do you meet?") },
                Text("nextMeetingWhere", new Phrase("Rom eller lenke", "Rom eller lenkje", "Room or link"), TextLimits.Line),
            ]));
        }

        return sections.ToImmutable();
    }

    private static TakeoverSection Understand(CasePhase phase, PeopleChoices people) => new("takeover.section.understand",
    [
        .. Held("arrival", new Phrase("Innkomst holdt den", "Innkomst halden den", "Arrival held on"), people, true),
        .. Held("needsTalk", new Phrase("Behovssamtale del 1 ferdig den", "Behovssamtale del 1 ferdig den", "Needs talk part 1 done on"), people, phase >= CasePhase.MakePlan),
        new FormField
        {
            Name = "needs",
            Kind = FieldKind.Rows,
            Label = new Phrase("Behov", "Behov", "Needs"),
            Hint = new Phrase("De får nummer fra 1 i denne rekkefølgen. Ingen behov er også et svar.", "Dei får nummer frå 1 i denne rekkjefølgja. Ingen behov er også eit svar.", "They are numbered from 1 in this order. No need is an answer too."),
            Columns =
            [
                new FormField { Name = "tangle", Kind = FieldKind.Choice, IsRequired = true, Choices = ProcessWords.Tangles, Label = new Phrase("Floke", "Floke", "Tangle") },
                Text("knot", new Phrase("Knute", "Knute", "Knot"), Knots.MaxLength, isRequired: true),
                new FormField { Name = "thread", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = Knots.MaxThreadLength, Label = new Phrase("Tråd", "Tråd", "Thread") },
                new FormField { Name = "acute", Kind = FieldKind.Checkbox, Label = new Phrase("Haster", "Hastar", "Acute") },
            ],
        },
    ]);

    private static TakeoverSection MakePlan(CasePhase phase, PeopleChoices people) => new("takeover.section.make-plan",
    [
        .. Held("consent", new Phrase("Personen svarte om samtykke den", "Personen svara om samtykke den", "The person answered on consent on"), people, true),
        new FormField { Name = "consentAnswer", Kind = FieldKind.Choice, IsCaseRule = true, Choices = [new("given", new Phrase("Ja, behovskartet kan deles", "Ja, behovskartet kan delast", "Yes, the needs map may be shared")), new("refused", new Phrase("Nei", "Nei", "No")), new("withdrawn", new Phrase("Samtykket er trukket", "Samtykket er trekt", "The consent has been withdrawn"))], Label = new Phrase("Svaret", "Svaret", "The answer") },
        new FormField { Name = "consentExplained", Kind = FieldKind.Multiline, IsCaseRule = true, Label = new Phrase("Dette ble forklart", "Dette blei forklart", "What was explained") },
        .. Held("needsShared", new Phrase("Behovskartet delt med gruppen den", "Behovskartet delt med gruppa den", "Needs map shared with the group on"), people, false,
            new Phrase("Tomt: kartet deles når saken overtas, hvis personen har samtykket.", "Tomt: kartet blir delt når saka blir overteken, om personen har samtykt.", "Empty: the map is shared when the case is taken over, if the person has consented.")),
        .. Held("inputClosed", new Phrase("Innspillsrunden avsluttet den", "Innspelsrunden avslutta den", "Input closed on"), people, false),
        .. Held("lastGroupMeeting", new Phrase("Siste møte i gruppen den", "Siste møte i gruppa den", "Latest group meeting on"), people, false),
    ]);

    private static TakeoverSection Plan(PeopleChoices people) => new("takeover.section.plan",
    [
        .. Held("plan", new Phrase("Planen laget den", "Planen laga den", "Plan made on"), people, true),
        new FormField { Name = "decidedByPerson", Kind = FieldKind.Checkbox, Label = new Phrase("Personen har selv valgt tiltakene", "Personen har sjølv valt tiltaka", "The person has chosen the measures") },
        new FormField
        {
            Name = "measures",
            Kind = FieldKind.Rows,
            Label = new Phrase("Tiltak i planen", "Tiltak i planen", "Measures of the plan"),
            Columns =
            [
                Text("title", new Phrase("Tiltak", "Tiltak", "Measure"), TextLimits.Line, isRequired: true),
                Text("deliverer", new Phrase("Leveres av medlem nummer", "Blir levert av medlem nummer", "Delivered by member number"), 3) with { Hint = new Phrase("Tomt: kriminalomsorgen selv.", "Tomt: kriminalomsorga sjølv.", "Empty: the service itself.") },
                Date("startsOn", new Phrase("Fra", "Frå", "From"), isRequired: true),
                Date("endsOn", new Phrase("Til", "Til", "To")),
                new FormField { Name = "requiredOfPerson", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = TextLimits.Paragraph, Label = new Phrase("Krav til personen", "Krav til personen", "What is required of the person") },
                Text("answers", new Phrase("Svarer på behov nummer", "Svarar på behov nummer", "Answers needs number"), 60, isRequired: true) with { Hint = new Phrase("For eksempel 1, 3", "Til dømes 1, 3", "For example 1, 3") },
                Date("startedOn", new Phrase("Begynte den", "Byrja den", "Began on")),
                Date("lastHeardOn", new Phrase("Sist hørt fra den", "Sist høyrt frå den", "Last heard of on")),
            ],
        },
        .. Held("lastTalk", new Phrase("Siste samtale med personen den", "Siste samtale med personen den", "Latest talk with the person on"), people, false),
    ]);

    private static TakeoverSection Handover(PeopleChoices people) => new("takeover.section.handover",
    [
        .. Held("handover", new Phrase("Overføringen begynt den", "Overføringa byrja den", "Handover begun on"), people, true),
        new FormField { Name = "handoverKind", Kind = FieldKind.Choice, IsCaseRule = true, Choices = [new("other-unit", new Phrase("Til en annen enhet", "Til ei anna eining", "To another unit")), new("probation", new Phrase("Til friomsorgen", "Til friomsorga", "To probation")), new("release", new Phrase("Løslatelse", "Lauslating", "Release"))], Label = new Phrase("Hva slags overføring?", "Kva slags overføring?", "What kind of handover?") },
        Text("handoverReceiver", new Phrase("Hvem overtar (enhet eller kommune)?", "Kven tek over (eining eller kommune)?", "Who takes over (unit or municipality)?"), TextLimits.Key) with { IsCaseRule = true },
        new FormField
        {
            Name = "takers",
            Kind = FieldKind.Rows,
            Label = new Phrase("De som overtar en rolle", "Dei som tek over ei rolle", "Those who take a role"),
            Columns =
            [
                new FormField { Name = "role", Kind = FieldKind.Choice, IsRequired = true, Choices = [new(CaseRoles.ContactOfficer, RoleNames.Of(CaseRoles.ContactOfficer)), new(CaseRoles.EnvironmentWorker, RoleNames.Of(CaseRoles.EnvironmentWorker)), .. EstablishGroupStep.MemberRoles], Label = new Phrase("Rolle", "Rolle", "Role") },
                new FormField { Name = "userId", Kind = FieldKind.User, MaxLength = 100, Choices = people.Staff, Label = new Phrase("Bruker", "Brukar", "User") },
                Text("member", new Phrase("Eller medlem nummer", "Eller medlem nummer", "Or member number"), 3),
                Date("joinedOn", new Phrase("Med fra", "Med frå", "Joined on"), isRequired: true),
                Date("goneThroughOn", new Phrase("Behov og plan gjennomgått den", "Behov og plan gjennomgått den", "Needs and plan gone through on")),
            ],
        },
    ]);

    private static ImmutableArray<FormField> Held(string fact, Phrase label, PeopleChoices people, bool isNeeded, Phrase? hint = null) =>
    [
        new FormField { Name = fact + "HeldOn", Kind = FieldKind.Date, IsCaseRule = isNeeded, Label = label, Hint = hint },
        new FormField { Name = fact + "HeldBy", Kind = FieldKind.User, MaxLength = 60, Choices = people.Staff, Label = new Phrase("Av", "Av", "By"), Hint = new Phrase("Tomt: kontaktbetjenten.", "Tomt: kontaktbetjenten.", "Empty: the contact officer.") },
    ];

    private static FormField Date(string name, Phrase label, bool isRequired = false) => new() { Name = name, Kind = FieldKind.Date, IsRequired = isRequired, Label = label };

    private static FormField Text(string name, Phrase label, int maxLength, bool isRequired = false) => new() { Name = name, Kind = FieldKind.Text, MaxLength = maxLength, IsRequired = isRequired, Label = label };

    private static ImmutableArray<Choice> MeetingKinds { get; } =
    [
        new("needs-talk", new Phrase("Behovssamtale del 1", "Behovssamtale del 1", "Needs talk part 1")), new("plan-talk", new Phrase("Behovssamtale del 2", "Behovssamtale del 2", "Needs talk part 2")),
        new("talk", new Phrase("Samtale", "Samtale", "Talk")), new("group-meeting", new Phrase("Møte i ansvarsgruppen", "Møte i ansvarsgruppa", "Group meeting")), new("farewell", new Phrase("Avskjedssamtale", "Avskilssamtale", "Farewell talk")),
    ];
}
