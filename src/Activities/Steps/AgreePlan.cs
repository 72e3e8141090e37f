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
        Title = new("Behovssamtale del 2", "Behovssamtale del 2", "Needs talk part 2"),
        Text = new(
            "Gå gjennom forslagene sammen. Personen avgjør hvilke tiltak som blir med. Behov uten tiltak skal stå synlig.",
            "Gå gjennom forslaga saman. Personen avgjer kva tiltak som blir med. Behov utan tiltak skal stå synleg.",
            "Go through the proposals together. The person decides which measures are included. Needs without a measure are to stay visible."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "InputClosedOn",
        DueOffset = 5,
        DueUnit = "working-days",
        RemindBefore = "2",
        EscalateAfter = "0",
    },
});
