using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 2: a sitting of needs talk part 1. One that was declined is due on the day it is offered again, as the day after arrival it had is over.</summary>
public sealed class HoldNeedsTalk(StepBook steps) : StepActivity(steps.Get("needs-talk"), new StepFace
{
    Type = "HoldNeedsTalk",
    Name = "Behovssamtale del 1",
    Category = Phases.UnderstandNeeds,
    Description = "2 Samtalen om behov, i så mange økter som trengs. Å holde den er obligatorisk; hva personen deler, er frivillig. Takker personen nei, føres det, og flyten går ut der det står Takket nei.",
    Ports = [new Port("Done", DisplayName: "Ferdig"), new Port("Again", DisplayName: "Fortsetter en annen dag"), new Port("Declined", DisplayName: "Takket nei")],
    CanBePassedOver = true,
    Task = new()
    {
        Title = new("Behovssamtale del 1", "Behovssamtale del 1", "Needs talk part 1"),
        Text = new(
            "Samtalen er obligatorisk; hva personen vil dele, er frivillig. Skriv ned alle behov dere snakker om. Samtalen kan gå over flere økter.",
            "Samtalen er obligatorisk; kva personen vil dele, er frivillig. Skriv ned alle behov de snakkar om. Samtalen kan gå over fleire økter.",
            "The talk is mandatory; what the person wants to share is voluntary. Write down all needs you talk about. The talk can take several sittings."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = Arrival,
        DueOffset = 7,
        DueUnit = "days",
        RemindBefore = "2",
        EscalateAfter = "0",
    },
})
{
    private const string Arrival = "ArrivalHeldOn";

    /// <inheritdoc/>
    internal override TaskOrder Order(ActivityContext context, Case subject)
    {
        var order = base.Order(context, subject);
        return subject.Facts.NeedsTalkOfferedOn is null
            ? order
            : order with { Deadline = holder => order.Deadline(holder) is { Fact: Arrival } rule ? rule with { Fact = "NeedsTalkOfferedOn", Offset = 0, Unit = DeadlineUnit.Days } : order.Deadline(holder) };
    }
}
