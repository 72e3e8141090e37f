using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.People;

namespace ProcessAutomation.Host.Cases;

/// <summary>The form that opens a case, and how its answers are read.</summary>
internal static class OpenCaseForm
{
    /// <summary>How many fields at the beginning say who the person is.</summary>
    public const int IdentityFields = 3;

    public static ImmutableArray<FormField> Fields(ImmutableArray<Choice> units, ImmutableArray<Choice> staff) =>
    [
        Text("nationalNumber", new Phrase("Fødselsnummer", "Fødselsnummer", "National identity number"), 20, isRequired: true) with { Hint = new Phrase("Elleve siffer. Bruk bare syntetiske nummer i demonstrasjonen.", "Elleve siffer. Bruk berre syntetiske nummer i demonstrasjonen.", "Eleven digits. Use synthetic numbers only in the demonstration.") },
        Text("givenName", new Phrase("Fornavn", "Førenamn", "Given name"), Person.MaxName, isRequired: true),
        Text("familyName", new Phrase("Etternavn", "Etternamn", "Family name"), Person.MaxName, isRequired: true),
        Text("email", new Phrase("E-post", "E-post", "E-mail"), 254) with { Hint = new Phrase("Uten e-post sendes innkallingen som brev.", "Utan e-post blir innkallinga send som brev.", "Without e-mail the summons goes as a letter.") },
        new FormField { Name = "address", Kind = FieldKind.Multiline, MaxLength = 500, Label = new Phrase("Postadresse", "Postadresse", "Postal address") },
        new FormField { Name = "language", Kind = FieldKind.Choice, IsRequired = true, Choices = LanguageNames.Choices, Label = new Phrase("Leser best", "Les best", "Reads best") },
        new FormField { Name = "interpreterLanguage", Kind = FieldKind.User, MaxLength = LanguageTag.MaxLength, Choices = LanguageNames.Choices, Label = new Phrase("Trenger tolk i", "Treng tolk i", "Needs an interpreter for") },
        new FormField { Name = "unitId", Kind = FieldKind.User, IsRequired = true, MaxLength = 100, Choices = units, Label = new Phrase("Enhet som tar imot", "Eining som tek imot", "Receiving unit") },
        new FormField { Name = "startDate", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Startdato", "Startdato", "Start date") },
        new FormField { Name = "releaseDate", Kind = FieldKind.Date, Label = new Phrase("Forventet løslatelse", "Venta lauslating", "Expected release") },
        new FormField { Name = "contactOfficer", Kind = FieldKind.User, MaxLength = 100, Choices = staff, Label = new Phrase("Kontaktbetjent", "Kontaktbetjent", "Contact officer"), Hint = new Phrase("Velges ingen, får enhetslederen oppgaven med å navngi en.", "Blir ingen vald, får einingsleiaren oppgåva med å namngi ein.", "If none is chosen, the unit leader gets the task of naming one.") },
        Text("homeMunicipality", new Phrase("Bostedskommune", "Bustadkommune", "Home municipality"), 100),
        Text("existingGroup", new Phrase("Ansvarsgruppe fra før", "Ansvarsgruppe frå før", "Responsibility group from before"), 200) with { Hint = new Phrase("For eksempel fra en individuell plan. Medlemmene tas med.", "Til dømes frå ein individuell plan. Medlemmene blir tekne med.", "For example from an individual plan. Its members are taken over.") },
    ];

    public static CaseToOpen Read(Answers answers) => new()
    {
        Person = new NewPerson
        {
            NationalNumber = answers.Text("nationalNumber"),
            GivenName = answers.Text("givenName"),
            FamilyName = answers.Text("familyName"),
            Email = answers.TextOrNull("email"),
            Address = answers.TextOrNull("address"),
        },
        UnitId = answers.Text("unitId"),
        StartDate = answers.Date("startDate"),
        ReleaseDate = answers.DateOrNull("releaseDate"),
        Language = answers.Text("language"),
        InterpreterLanguage = answers.TextOrNull("interpreterLanguage"),
        HomeMunicipality = answers.TextOrNull("homeMunicipality"),
        ExistingGroup = answers.TextOrNull("existingGroup"),
        ContactOfficer = answers.TextOrNull("contactOfficer"),
    };

    /// <summary>The answers with what is known of the person in place of what was typed.</summary>
    public static JsonObject FillIn(JsonObject answers, Person person)
    {
        var filled = (JsonObject)answers.DeepClone();
        (filled["nationalNumber"], filled["givenName"], filled["familyName"]) = (person.NationalNumber, person.GivenName, person.FamilyName);
        (filled["email"], filled["address"], filled["language"], filled["interpreterLanguage"]) = (person.Email, person.Address, person.Language, person.InterpreterLanguage);
        return filled;
    }

    private static FormField Text(string name, Phrase label, int maxLength, bool isRequired = false) =>
        new() { Name = name, Kind = FieldKind.Text, MaxLength = maxLength, IsRequired = isRequired, Label = label };
}
