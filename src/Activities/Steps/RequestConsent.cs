using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Step 3: the one consent. A person who wants to think about it gets the question again in the talks that come, as one who says no does; where the flow does
/// not draw that way out, the answer is not offered.
/// </summary>
public sealed class RequestConsent(StepBook steps) : StepActivity(steps.Get("consent"), new StepFace
{
    Type = "RequestConsent",
    Name = "Be om samtykke",
    Category = Phases.UnderstandNeeds,
    Description = "3 Det eneste samtykket som trengs: å dele behovskartet med ansvarsgruppen. Uten et ja deles ingenting; spørsmålet kommer igjen i samtalene etterpå.",
    Ports = [new Port("Given", DisplayName: "Samtykket"), new Port("Refused", DisplayName: "Sa nei"), new Port(Undecided, DisplayName: "Vil tenke på det")],
    CanBePassedOver = true,
    Task = new()
    {
        Title = new("Be om samtykke", "Be om samtykke", "Ask for consent"),
        Text = new(
            "Forklar hvorfor behovskartet bør deles, og hva som skjer hvis personen sier nei. Dette er det eneste samtykket som trengs.",
            "Forklar kvifor behovskartet bør delast, og kva som skjer om personen seier nei. Dette er det einaste samtykket som trengst.",
            "Explain why the needs map should be shared, and what happens if the person says no. This is the only consent that is needed."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = "NeedsTalkHeldOn",
        DueOffset = 0,
        DueUnit = "days",
        RemindBefore = "-1",
        EscalateAfter = "2",
    },
})
{
    private const string Undecided = "Undecided";

    /// <inheritdoc/>
    internal override TaskOrder Order(ActivityContext context)
    {
        var isDrawn = context.Node.Parent?.Connections.Any(edge => edge.Source == context.Node && edge.SourcePort == Undecided) ?? false;
        return isDrawn ? base.Order(context) : base.Order(context) with { OutcomesJson = """["Given","Refused"]""" };
    }
}
