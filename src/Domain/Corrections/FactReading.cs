using System.Globalization;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Domain.Meetings;
using ProcessAutomation.Domain.Needs;

namespace ProcessAutomation.Domain.Corrections;

/// <summary>Facts of a case as text: days yyyy-MM-dd, instants ISO 8601 in UTC, words for choices.</summary>
internal static class FactReading
{
    /// <summary>Whether there is such a fact to correct: the part exists and has come so far.</summary>
    public static bool Has(Case subject, string fact, int? part) => fact switch
    {
        CorrectableFacts.StartDate or CorrectableFacts.ReleaseDate or CorrectableFacts.TransferDate => true,
        CorrectableFacts.SummonedOn or CorrectableFacts.SummonedBy => subject.SummonedOn is not null,
        CorrectableFacts.GroupEstablishedOn => subject.GroupEstablishedOn is not null,
        CorrectableFacts.InputClosedOn => subject.InputClosedOn is not null,
        CorrectableFacts.MeetingPlannedAt => Meeting(subject, part) is { Status: MeetingStatus.Booked },
        CorrectableFacts.MeasureStartedOn => Measure(subject, part) is { StartedOn: not null },
        CorrectableFacts.MeasureEndedOn => Measure(subject, part) is { EndedOn: not null },
        CorrectableFacts.ChecklistDoneOn => part is { } item && subject.Handovers.FindItem(item) is { DoneOn: not null },
        CorrectableFacts.HandoverConfirmedOn => part is { } confirmed && subject.Handovers.All.ElementAtOrDefault(confirmed - 1) is { ConfirmedOn: not null },
        _ => fact.Split('.')[0] switch
        {
            "meeting" => Meeting(subject, part) is { Status: MeetingStatus.Held },
            "attendance" => part is { } line && subject.Meetings.Attendance.Find(line) is not null,
            "need" => part is { } need && subject.Needs.Find(need) is { Status: NeedStatus.Open },
            "consent" => part is { } decision && subject.Consent.All.ElementAtOrDefault(decision - 1) is not null,
            "measure" => Measure(subject, part) is not null,
            "log" => part is { } entry && subject.Measures.Log.ElementAtOrDefault(entry - 1) is not null,
            "member" => part is { } member && subject.Group.Find(member) is not null,
            "handover" => part is { } transition && subject.Handovers.All.ElementAtOrDefault(transition - 1) is not null,
            "farewell" => part is { } farewell && subject.Handovers.Farewells.ElementAtOrDefault(farewell - 1) is not null,
            _ => false,
        },
    };

    /// <summary>The value as it stands; null: nothing stands there.</summary>
    public static string? Of(Case subject, string fact, int? part) => !Has(subject, fact, part) ? null : fact switch
    {
        CorrectableFacts.StartDate => Text(subject.StartDate),
        CorrectableFacts.ReleaseDate => Text(subject.ReleaseDate),
        CorrectableFacts.TransferDate => Text(subject.TransferDate),
        CorrectableFacts.SummonedOn => Text(subject.SummonedOn),
        CorrectableFacts.SummonedBy => subject.SummonedBy == SummonsChannel.Letter ? "letter" : "email",
        CorrectableFacts.GroupEstablishedOn => Text(subject.GroupEstablishedOn),
        CorrectableFacts.InputClosedOn => Text(subject.InputClosedOn),
        _ => OfPart(subject, fact, part!.Value), // there is such a part
    };

    /// <summary>A day as text.</summary>
    public static string? Text(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>An instant as text.</summary>
    public static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? OfPart(Case subject, string fact, int part) => fact.Split('.')[0] switch
    {
        "meeting" => OfMeeting(Meeting(subject, part)!, fact),
        "need" => OfNeed(subject.Needs.Find(part)!, fact),
        "measure" => OfMeasure(Measure(subject, part)!, fact),
        _ => fact switch
        {
            CorrectableFacts.ConsentDecidedOn => Text(subject.Consent.All[part - 1].DecidedOn),
            CorrectableFacts.ConsentAskedBy => subject.Consent.All[part - 1].AskedBy,
            CorrectableFacts.ConsentExplained => Blank(subject.Consent.All[part - 1].Explained),
            CorrectableFacts.LogOn => Text(subject.Measures.Log[part - 1].On),
            CorrectableFacts.LogText => subject.Measures.Log[part - 1].Text,
            CorrectableFacts.AttendancePresence => Presences.Words.Of(subject.Meetings.Attendance.Find(part)!.Presence),
            CorrectableFacts.AttendanceReason => Blank(subject.Meetings.Attendance.Find(part)!.Reason),
            CorrectableFacts.ChecklistDoneOn => Text(subject.Handovers.FindItem(part)!.DoneOn),
            CorrectableFacts.MemberEmail => subject.Group.Find(part)!.Email,
            CorrectableFacts.MemberName => subject.Group.Find(part)!.Name,
            CorrectableFacts.HandoverBegunOn => Text(subject.Handovers.All[part - 1].BegunOn),
            CorrectableFacts.HandoverConfirmedOn => Text(subject.Handovers.All[part - 1].ConfirmedOn),
            _ => subject.Handovers.Farewells[part - 1].GoesOn,
        },
    };

    private static string? OfMeeting(Meeting meeting, string fact) => fact switch
    {
        CorrectableFacts.MeetingHeldOn => Text(meeting.HeldOn),
        CorrectableFacts.MeetingHeldBy => meeting.HeldBy,
        CorrectableFacts.MeetingSupportedBy => meeting.SupportedBy,
        CorrectableFacts.MeetingPlannedAt => meeting.PlannedAt is { } at ? Text(at) : null,
        _ => Blank(meeting.Minutes),
    };

    private static string OfNeed(Need need, string fact) => fact switch
    {
        CorrectableFacts.NeedTangle => Tangles.Words.Of(need.Tangle),
        CorrectableFacts.NeedKnot => need.Knot,
        CorrectableFacts.NeedAcute => need.Acute ? "yes" : "no",
        _ => need.Thread,
    };

    private static string? OfMeasure(Measure measure, string fact) => fact switch
    {
        CorrectableFacts.MeasureTitle => measure.Title,
        CorrectableFacts.MeasureRequired => measure.RequiredOfPerson,
        CorrectableFacts.MeasureStartsOn => Text(measure.StartsOn),
        CorrectableFacts.MeasureEndsOn => Text(measure.EndsOn),
        CorrectableFacts.MeasureStartedOn => Text(measure.StartedOn),
        _ => Text(measure.EndedOn),
    };

    private static Meeting? Meeting(Case subject, int? part) => part is { } number ? subject.Meetings.All.FirstOrDefault(meeting => meeting.Number == number) : null;

    private static Measure? Measure(Case subject, int? part) => part is { } number ? subject.Measures.Find(number) : null;

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
