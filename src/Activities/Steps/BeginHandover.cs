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
        Title = "Begynn overføringen",
        Text = "Velg hvem som skal overta hver rolle, og gå gjennom sjekklisten. De nye skal med i møtene i god tid.",
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "TaskCreated",
        DueOffset = 5,
        DueUnit = "working-days",
        RemindBefore = "2",
        EscalateAfter = "0",
    },
});
