using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;

namespace ProcessAutomation.Host.Simulation;

/// <summary>The facts a process owner sets, as a form.</summary>
internal static class SimulationForm
{
    private const string Draft = "draft";
    private const string Compare = "compare";
    private const string Published = "published";

    private static readonly ImmutableArray<Choice> YesAndNo =
        [new Choice("yes", new Phrase("Ja", "Ja", "Yes")), new Choice("no", new Phrase("Nei", "Nei", "No"))];

    private static readonly ImmutableArray<Choice> Punctualities =
    [
        new Choice("inGoodTime", new Phrase("I god tid", "I god tid", "In good time")),
        new Choice("onTheLastDay", new Phrase("På siste dag", "På siste dag", "On the last day")),
        new Choice("late", new Phrase("For sent", "For seint", "Late")),
        new Choice("never", new Phrase("Svarer ikke", "Svarer ikkje", "They do not answer")),
    ];

    /// <summary>The fields. <paramref name="flows"/>: every flow by id.</summary>
    public static ImmutableArray<FormField> Fields(ImmutableArray<Choice> flows) =>
    [
        new FormField { Name = "flow", Kind = FieldKind.Choice, IsRequired = true, Choices = flows, Label = new Phrase("Flyt", "Flyt", "Flow") },
        new FormField
        {
            Name = "text",
            Kind = FieldKind.Choice,
            IsRequired = true,
            Choices =
            [
                new Choice(Draft, new Phrase("Utkastet", "Utkastet", "The draft")),
                new Choice(Compare, new Phrase("Utkastet, sammenlignet med det som er publisert", "Utkastet, samanlikna med det som er publisert", "The draft, compared with what is published")),
                new Choice(Published, new Phrase("Det som er publisert", "Det som er publisert", "What is published")),
            ],
            Label = new Phrase("Hva skal kjøres?", "Kva skal køyrast?", "What is played?"),
        },
        Day("startDate", new Phrase("Straffen begynner", "Straffa byrjar", "The sentence begins"), isRequired: true),
        Day("releaseDate", new Phrase("Løslatelse", "Lauslating", "Release"), isRequired: false),
        Day("transferDate", new Phrase("Overføring til et annet fengsel", "Overføring til eit anna fengsel", "Transfer to another prison"), isRequired: false),
        YesNo("consents", new Phrase("Samtykker personen til deling?", "Samtykkjer personen til deling?", "Does the person consent to sharing?")),
        YesNo("hasContactOfficer", new Phrase("Er kontaktbetjenten navngitt fra begynnelsen?", "Er kontaktbetjenten namngjeven frå byrjinga?", "Is a contact officer named from the beginning?")),
        YesNo("hasEmail", new Phrase("Har personen e-post?", "Har personen e-post?", "Does the person have e-mail?")),
        new FormField { Name = "staff", Kind = FieldKind.Choice, IsRequired = true, Choices = Punctualities, Label = new Phrase("Våre egne svarer", "Våre eigne svarer", "Our own people answer") },
        new FormField { Name = "members", Kind = FieldKind.Choice, IsRequired = true, Choices = Punctualities, Label = new Phrase("Medlemmene i ansvarsgruppen svarer", "Medlemmene i ansvarsgruppa svarer", "The group’s members answer") },
        new FormField { Name = "daysLate", Kind = FieldKind.Text, IsRequired = true, MaxLength = 2, Label = new Phrase("Dager for sent", "Dagar for seint", "Days late"), Hint = new Phrase("For dem som svarer for sent.", "For dei som svarer for seint.", "For those who answer late.") },
    ];

    /// <summary>What the form opens with: a sentence of nine months that begins in seven weeks.</summary>
    public static JsonObject Prefill(string? flow, DateOnly today) => new()
    {
        ["flow"] = flow ?? "",
        ["text"] = Draft,
        ["startDate"] = Text(today.AddDays(49)),
        ["releaseDate"] = Text(today.AddDays(49).AddMonths(9)),
        ["consents"] = "yes",
        ["hasContactOfficer"] = "yes",
        ["hasEmail"] = "yes",
        ["staff"] = "inGoodTime",
        ["members"] = "inGoodTime",
        ["daysLate"] = "3",
    };

    /// <summary>Reads checked answers; whether to compare beside it.</summary>
    public static (SimulationWish Wish, bool Compares) Read(Answers answers) =>
        (new SimulationWish
        {
            DefinitionId = answers.Text("flow"),
            Flow = answers.Text("text") == Published ? FlowChoice.Published : FlowChoice.Draft,
            StartDate = answers.Date("startDate"),
            ReleaseDate = answers.DateOrNull("releaseDate"),
            TransferDate = answers.DateOrNull("transferDate"),
            Consents = answers.Text("consents") == "yes",
            HasContactOfficer = answers.Text("hasContactOfficer") == "yes",
            HasEmail = answers.Text("hasEmail") == "yes",
            Staff = Read(answers.Text("staff")),
            Members = Read(answers.Text("members")),
            DaysLate = int.TryParse(answers.Text("daysLate"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0,
        }, answers.Text("text") == Compare);

    private static Punctuality Read(string value) => value switch
    {
        "onTheLastDay" => Punctuality.OnTheLastDay,
        "late" => Punctuality.Late,
        "never" => Punctuality.Never,
        _ => Punctuality.InGoodTime,
    };

    private static FormField Day(string name, Phrase label, bool isRequired) => new() { Name = name, Kind = FieldKind.Date, IsRequired = isRequired, Label = label };

    private static FormField YesNo(string name, Phrase label) => new() { Name = name, Kind = FieldKind.Choice, IsRequired = true, Choices = YesAndNo, Label = label };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
