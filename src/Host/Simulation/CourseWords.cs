using ProcessAutomation.Host.Language;

namespace ProcessAutomation.Host.Simulation;

/// <summary>A course in the words of the page.</summary>
internal static class CourseWords
{
    /// <summary>Whom it concerns, by role.</summary>
    public static string WhoOf(Texts texts, CourseEvent happened) =>
        happened.Who.Length == 0 ? "" : texts.Find("caserole." + happened.Who) ?? texts.Find("simulation.who." + happened.Who) ?? happened.Who;

    /// <summary>What is to be added; null: nothing.</summary>
    public static string? NoteOf(Texts texts, CourseEvent happened) => (happened.Kind, happened.Note) switch
    {
        (CourseEventKind.Task, null) => happened.Reason?.In(texts.Language),
        (_, null) or (CourseEventKind.Done, "Done") => null,
        (CourseEventKind.Done, var outcome) => texts.Find("outcome." + outcome) ?? outcome,
        (CourseEventKind.Cancelled, var reason) => texts.Find("closereason." + reason) ?? reason,
        (CourseEventKind.NotAnswered, var codes) => string.Join(" ", codes.Split(", ").Select(code => texts.Find("refusal." + code) ?? code)),
        (_, var note) => note,
    };

    /// <summary>The tag's colour.</summary>
    public static string ColorOf(CourseEventKind kind) => kind switch
    {
        CourseEventKind.Task => "info",
        CourseEventKind.Done or CourseEventKind.Closed => "success",
        CourseEventKind.Reminder => "warning",
        CourseEventKind.Escalation or CourseEventKind.Incident or CourseEventKind.NotAnswered => "danger",
        _ => "neutral",
    };
}
