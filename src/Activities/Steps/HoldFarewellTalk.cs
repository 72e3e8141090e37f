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
        Title = new("Avskjedssamtale", "Avskilssamtale", "Farewell talk"),
        Text = new(
            "Siste samtale. Saken kan ikke avsluttes med en åpen overføring, med mindre noen skriftlig tar ansvaret.",
            "Siste samtale. Saka kan ikkje avsluttast med ei open overføring, med mindre nokon skriftleg tek ansvaret.",
            "The last talk. The case cannot be closed with an open handover, unless someone takes the responsibility in writing."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "HandoverDate",
        DueOffset = -1,
        DueUnit = "days",
        RemindBefore = "7, 1",
        EscalateAfter = "0",
    },
});
