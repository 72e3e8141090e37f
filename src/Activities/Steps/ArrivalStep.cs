using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 1: the arrival meeting. Refused by the case without a time for the next meeting.</summary>
public sealed class ArrivalStep : Step
{
    /// <inheritdoc/>
    public override string Key => "arrival";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Innkomst", "Innkomst", "Arrival");

    /// <inheritdoc/>
    public override Form Form(StepView view) => new(
    [
        .. CommonFields.Held(view),
        CommonFields.Needs("acuteNeeds", new Phrase("Det som haster", "Det som hastar", "What is urgent"), new Phrase("Akutte behov kan få tiltak med en gang.", "Akutte behov kan få tiltak med ein gong.", "Acute needs may get measures at once.")),
        .. CommonFields.NextMeeting(new Phrase("Neste møte", "Neste møte", "Next meeting"), isCaseRule: true),
        CommonFields.Minutes(new Phrase("Notat", "Notat", "Notes")),
    ], CommonFields.HeldNow(view));

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.Meetings.ArrivalHeldOn is null ? null : "Done";

    /// <inheritdoc/>
    internal override bool FlowTellsOfNextTalk(string outcome) => true;

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        run.Take(run.Case.Meetings.HoldArrival(new ArrivalMeeting
        {
            Held = CommonFields.ReadHeld(run.Answers),
            AcuteNeeds = CommonFields.ReadNeeds(run.Answers, "acuteNeeds"),
            Next = CommonFields.ReadNextMeeting(run.Answers, MeetingKind.NeedsTalk),
            Minutes = run.Answers.TextOrNull("minutes"),
        }, run.Entry));
        return run.End();
    }
}
