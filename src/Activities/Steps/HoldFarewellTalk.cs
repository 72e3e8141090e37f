using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 8: the farewell talk.</summary>
public sealed class HoldFarewellTalk(StepBook steps) : StepActivity(steps.Get("farewell"), new StepFace
{
    Type = "HoldFarewellTalk",
    Name = "Avskjedssamtale",
    Category = Phases.HandOver,
    Description = "8 Siste samtale her. Kan ikke holdes med en åpen overføring, med mindre noen tar ansvaret skriftlig. Ved løslatelse avsluttes saken; etter en overføring går den videre.",
    Ports = [new Port("Closed", DisplayName: "Saken er avsluttet"), new Port("GoesOn", DisplayName: "Saken går videre")],
    Task = new()
    {
        Title = "Avskjedssamtale",
        Text = "Siste samtale. Saken kan ikke avsluttes med en åpen overføring, med mindre noen skriftlig tar ansvaret.",
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "HandoverDate",
        DueOffset = -1,
        DueUnit = "days",
        RemindBefore = "7, 1",
        EscalateAfter = "0",
    },
});
