using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;

namespace ProcessAutomation.Activities.Steps;

/// <summary>Fields that several steps ask, and how their answers are read. Their names are those the case refuses by.</summary>
internal static class CommonFields
{
    /// <summary>When and by whom something was held: <c>heldOn</c>, <c>heldBy</c>.</summary>
    public static ImmutableArray<FormField> Held(StepView view) =>
    [
        new FormField { Name = "heldOn", Kind = FieldKind.Date, IsRequired = true, Label = new Phrase("Holdt den", "Halde den", "Held on") },
        new FormField { Name = "heldBy", Kind = FieldKind.User, IsRequired = true, MaxLength = 100, Choices = view.People.Users, Label = new Phrase("Holdt av", "Halde av", "Held by") },
    ];

    /// <summary>Today, by whoever looks.</summary>
    public static JsonObject HeldNow(StepView view) => new() { ["heldOn"] = Day(view.Today), ["heldBy"] = view.UserId };

    /// <summary>Reads <see cref="Held(StepView)"/>.</summary>
    public static Held ReadHeld(Answers answers) => new(answers.Date("heldOn"), answers.Text("heldBy"));

    /// <summary>
    /// The time and place of the next meeting: <c>nextMeeting</c>, <c>nextMeetingPlace</c>, <c>nextMeetingWhere</c>. Not required by the form:
    /// where the next must be booked, the case says so and why.
    /// </summary>
    public static ImmutableArray<FormField> NextMeeting(Phrase label, bool isCaseRule = false) =>
    [
        new FormField { Name = "nextMeeting", Kind = FieldKind.DateTime, IsCaseRule = isCaseRule, Label = label },
        new FormField { Name = "nextMeetingPlace", Kind = FieldKind.Choice, Choices = ProcessWords.Places, Label = new Phrase("Hvordan møtes dere?", "Korleis møtest de?", "How do you meet?") },
        new FormField { Name = "nextMeetingWhere", Kind = FieldKind.Text, MaxLength = 200, Label = new Phrase("Rom eller lenke", "Rom eller lenkje", "Room or link") },
    ];

    /// <summary>Reads <see cref="NextMeeting"/>; null: none booked.</summary>
    public static Booking? ReadNextMeeting(Answers answers, MeetingKind kind) =>
        answers.InstantOrNull("nextMeeting") is { } at
            ? new Booking(kind, at, ProcessWords.PlaceOf(answers.Text("nextMeetingPlace")), answers.TextOrNull("nextMeetingWhere"))
            : null;

    /// <summary>Notes of a talk: <c>minutes</c>.</summary>
    public static FormField Minutes(Phrase label) => new() { Name = "minutes", Kind = FieldKind.Multiline, MaxLength = 10_000, Label = label };

    /// <summary>A day as a page writes it.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Rows of needs by tangle, knot and thread.</summary>
    public static FormField Needs(string name, Phrase label, Phrase hint) => new()
    {
        Name = name,
        Kind = FieldKind.Rows,
        Label = label,
        Hint = hint,
        Columns =
        [
            new FormField { Name = "tangle", Kind = FieldKind.Choice, IsRequired = true, Choices = ProcessWords.Tangles, Label = new Phrase("Floke", "Floke", "Tangle") },
            new FormField { Name = "knot", Kind = FieldKind.Text, IsRequired = true, MaxLength = Knots.MaxLength, Label = new Phrase("Knute", "Knute", "Knot") },
            new FormField { Name = "thread", Kind = FieldKind.Multiline, IsRequired = true, MaxLength = Knots.MaxThreadLength, Label = new Phrase("Tråd: hva det er for denne personen", "Tråd: kva det er for denne personen", "Thread: what it is for this person") },
            new FormField { Name = "acute", Kind = FieldKind.Checkbox, Label = new Phrase("Haster", "Hastar", "Acute") },
        ],
    };

    /// <summary>Reads <see cref="Needs"/>.</summary>
    public static ImmutableArray<NewNeed> ReadNeeds(Answers answers, string name) =>
        [.. answers.Rows(name).Select(item => new NewNeed(ProcessWords.TangleOf(item.Row.Text("tangle")), item.Row.Text("knot"), item.Row.Text("thread"), item.Row.IsChecked("acute")))];

    /// <summary>The open needs of a case as choices, by number.</summary>
    public static ImmutableArray<Choice> OpenNeeds(Case subject) =>
        [.. subject.Needs.All.Where(need => need.Status == NeedStatus.Open).Select(need => new Choice($"{need.Number}", Phrase.Plain($"{need.Number}. {need.Thread}")))];
}
