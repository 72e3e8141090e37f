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
        Title = "Etabler ansvarsgruppe",
        Text = "Begynn med alle som kan bli aktuelle, interne og eksterne. Har personen en gruppe fra før, tas den over.",
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "StartDate",
        DueOffset = -5,
        DueUnit = "working-days",
        RemindBefore = "3",
        EscalateAfter = "0",
    },
});
