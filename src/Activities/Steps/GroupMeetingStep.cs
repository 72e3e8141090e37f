using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Meetings;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Step 6.2: a meeting of the group. Whoever delivers a measure must be accounted for; the person may attend.</summary>
public sealed class GroupMeetingStep : Step
{
    /// <summary>The person among those who can be chosen.</summary>
    public static Choice PersonChoice { get; } = new("person", new Phrase("Personen selv", "Personen sjølv", "The person"));

    /// <inheritdoc/>
    public override string Key => "group-meeting";

    /// <inheritdoc/>
    public override Phrase Name { get; } = new("Møte i ansvarsgruppen", "Møte i ansvarsgruppa", "Meeting of the responsibility group");

    /// <inheritdoc/>
    public override Form Form(StepView view)
    {
        var prefill = CommonFields.HeldNow(view);
        prefill["attendees"] = new JsonArray([.. view.Case.Measures.ActiveDeliverers.Select(number => (JsonNode)new JsonObject { ["who"] = $"{number}", ["presence"] = Presences.Words.Of(Presence.Present) })]);
        return new Form(
        [
            .. CommonFields.Held(view),
            new FormField
            {
                Name = "attendees",
                Kind = FieldKind.Rows,
                Label = new Phrase("Deltakere", "Deltakarar", "Attendance"),
                Hint = new Phrase("De som leverer tiltak nå, skal være med, eller stå oppført med grunn.", "Dei som leverer tiltak no, skal vere med, eller stå oppførte med grunn.", "Those who deliver measures now attend, or are entered with the reason."),
                Columns = ColumnsFor([PersonChoice, .. MemberChoices.Of(view.Case)]),
            },
            new FormField { Name = "decisions", Kind = FieldKind.Multiline, MaxLength = 10_000, Label = new Phrase("Beslutninger", "Avgjerder", "Decisions") },
            .. CommonFields.NextMeeting(new Phrase("Neste møte i gruppen", "Neste møte i gruppa", "Next meeting of the group")),
        ], prefill);
    }

    /// <inheritdoc/>
    public override StepOutcome Apply(StepRun run)
    {
        run.Take(run.Case.Meetings.HoldGroupMeeting(new GroupMeeting
        {
            Held = CommonFields.ReadHeld(run.Answers),
            Attendees = [.. run.Answers.Rows("attendees").Select(item => ReadAttendee(item.Row))],
            Decisions = run.Answers.TextOrNull("decisions"),
            Next = CommonFields.ReadNextMeeting(run.Answers, MeetingKind.GroupMeeting),
        }, run.Entry));
        return run.End();
    }

    /// <summary>What is asked of each who should have come: <c>who</c>, <c>presence</c> and <c>reason</c>.</summary>
    /// <param name="people">Who can be chosen: members of the group by number, and <see cref="PersonChoice"/>.</param>
    public static ImmutableArray<FormField> ColumnsFor(ImmutableArray<Choice> people) =>
    [
        new FormField { Name = "who", Kind = FieldKind.Choice, IsRequired = true, Choices = people, Label = new Phrase("Hvem", "Kven", "Who") },
        new FormField { Name = "presence", Kind = FieldKind.Choice, IsRequired = true, Choices = [new Choice(Presences.Words.Of(Presence.Present), new Phrase("Til stede", "Til stades", "Present")), new Choice(Presences.Words.Of(Presence.PartOfIt), new Phrase("Deler av møtet", "Delar av møtet", "Part of it")), new Choice(Presences.Words.Of(Presence.Absent), new Phrase("Ikke til stede", "Ikkje til stades", "Absent"))], Label = new Phrase("Oppmøte", "Oppmøte", "Presence") },
        new FormField { Name = "reason", Kind = FieldKind.Text, MaxLength = 500, Label = new Phrase("Grunn til fravær", "Grunn til fråvær", "Reason for absence") },
    ];

    /// <summary>Reads what <see cref="ColumnsFor"/> asks.</summary>
    public static Attendee ReadAttendee(Answers row) => new(
        int.TryParse(row.Text("who"), out var number) ? number : null,
        Presences.Words.Get(row.Text("presence")),
        row.TextOrNull("reason"));
}
