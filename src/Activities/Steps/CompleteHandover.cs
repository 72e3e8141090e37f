using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 7: the handover is confirmed as a whole.</summary>
public sealed class CompleteHandover(StepBook steps) : StepActivity(steps.Get("complete-handover"), new StepFace
{
    Type = "CompleteHandover",
    Name = "Bekreft overføringen",
    Category = Phases.HandOver,
    Description = "7 Sjekklisten er gått gjennom og ansvaret går over. Ingen rolle kan forlates uten overlapp.",
    Task = new()
    {
        Title = new("Bekreft overføringen", "Stadfest overføringa", "Confirm the handover"),
        Text = new(
            "Alle mottakere har bekreftet. Gå gjennom sjekklisten og bekreft at ansvaret er overført.",
            "Alle mottakarar har stadfesta. Gå gjennom sjekklista og stadfest at ansvaret er overført.",
            "All takers have confirmed. Go through the checklist and confirm that the responsibility is handed over."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "HandoverDate",
        DueOffset = -7,
        DueUnit = "days",
        RemindBefore = "3",
        EscalateAfter = "0",
    },
});
