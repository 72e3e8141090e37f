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
        Title = new("Innkomstmøte", "Innkomstmøte", "Arrival meeting"),
        Text = new(
            "Snakk om det som haster, fortell om veien videre, og avtal tid for neste møte.",
            "Snakk om det som hastar, fortel om vegen vidare, og avtal tid for neste møte.",
            "Talk about what is urgent, explain the way ahead, and agree on a time for the next meeting."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "StartDate",
        DueOffset = 0,
        DueUnit = "days",
        RemindBefore = "1",
        EscalateAfter = "0",
    },
});
