using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 1: arrival.</summary>
public sealed class HoldArrivalMeeting(StepBook steps) : StepActivity(steps.Get("arrival"), new StepFace
{
    Type = "HoldArrivalMeeting",
    Name = "Innkomstmøte",
    Category = Phases.UnderstandNeeds,
    Description = "1 Kontaktbetjenten tar imot: det som haster, og tid for neste møte. Uten neste møte kan steget ikke fullføres.",
    CanBePassedOver = true,
    Task = new()
    {
        Title = "Innkomstmøte",
        Text = "Snakk om det som haster, fortell om veien videre, og avtal tid for neste møte.",
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "StartDate",
        DueOffset = 0,
        DueUnit = "days",
        RemindBefore = "1",
        EscalateAfter = "0",
    },
});
