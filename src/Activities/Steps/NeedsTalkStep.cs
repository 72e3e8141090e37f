using System.Collections.Immutable;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 2: a sitting of needs talk part 1. Ends in <c>Again</c> until the last sitting, which may be without any need,
/// or in <c>Declined</c> where the task offers it.</summary>
public sealed class NeedsTalkStep : Step
{
    private const string Declined = "Declined";

    private static readonly ImmutableArray<Choice> Endings =
    [
        new("yes", new Phrase("Ja, samtalen er ferdig", "Ja, samtalen er ferdig", "Yes, the talk is done")),
        new("no", new Phrase("Nei, vi fortsetter en annen dag", "Nei, vi held fram ein annan dag", "No, we go on another day")),
    ];

    private static readonly Choice DeclinedEnding = new("declined", new Phrase(
        "Personen takket nei; samtalen tilbys igjen ved neste møte", "Personen takka nei; samtalen blir tilboden igjen ved neste møte", "The person declined; the talk is offered again at the next meeting"));

    /// <inheritdoc/>
    public override string Key => "needs-talk";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Behovssamtale del 1", "Behovssamtale del 1", "Needs talk, part 1");

    /// <inheritdoc/>
    public override ImmutableArray<string> Outcomes { get; } = ["Done", "Again"];

    /// <inheritdoc/>
    public override Form Form(StepView view)
    {
        var prefill = CommonFields.HeldNow(view);
        prefill["done"] = "yes";
        return new Form(
        [
            .. CommonFields.Held(view),
            new FormField { Name = "supportedBy", Kind = FieldKind.User, MaxLength = 100, Choices = view.People.Users, Label = new Phrase("Støttet av miljøarbeider", "Støtta av miljøarbeidar", "Supported by environment worker") },
            CommonFields.Needs("needs", new Phrase("Behovskartet", "Behovskartet", "Needs map"), new Phrase("Skriv ned alle behov dere snakket om. Det personen ikke vil dele, skal ikke stå her.", "Skriv ned alle behov de snakka om. Det personen ikkje vil dele, skal ikkje stå her.", "Write down every need you talked about. What the person does not want to share does not belong here.")),
            new FormField
            {
                Name = "done",
                Kind = FieldKind.Choice,
                IsRequired = true,
                Choices = view.Offers(Declined) ? [.. Endings, DeclinedEnding] : Endings,
                Label = new Phrase("Er samtalen ferdig?", "Er samtalen ferdig?", "Is the talk done?"),
            },
            .. CommonFields.NextMeeting(new Phrase("Neste møte", "Neste møte", "Next meeting")),
            CommonFields.Minutes(new Phrase("Notat", "Notat", "Notes")),
        ], prefill);
    }

    /// <inheritdoc/>
    public override string? DoneAlready(Case subject, string? role) => subject.NeedsTalkHeldOn is null ? null : "Done";

    /// <inheritdoc/>
    internal override bool FlowTellsOfNextTalk(string outcome) => outcome == Declined;

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        if (run.Answers.Text("done") == "declined")
        {
            run.Take(run.Case.Meetings.DeclineNeedsTalk(new NeedsTalkDeclined
            {
                Offered = CommonFields.ReadHeld(run.Answers),
                Note = run.Answers.TextOrNull("minutes"),
                Next = CommonFields.ReadNextMeeting(run.Answers, MeetingKind.NeedsTalk),
            }, run.Entry));
            return run.End(Declined);
        }

        var isLast = run.Answers.Text("done") != "no";
        run.Take(run.Case.Meetings.HoldNeedsTalk(new NeedsTalk
        {
            Held = CommonFields.ReadHeld(run.Answers),
            SupportedBy = run.Answers.TextOrNull("supportedBy"),
            Needs = CommonFields.ReadNeeds(run.Answers, "needs"),
            IsLast = isLast,
            Next = CommonFields.ReadNextMeeting(run.Answers, isLast ? MeetingKind.PlanTalk : MeetingKind.NeedsTalk),
            Minutes = run.Answers.TextOrNull("minutes"),
        }, run.Entry));
        return run.End(isLast ? "Done" : "Again");
    }
}
