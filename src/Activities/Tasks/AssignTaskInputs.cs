using System.Collections.Immutable;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Designer;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>The inputs of <see cref="AssignTask"/> as the designer shows them.</summary>
public sealed class AssignTaskInputs(StepBook steps)
{
    private const string Who = "Hvem";
    private const string Due = "Frist";
    private const string Answer = "Svar";

    /// <summary>What is to be done.</summary>
    public Input<string> Title { get; } = new("Title") { DisplayName = "Tittel", Description = "Hva som skal gjøres. Ingen navn: teksten står i lister og varsler.", UiHint = "singleline", IsRequired = true };

    /// <summary>Guidance.</summary>
    public Input<string> Text { get; } = new("Text") { DisplayName = "Veiledning", Description = "Det den som får oppgaven, trenger å vite.", UiHint = "multiline" };

    /// <summary>The process step.</summary>
    public Input<string> Step { get; } = new("Step")
    {
        DisplayName = "Steg",
        Description = "Steget i prosessen bestemmer skjemaet og reglene. Uten steg brukes skjemaet under.",
        UiHint = "dropdown",
        UiSpecifications = Choices.Dropdown([new Choice("", Phrase.Plain("(ingen)")), .. steps.Choices]),
    };

    /// <summary>Higher is more pressing.</summary>
    public Input<int> Priority { get; } = new("Priority") { DisplayName = "Prioritet", Description = "0 er vanlig; høyere haster mer.", UiHint = "singleline" };

    /// <summary>Role in the case.</summary>
    public Input<string> Role { get; } = new("Role")
    {
        DisplayName = "Rolle i saken",
        Description = "Den som har rollen, får oppgaven; en ny kontaktbetjent arver den.",
        Category = Who,
        UiHint = "dropdown",
        UiSpecifications = Choices.Dropdown(
        [
            new Choice(CaseRoles.ContactOfficer, Phrase.Plain("Kontaktbetjent")),
            new Choice(CaseRoles.EnvironmentWorker, Phrase.Plain("Miljøarbeider")),
            new Choice(CaseRoles.UnitLeader, Phrase.Plain("Enhetsleder")),
            new Choice(Assignees.EveryMember, Phrase.Plain("Hvert medlem i ansvarsgruppen")),
            new Choice(Assignees.EveryTaker, Phrase.Plain("Hver som skal overta en rolle")),
            .. EstablishGroupStep.MemberRoles,
        ]),
    };

    /// <summary>One person.</summary>
    public Input<string> Person { get; } = new("Person") { DisplayName = "Eller en bestemt bruker", Description = "Bruker-id. Uten denne går oppgaven til den som har rollen.", Category = Who, UiHint = "singleline" };

    /// <summary>The date the deadline counts from.</summary>
    public Input<string> DueFact { get; } = new("DueFact") { DisplayName = "Regnes fra", Description = "Datoen fristen regnes fra. Flyttes datoen, flyttes fristen.", Category = Due, UiHint = "dropdown", UiSpecifications = Choices.Dropdown([new Choice("", Phrase.Plain("(ingen frist)")), .. DeadlineWords.Choices]) };

    /// <summary>Signed days.</summary>
    public Input<int> DueOffset { get; } = new("DueOffset") { DisplayName = "Antall dager", Description = "Negativt: før datoen.", Category = Due, UiHint = "singleline" };

    /// <summary>Calendar or working days.</summary>
    public Input<string> DueUnit { get; } = new("DueUnit") { DisplayName = "Dager eller virkedager", Description = "Virkedager teller ikke helger og helligdager.", Category = Due, UiHint = "dropdown", DefaultValue = "days", UiSpecifications = Choices.Units };

    /// <summary>Reminders and escalations.</summary>
    public Input<string> Rungs { get; } = new("Rungs") { DisplayName = "Påminnelser og varsel til leder", Description = "JSON: [{\"do\":\"remind\",\"offset\":-2,\"unit\":\"days\"},{\"do\":\"escalate\",\"offset\":0,\"unit\":\"days\",\"to\":\"unit-leader\"}]", Category = Due, UiHint = "json-editor" };

    /// <summary>Fields of a task without step.</summary>
    public Input<string> Form { get; } = new("Form") { DisplayName = "Skjema", Description = "JSON: [{\"name\":\"deliveredOn\",\"kind\":\"date\",\"required\":true,\"label\":\"Levert den\"}]. Brukes når oppgaven ikke har noe steg.", Category = Answer, UiHint = "json-editor" };

    /// <summary>What the task can end in.</summary>
    public Input<string[]> Outcomes { get; } = new("Outcomes") { DisplayName = "Utfall", Description = "Hvert utfall er en utgang i tegningen. Uten utfall: Done.", Category = Answer, UiHint = "dynamic-outcomes", DefaultSyntax = "Object" };

    /// <summary>All, in the order of the panel.</summary>
    public ImmutableArray<InputDescriptor> All => field.IsDefault ? field = [Title, Text, Step, Priority, Role, Person, DueFact, DueOffset, DueUnit, Rungs, Form, Outcomes] : field;
}
