using System.Collections.Immutable;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Domain.Meetings;

namespace ProcessAutomation.Host.Cases.Actions;

/// <summary>The group's thread, its meetings, and stopping a case.</summary>
internal sealed class GroupActions(CaseKeeping keeping)
{
    private static readonly ImmutableArray<Choice> Kinds =
    [
        new("talk", new Phrase("Samtale", "Samtale", "Talk")),
        new("group-meeting", new Phrase("Ansvarsgruppemøte", "Ansvarsgruppemøte", "Group meeting")),
        new("farewell", new Phrase("Avskjedssamtale", "Avskjedssamtale", "Farewell talk")),
    ];

    private static readonly ImmutableArray<Choice> StopKinds =
    [
        new(Domain.Cases.StopKinds.Words.Of(StopKind.Death), new Phrase("Personen er død; ingenting mer sendes til personen", "Personen er død; ingenting meir blir sendt til personen", "The person is dead; nothing more is sent to the person")),
        new(Domain.Cases.StopKinds.Words.Of(StopKind.SentenceLifted), new Phrase("Straffen skal ikke gjennomføres", "Straffa skal ikkje gjennomførast", "The sentence will not be served")),
        new(Domain.Cases.StopKinds.Words.Of(StopKind.Mistake), new Phrase("Saken ble registrert ved en feil", "Saka blei registrert ved ein feil", "The case was registered by mistake")),
        new(Domain.Cases.StopKinds.Words.Of(StopKind.Other), new Phrase("Noe annet", "Noko anna", "Something else")),
    ];

    public CaseAction Write => new(
        "thread",
        new Phrase("Skriv til gruppen", "Skriv til gruppa", "Write to the group"),
        new Phrase("Send", "Send", "Send"),
        CaseRights.SeeThread,
        _ => new Form([new FormField { Name = "text", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = GroupMessage.MaxLength, Label = new Phrase("Melding", "Melding", "Message") }], []),
        (run, cancellationToken) => keeping.WriteToGroupAsync(run.CaseId, run.Answers.Text("text"), run.Viewer, cancellationToken));

    public CaseAction Book => new(
        "meeting",
        new Phrase("Avtal samtale eller møte", "Avtal samtale eller møte", "Book a talk or meeting"),
        new Phrase("Avtal", "Avtal", "Book"),
        CaseRights.Keep,
        _ => new Form(
        [
            new FormField { Name = "kind", Kind = FieldKind.Choice, IsRequired = true, Choices = Kinds, Label = new Phrase("Hva", "Kva", "What") },
            new FormField { Name = "at", Kind = FieldKind.DateTime, IsRequired = true, Label = new Phrase("Når", "Når", "When") },
            new FormField { Name = "place", Kind = FieldKind.Choice, IsRequired = true, Choices = ProcessWords.Places, Label = new Phrase("Hvordan", "Korleis", "How") },
            new FormField { Name = "where", Kind = FieldKind.Text, MaxLength = 200, Label = new Phrase("Rom eller lenke", "Rom eller lenkje", "Room or link") },
        ], []),
        (run, cancellationToken) => keeping.BookMeetingAsync(run.CaseId, Booking(run.Answers), run.Viewer, null, cancellationToken));

    public CaseAction Stop => new(
        "stop",
        new Phrase("Stans saken før tiden", "Stans saka før tida", "Stop the case before its time"),
        new Phrase("Stans saken", "Stans saka", "Stop the case"),
        CaseRights.Lead,
        _ => new Form(
        [
            new FormField { Name = "kind", Kind = FieldKind.Choice, IsRequired = true, Choices = StopKinds, Label = new Phrase("Hva har skjedd?", "Kva har skjedd?", "What has happened?") },
            new FormField { Name = "reason", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = 1000, Label = new Phrase("Begrunnelse", "Grunngiving", "Reason"), Hint = new Phrase("Alle oppgaver i saken avlyses, og ansvarsgruppen får vite at saken er stanset.", "Alle oppgåver i saka blir avlyste, og ansvarsgruppa får vite at saka er stansa.", "All tasks of the case are cancelled, and the responsibility group is told that it has stopped.") },
        ], []),
        (run, cancellationToken) => keeping.StopAsync(run.CaseId, Domain.Cases.StopKinds.Words.Get(run.Answers.Text("kind")), run.Answers.Text("reason"), run.Viewer, null, cancellationToken));

    public ImmutableArray<CaseAction> All => [Write, Book, Stop];

    private static Booking Booking(Answers answers) => new(
        answers.Text("kind") switch { "group-meeting" => MeetingKind.GroupMeeting, "farewell" => MeetingKind.Farewell, _ => MeetingKind.Talk },
        answers.InstantOrNull("at") ?? default, // required by the form, so always there
        ProcessWords.PlaceOf(answers.Text("place")),
        answers.TextOrNull("where"));
}
