using System.Text.Json;

namespace ProcessAutomation.Year.Checker;

/// <summary>What a deadline counts from.</summary>
internal enum CountsFrom
{
    TaskMade,
    Start,
    Arrival,
    NeedsTalk,
    NeedsKnown,
    InputClosed,
    LastTalk,
    LastGroupMeeting,
    Handover,
}

/// <summary>A reminder or escalation: when it goes out, counted from the deadline, and to whom; null: who holds the task.</summary>
internal sealed record Rung(bool IsReminder, int Offset, bool WorkingDays, string? To)
{
    /// <summary>08:00 on the day plus the offset; an escalation counts from the day after.</summary>
    public DateTimeOffset At(DateOnly due) => Almanac.At(Almanac.Add(due, IsReminder ? Offset : Offset + 1, WorkingDays), 8);
}

/// <summary>When a step must be done, and its ladder.</summary>
internal sealed record StepRule(string Step, CountsFrom From, int Offset, bool WorkingDays, IReadOnlyList<Rung> Rungs);

/// <summary>
/// The deadlines of the process: what each counts from, its days and its ladder stand here, written from the process. The days and rungs are data of the
/// flows and are read from them; flows that are shipped with others are a finding.
/// </summary>
public sealed class Rules
{
    // Step, what it counts from, the flow that has the number, its variable, before or after, working days or not, what the variables of the ladder
    // begin with, the number the process begins with, and its ladder: days before at which somebody is reminded, days after at which it is raised.
    private static readonly (string Step, CountsFrom From, string Flow, string Days, int Sign, bool Working, string Ladder, int Default, string Remind, string Escalate)[] Table =
    [
        ("name-contact-officer", CountsFrom.TaskMade, "preparations", "OfficerWorkingDays", 1, true, "Officer", 2, "1", "0"),
        ("summons", CountsFrom.Start, "preparations", "SummonsDaysBefore", -1, false, "Summons", 28, "7, 2", "0"),
        ("hand-summons", CountsFrom.TaskMade, "preparations", "LetterWorkingDays", 1, true, "Letter", 2, "1", "0"),
        ("establish-group", CountsFrom.Start, "preparations", "GroupWorkingDaysBefore", -1, true, "Group", 5, "3", "0"),
        ("arrival", CountsFrom.Start, "understand-needs", "ArrivalDays", 1, false, "Arrival", 0, "1", "0"),
        ("needs-talk", CountsFrom.Arrival, "understand-needs", "NeedsTalkDays", 1, false, "NeedsTalk", 7, "2", "0"),
        ("consent", CountsFrom.NeedsTalk, "understand-needs", "ConsentDays", 1, false, "Consent", 0, "-1", "2"),
        ("give-input", CountsFrom.NeedsTalk, "make-a-plan", "InputWorkingDays", 1, true, "Input", 5, "2", "0"),
        ("internal-input", CountsFrom.NeedsKnown, "make-a-plan", "InputWorkingDays", 1, true, "Input", 5, "2", "0"),
        ("agree-plan", CountsFrom.InputClosed, "make-a-plan", "PlanWorkingDays", 1, true, "Plan", 5, "2", "0"),
        ("book-group-meeting", CountsFrom.TaskMade, "make-a-plan", "BookMeetingWorkingDays", 1, true, "BookMeeting", 2, "1", "0"),
        ("input-meeting", CountsFrom.InputClosed, "make-a-plan", "InputMeetingWorkingDays", 1, true, "InputMeeting", 5, "1", "0"),
        ("revise-plan", CountsFrom.InputClosed, "late-consent", "ReviseWorkingDays", 1, true, "Revise", 5, "2", "0"),
        ("undelivered-notice", CountsFrom.TaskMade, "undelivered-notice", "TaskWorkingDays", 1, true, "Task", 2, "1", "0"),
        ("progress-talk", CountsFrom.LastTalk, "carry-out", "TalkDays", 1, false, "Talk", 14, "2", "0"),
        ("group-meeting", CountsFrom.LastGroupMeeting, "carry-out", "GroupMeetingDays", 1, false, "GroupMeeting", 60, "7", "0"),
        ("silent-measure", CountsFrom.TaskMade, "reintegration", "SilenceWorkingDays", 1, true, "Silence", 3, "1", "0"),
        ("begin-handover", CountsFrom.TaskMade, "hand-over", "BeginWorkingDays", 1, true, "Begin", 5, "2", "0"),
        ("confirm-handover", CountsFrom.Handover, "hand-over", "ConfirmDaysBefore", -1, false, "Confirm", 14, "7", "0"),
        ("complete-handover", CountsFrom.Handover, "hand-over", "CompleteDaysBefore", -1, false, "Complete", 7, "3", "0"),
        ("Et varsel gjelder ikke mottakeren", CountsFrom.TaskMade, "notice-answer", "TaskWorkingDays", 1, true, "Task", 2, "1", "0"),
        ("Et varsel er ikke besvart", CountsFrom.TaskMade, "notice-answer", "TaskWorkingDays", 1, true, "Task", 2, "1", "0"),
        ("farewell", CountsFrom.Handover, "hand-over", "FarewellDaysBefore", -1, false, "Farewell", 1, "7, 1", "0"),
    ];

