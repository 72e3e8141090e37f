using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>After step 5: what the group proposed too late for the plan is gone through with the person.</summary>
public sealed class RevisePlan(StepBook steps) : StepActivity(steps.Get("revise-plan"), new StepFace
{
    Type = "RevisePlan",
    Name = "Gå gjennom nye innspill",
    Category = Phases.MakePlan,
    Description = "5 Når gruppen har gitt innspill etter at planen ble laget: personen velger om noe av det skal med i planen.",
    CanBePassedOver = true,
    Task = new()
    {
        Title = new("Gå gjennom nye innspill", "Gå gjennom nye innspel", "Go through new input"),
        Text = new(
            "Gruppen har gitt innspill etter at planen ble laget. Gå gjennom dem med personen, som avgjør hva som skal med i planen.",
            "Gruppa har gitt innspel etter at planen blei laga. Gå gjennom dei med personen, som avgjer kva som skal med i planen.",
            "The group has given input after the plan was made. Go through it with the person, who decides what goes into the plan."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "InputClosedOn",
        DueOffset = 5,
        DueUnit = "working-days",
        RemindBefore = "2",
        EscalateAfter = "0",
    },
});
