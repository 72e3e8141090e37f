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
        Title = new("Foreslå tiltak internt", "Foreslå tiltak internt", "Propose measures internally"),
        Text = new(
            "Behovskartet deles ikke. Foreslå tiltak som enheten selv kan tilby.",
            "Behovskartet blir ikkje delt. Foreslå tiltak som eininga sjølv kan tilby.",
            "The needs map is not shared. Propose measures that the unit itself can offer."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "NeedsKnownOn",
        DueOffset = 5,
        DueUnit = "working-days",
        RemindBefore = "2",
        EscalateAfter = "0",
    },
});
