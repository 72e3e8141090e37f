using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 7: a handover begins.</summary>
public sealed class BeginHandover(StepBook steps) : StepActivity(steps.Get("begin-handover"), new StepFace
{
    Type = "BeginHandover",
    Name = "Begynn overføringen",
    Category = Phases.HandOver,
    Description = "7 Hver rolle som skifter hender, får en mottaker som er med fra nå av.",
    Task = new()
    {
        Title = new("Begynn overføringen", "Byrj overføringa", "Begin the handover"),
        Text = new(
            "Velg hvem som skal overta hver rolle, og gå gjennom sjekklisten. De nye skal med i møtene i god tid.",
            "Vel kven som skal overta kvar rolle, og gå gjennom sjekklista. Dei nye skal med i møta i god tid.",
            "Choose who takes over each role, and go through the checklist. The new ones are to join the meetings in good time."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "TaskCreated",
        DueOffset = 5,
        DueUnit = "working-days",
        RemindBefore = "2",
        EscalateAfter = "0",
    },
});
