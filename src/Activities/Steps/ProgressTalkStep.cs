using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Meetings;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 6.1: a regular talk. Refused by the case without the next one booked.</summary>
public sealed class ProgressTalkStep : Step
{
    /// <inheritdoc/>
    public override string Key => "progress-talk";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Samtale om behov og plan", "Samtale om behov og plan", "Talk about needs and plan");

    /// <inheritdoc/>
    public override Form Form(StepView view)
    {
        var prefill = CommonFields.HeldNow(view);
        prefill["stillHolds"] = "yes";
        return new Form(
        [
            .. CommonFields.Held(view),
            new FormField
            {
                Name = "stillHolds",
                Kind = FieldKind.Choice,
                IsRequired = true,
                Choices = [new Choice("yes", new Phrase("Ja", "Ja", "Yes")), new Choice("no", new Phrase("Nei, noe må endres", "Nei, noko må endrast", "No, something must change"))],
                Label = new Phrase("Stemmer behovene og planen fortsatt?", "Stemmer behova og planen framleis?", "Do needs and plan still hold?"),
            },
            new FormField { Name = "whatChanges", Kind = FieldKind.Multiline, Label = new Phrase("Hva må endres?", "Kva må endrast?", "What must change?") },
            .. ConsentAgain.Fields(view),
            .. CommonFields.NextMeeting(new Phrase("Neste samtale", "Neste samtale", "Next talk"), isCaseRule: true),
            CommonFields.Minutes(new Phrase("Notat", "Notat", "Notes")),
        ], prefill);
    }

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        run.Take(run.Case.Meetings.HoldTalk(new RegularTalk
        {
            Held = CommonFields.ReadHeld(run.Answers),
            StillHolds = run.Answers.Text("stillHolds") != "no",
            WhatChanges = run.Answers.TextOrNull("whatChanges"),
            Next = CommonFields.ReadNextMeeting(run.Answers, MeetingKind.Talk),
            Minutes = run.Answers.TextOrNull("minutes"),
        }, run.Entry));
        ConsentAgain.Apply(run);
        return run.End();
    }
}