    private readonly Dictionary<string, StepRule> _steps = new(StringComparer.Ordinal);

    private Rules()
    {
    }

    /// <summary>Variables that are missing in the flows, or are not what the process begins with.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Days before a transfer or release at which the handover begins.</summary>
    internal int HandoverDays { get; private set; }

    /// <summary>Days before the start at which the arrival can be prepared.</summary>
    internal int ArrivalOpensDays { get; private set; }

    /// <summary>Days before the day agreed for a needs talk that was declined at which it is asked for again.</summary>
    internal int OfferOpensDays { get; private set; }

    /// <summary>Days of silence after which a measure is raised.</summary>
    internal int SilentDays { get; private set; }

    /// <summary>Reads the numbers and ladders from the flows in a folder.</summary>
    public static Rules Read(string folder)
    {
        var variables = Directory.EnumerateFiles(folder, "*.json").SelectMany(Variables).ToLookup(variable => variable.Name, variable => variable.Value);
        var faults = new List<string>();
        string Of(string flow, string name)
        {
            if (variables[$"{flow}.{name}"].FirstOrDefault() is { } value)
                return value;
            faults.Add($"{flow}.json has no variable {name}.");
            return "";
        }

        int Number(string flow, string name, int @default)
        {
            var found = int.TryParse(Of(flow, name), out var number) ? number : @default;
            if (found != @default)
                faults.Add($"{flow}.json: {name} is {found}; the process says {@default}.");
            return found;
        }

        IReadOnlyList<Rung> LadderOf(string flow, string name, bool working, string remind, string escalate) =>
            Ladder(Days(flow, name + "RemindBefore", remind), Days(flow, name + "EscalateAfter", escalate), working);

        List<int> Days(string flow, string name, string @default)
        {
            var found = Numbers(Of(flow, name)).ToList();
            if (!found.SequenceEqual(Numbers(@default)))
                faults.Add($"{flow}.json: {name} is “{string.Join(", ", found)}”; the process says “{@default}”.");
            return found;
        }

        var rules = new Rules
        {
            HandoverDays = Number("reintegration", "HandoverDaysBefore", 42),
            ArrivalOpensDays = Number("reintegration", "ArrivalOpensDaysBefore", 7),
            OfferOpensDays = Number("reintegration", "OfferOpensDaysBefore", 2),
            SilentDays = Number("reintegration", "SilentDays", 14),
        };
        foreach (var row in Table)
            rules._steps[row.Step] = new StepRule(row.Step, row.From, row.Sign * Number(row.Flow, row.Days, row.Default), row.Working, LadderOf(row.Flow, row.Ladder, row.Working, row.Remind, row.Escalate));
        rules._steps["close-input"] = new StepRule("close-input", CountsFrom.TaskMade, Number("make-a-plan", "CloseInputWorkingDays", 2), true, Ladder([1], [0], true));
        rules.Faults = faults;
        return rules;
    }

    /// <summary>The rule of a kind of task; null: it has no deadline.</summary>
    internal StepRule? Of(string kind) => _steps.GetValueOrDefault(kind);

    private static IEnumerable<(string Name, string Value)> Variables(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        if (!document.RootElement.TryGetProperty("variables", out var variables))
            return [];
        return [.. variables.EnumerateArray().Select(variable => ($"{Path.GetFileNameWithoutExtension(file)}.{variable.GetProperty("name").GetString()}", variable.GetProperty("value").ToString()))];
    }

    // "7, 2" is seven days before and two days before; "0" the morning after. In the days the deadline counts.
    private static List<Rung> Ladder(IEnumerable<int> remindBefore, IEnumerable<int> escalateAfter, bool workingDays) =>
        [.. remindBefore.Select(days => new Rung(true, -days, workingDays, null)), .. escalateAfter.Select(days => new Rung(false, days, workingDays, "unit-leader"))];

    private static IEnumerable<int> Numbers(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(int.Parse);
}
