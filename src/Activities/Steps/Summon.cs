using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 0.1: the summons.</summary>
public sealed class Summon(StepBook steps) : StepActivity(steps.Get("summons"), new StepFace
{
    Type = "Summon",
    Name = "Innkalling",
    Category = Phases.Preparations,
    Description = "0.1 Ber kontaktbetjenten kalle inn personen: hva som skal skje, hva personen bør forberede, og hvem som svarer. Er det mindre igjen enn fristen, haster det med en gang.",
    Ports = [new Port("Email", DisplayName: "Sendes på e-post"), new Port("Letter", DisplayName: "Skrives ut som brev")],
    CanBePassedOver = true,
    Task = new()
    {
        Title = new("Send innkalling", "Send innkalling", "Send the summons"),
        Text = new(
            "Fortell hva som skal skje, hva personen bør forberede, og hvem som kan svare på spørsmål.",
            "Fortel kva som skal skje, kva personen bør førebu, og kven som kan svare på spørsmål.",
            "Say what is going to happen, what the person should prepare, and who can answer questions."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "StartDate",
        DueOffset = -28,
        DueUnit = "days",
        RemindBefore = "7, 2",
        EscalateAfter = "0",
    },
});
