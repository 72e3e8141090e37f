using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 0.2: the responsibility group.</summary>
public sealed class EstablishGroup(StepBook steps) : StepActivity(steps.Get("establish-group"), new StepFace
{
    Type = "EstablishGroup",
    Name = "Etabler ansvarsgruppe",
    Category = Phases.Preparations,
    Description = "0.2 Ber kontaktbetjenten samle ansvarsgruppen, hver med rolle og kanal. En gruppe personen har fra før, tas over.",
    CanBePassedOver = true,
    Task = new()
    {
        Title = new("Etabler ansvarsgruppe", "Etabler ansvarsgruppe", "Establish the group"),
        Text = new(
            "Begynn med alle som kan bli aktuelle, interne og eksterne. Har personen en gruppe fra før, tas den over.",
            "Begynn med alle som kan bli aktuelle, interne og eksterne. Har personen ei gruppe frå før, blir ho teken over.",
            "Begin with everyone who may become relevant, inside and outside. If the person has a group already, it is taken over."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "StartDate",
        DueOffset = -5,
        DueUnit = "working-days",
        RemindBefore = "3",
        EscalateAfter = "0",
    },
});
