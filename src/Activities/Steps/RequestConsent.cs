using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 3: the one consent.</summary>
public sealed class RequestConsent(StepBook steps) : StepActivity(steps.Get("consent"), new StepFace
{
    Type = "RequestConsent",
    Name = "Be om samtykke",
    Category = Phases.UnderstandNeeds,
    Description = "3 Det eneste samtykket som trengs: å dele behovskartet med ansvarsgruppen. Sier personen nei, deles ingenting.",
    Ports = [new Port("Given", DisplayName: "Samtykket"), new Port("Refused", DisplayName: "Sa nei")],
    CanBePassedOver = true,
    Task = new()
    {
        Title = "Be om samtykke",
        Text = "Forklar hvorfor behovskartet bør deles, og hva som skjer hvis personen sier nei. Dette er det eneste samtykket som trengs.",
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "NeedsTalkHeldOn",
        DueOffset = 0,
        DueUnit = "days",
        RemindBefore = "-1",
        EscalateAfter = "2",
    },
});
