using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Steps 4 and 5: a meeting of the group is booked when something waits to be presented in one. The group is told of its time, as of every meeting.</summary>
public sealed class BookGroupMeeting(StepBook steps) : StepActivity(steps.Get("book-group-meeting"), new StepFace
{
    Type = "BookGroupMeeting",
    Name = "Avtal møte i gruppen",
    Category = Phases.MakePlan,
    Description = "4 og 5 Ber om at et møte i ansvarsgruppen avtales når innspill eller planen skal legges frem og ingen møter er avtalt, og sender gruppen tidspunktet. Uten samtykke legges ingenting frem.",
    CanBePassedOver = true,
    Task = new()
    {
        Title = new("Avtal møte i ansvarsgruppen", "Avtal møte i ansvarsgruppa", "Book a meeting of the group"),
        Text = new(
            "Gruppen skal høre om innspillene og planen i et møte også. Det kan være kort, og på video. Det som skal legges frem, står på sakslisten av seg selv, og gruppen får tidspunktet i et varsel.",
            "Gruppa skal høyre om innspela og planen i eit møte òg. Det kan vere kort, og på video. Det som skal leggjast fram, står på sakslista av seg sjølv, og gruppa får tidspunktet i eit varsel.",
            "The group is to hear of the input and the plan in a meeting too. It may be short, and by video. What is to be presented stands on the agenda by itself, and the group gets the time in a notice."),
        Role = CaseRoles.ContactOfficer,
        OnlyOne = true,
        DueFact = DeadlineRule.TaskCreated,
        DueOffset = 2,
        DueUnit = "working-days",
        RemindBefore = "1",
        EscalateAfter = "0",
    },
});
