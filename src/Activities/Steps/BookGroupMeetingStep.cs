using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Refusals;

namespace ProcessAutomation.Activities.Steps;

/// <summary>
/// Steps 4 and 5: a meeting of the group is booked, in which input or the plan is presented; while input is given, the one it will be presented in. Not asked for
/// when one is booked, nothing is to be presented, or the person has not consented.
/// </summary>
public sealed class BookGroupMeetingStep : Step
{
    /// <inheritdoc/>
    public override string Key => "book-group-meeting";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Avtal møte i ansvarsgruppen", "Avtal møte i ansvarsgruppa", "Book a meeting of the responsibility group");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new([.. CommonFields.NextMeeting(new Phrase("Møtet i gruppen", "Møtet i gruppa", "The meeting of the group"), isCaseRule: true)], []);

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => (HasToPresent(subject) || GivesInput(subject)) && subject.Meetings.NextOfGroup is null ? null : "Done";

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        if (CommonFields.ReadNextMeeting(run.Answers, MeetingKind.GroupMeeting) is { } booking)
            run.Take(run.Case.Meetings.Book(booking, run.Entry), "at", "nextMeeting");
        else
            run.Take(Refusal.Of(RefusalCodes.GroupMeetingWithoutTime, "nextMeeting"));
        return run.End();
    }

    // The group is asked what it proposes, and that will be presented.
    private static bool GivesInput(Case subject) => subject.InputClosedOn is null && subject.Consent.IsGiven && subject.Group.Members.Any(member => subject.Sharing.IsSharedWith(member.Number));

    /// <summary>Whether something waits to be presented to the group, and may be.</summary>
    internal static bool HasToPresent(Case subject) => subject.Consent.IsGiven && subject.Group.Members.Any() && subject.Agenda.OpenTopics.Any();
}
