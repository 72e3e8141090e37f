namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 7: every taker confirms.</summary>
public sealed class ConfirmTakeover(StepBook steps) : StepActivity(steps.Get("confirm-handover"), new StepFace
{
    Type = "ConfirmTakeover",
    Name = "Mottakerne bekrefter",
    Category = Phases.HandOver,
    Description = "7 Hver som skal overta en rolle, går gjennom behov og plan og bekrefter. Går videre når alle har gjort det.",
    Task = new()
    {
        Title = new("Bekreft at du overtar", "Stadfest at du overtek", "Confirm that you take over"),
        Text = new(
            "Gå gjennom behov og plan sammen med den som har rollen i dag, og bekreft at du overtar.",
            "Gå gjennom behov og plan saman med den som har rolla i dag, og stadfest at du overtek.",
            "Go through needs and plan with whoever has the role today, and confirm that you take over."),
        Role = Tasks.Assignees.EveryTaker,
        DueFact = "HandoverDate",
        DueOffset = -14,
        DueUnit = "days",
        RemindBefore = "7",
        EscalateAfter = "0",
    },
});
