using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 4 without sharing.</summary>
public sealed class ProposeInternally(StepBook steps) : StepActivity(steps.Get("internal-input"), new StepFace
{
    Type = "ProposeInternally",
    Name = "Foreslå tiltak internt",
    Category = Phases.MakePlan,
    Description = "4 uten deling: kontaktbetjenten foreslår det enheten selv kan tilby. Brukes når personen ikke har samtykket.",
    CanBePassedOver = true,
    Task = new()
    {
        Title = "Foreslå tiltak internt",
        Text = "Behovskartet deles ikke. Foreslå tiltak som enheten selv kan tilby.",
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "NeedsKnownOn",
        DueOffset = 5,
        DueUnit = "working-days",
        RemindBefore = "2",
        EscalateAfter = "0",
    },
});
