using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Asks who the contact officer is, before step 0.1.</summary>
public sealed class NameContactOfficer(StepBook steps) : StepActivity(steps.Get("name-contact-officer"), new StepFace
{
    Type = "NameContactOfficer",
    Name = "Navngi kontaktbetjent",
    Category = Phases.Preparations,
    Description = "Ber enhetslederen navngi en kontaktbetjent. Uten kontaktbetjent går ingen innkalling ut. Er noen navngitt, går flyten videre med en gang.",
    CanBePassedOver = true,
    Task = new()
    {
        Title = new("Navngi kontaktbetjent", "Namngi kontaktbetjent", "Name a contact officer"),
        Text = new(
            "Saken har ingen kontaktbetjent. Ingen innkalling kan sendes før en person er navngitt.",
            "Saka har ingen kontaktbetjent. Ingen innkalling kan sendast før ein person er namngitt.",
            "The case has no contact officer. No summons can go out before a person is named."),
        Role = CaseRoles.UnitLeader,
        OnlyOne = true,
        DueFact = "TaskCreated",
        DueOffset = 2,
        DueUnit = "working-days",
        RemindBefore = "1",
        EscalateAfter = "0",
    },
});
