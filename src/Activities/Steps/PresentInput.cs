using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 4: input is presented in a meeting of the group.</summary>
public sealed class PresentInput(StepBook steps) : StepActivity(steps.Get("input-meeting"), new StepFace
{
    Type = "PresentInput",
    Name = "Møte om innspillene",
    Category = Phases.MakePlan,
    Description = "4 Møtet der medlemmene legger frem innspillene for hverandre. Det som ikke rekkes, står på sakslisten til neste møte i gruppen.",
    CanBePassedOver = true,
    Task = new()
    {
        Title = new("Møte om innspillene", "Møte om innspela", "Meeting about the input"),
        Text = new(
            "Medlemmene legger frem innspillene sine for hverandre. Før opp hvem som var med, og hva dere ble enige om.",
            "Medlemmene legg fram innspela sine for kvarandre. Før opp kven som var med, og kva de blei einige om.",
            "The members present their input to each other. Enter who took part, and what you agreed on."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "InputClosedOn",
        DueOffset = 5,
        DueUnit = "working-days",
        RemindBefore = "1",
        EscalateAfter = "0",
    },
});
