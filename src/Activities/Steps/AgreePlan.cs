using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 5: needs talk part 2.</summary>
public sealed class AgreePlan(StepBook steps) : StepActivity(steps.Get("agree-plan"), new StepFace
{
    Type = "AgreePlan",
    Name = "Behovssamtale del 2",
    Category = Phases.MakePlan,
    Description = "5 Samtalen der personen velger tiltak. Personen bestemmer; behov uten tiltak skal synes.",
    CanBePassedOver = true,
    Task = new()
    {
        Title = "Behovssamtale del 2",
        Text = "Gå gjennom forslagene sammen. Personen avgjør hvilke tiltak som blir med. Behov uten tiltak skal stå synlig.",
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "InputClosedOn",
        DueOffset = 5,
        DueUnit = "working-days",
        RemindBefore = "2",
        EscalateAfter = "0",
    },
});
