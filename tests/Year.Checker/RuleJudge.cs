namespace ProcessAutomation.Year.Checker;

/// <summary>The rules of the case itself: nothing is there that they forbid.</summary>
internal static class RuleJudge
{
    public static IEnumerable<Finding> Judge(CaseFile file) =>
        Measures(file).Concat(Agenda(file)).Concat(Overlaps(file)).Concat(NextMeetings(file)).Concat(Ends(file)).Concat(Readings(file));

    private static IEnumerable<Finding> Measures(CaseFile file)
    {
        var acute = file.Needs.Where(need => need.Acute).Select(need => $"{need.Number}").ToHashSet();
        var talk = file.Case.NeedsTalkOn;
        foreach (var measure in file.Measures)
        {
            var answersAcuteOnly = measure.Answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(acute.Contains);
            if (measure.Acute && !answersAcuteOnly)
                yield return new Finding("measure.not-acute", file.Case.Id, $"Measure {measure.Number} began as acute and answers a need that is not.");
            if (!measure.Acute && measure.StartedOn is { } started && !(talk <= started))
                yield return new Finding("measure.before-talk", file.Case.Id, $"Measure {measure.Number} began {started:yyyy-MM-dd}; the needs talk was {talk:yyyy-MM-dd}.");
        }
    }

    private static IEnumerable<Finding> Agenda(CaseFile file)
    {
        var next = file.Meetings.Where(meeting => meeting.Status == Codes.Booked).OrderBy(meeting => meeting.PlannedAt).ThenBy(meeting => meeting.Number).FirstOrDefault();
        foreach (var change in file.Changes)
        {
            var item = file.Agenda.FirstOrDefault(row => row.Change == change.Number);
            if (item is null)
                yield return new Finding("agenda.missing", file.Case.Id, $"Change {change.Number} of {DeadlineJudge.Show(change.At)} is on no agenda.");
            else if (item.DiscussedOn is { } on && on < Almanac.DayOf(change.At))
                yield return new Finding("agenda.before", file.Case.Id, $"Change {change.Number} was discussed before it was made.");
            else if (item.DiscussedOn is null && item.Meeting != next?.Number && !file.IsEnded)
                yield return new Finding("agenda.not-next", file.Case.Id, $"Change {change.Number} stands on the agenda of meeting {item.Meeting}; the next is {next?.Number}.");
        }
    }

    private static IEnumerable<Finding> Overlaps(CaseFile file)
    {
        foreach (var transition in file.Transitions.Where(row => row.Status == Codes.Confirmed))
        {
            var lines = file.Lines.Where(line => line.Transition == transition.Number).ToList();
            if (!lines.Any(line => line.Role == "contact-officer"))
                yield return new Finding("overlap.none", file.Case.Id, $"In handover {transition.Number} nobody takes over from the contact officer.");
            foreach (var line in lines)
            {
                if (line.ConfirmedAt is null || !(line.JoinedOn <= line.GoneThroughOn) || !(line.GoneThroughOn <= transition.ConfirmedOn))
                    yield return new Finding("overlap.none", file.Case.Id, $"Handover {transition.Number}: the role {line.Role} went over without taker and holder together.");
                if (file.Roles.FirstOrDefault(row => row.Number == line.Leaver) is { To: { } left } && left < line.JoinedOn)
                    yield return new Finding("overlap.none", file.Case.Id, $"Handover {transition.Number}: the holder of {line.Role} left before the taker came.");
            }
        }

        foreach (var left in file.Roles.Where(row => row.To is not null && row.Member is null))
        {
            if (!file.Roles.Any(other => other.Number != left.Number && other.Role == left.Role && other.From <= left.To && other.ConfirmedAt is not null && !(other.To < left.To)))
                yield return new Finding("overlap.none", file.Case.Id, $"The role {left.Role} was left on {left.To:yyyy-MM-dd} and nobody had taken it.");
        }
    }

    private static IEnumerable<Finding> NextMeetings(CaseFile file) =>
        file.Meetings.Where(meeting => meeting is { Kind: Codes.Arrival or Codes.Talk, Status: Codes.Held } && !file.Meetings.Any(next => next.PlannedAt > meeting.EnteredAt && next.Number != meeting.Number))
            .Select(meeting => new Finding("meeting.no-next", file.Case.Id, $"After meeting {meeting.Number} of {meeting.HeldOn:yyyy-MM-dd} no other was booked."));

    private static IEnumerable<Finding> Ends(CaseFile file)
    {
        if (file.Case.SummonedOn is { } summoned && !file.Roles.Any(row => row.Role == "contact-officer" && row.From <= summoned))
            yield return new Finding("summons.no-contact", file.Case.Id, "The summons went out without a contact person.");
        var arrived = file.Meetings.FirstOrDefault(meeting => meeting is { Kind: Codes.Arrival, Status: Codes.Held })?.EnteredAt;
        foreach (var moved in file.Changes.Where(change => change.Kind == Codes.UnitChanged && change.At > arrived && !file.Tasks.Any(task => task.Kind == "farewell" && task.CompletedAt == change.At)))
            yield return new Finding("transfer.no-farewell", file.Case.Id, $"The case went to {moved.What} on {DeadlineJudge.Show(moved.At)} without a farewell talk where it was.");
        if (file.Case.Status != Codes.CaseClosed)
            yield break;
        var isHandedOver = file.Transitions.Any(row => row is { Kind: Codes.Release, Status: Codes.Confirmed });
        var isTaken = file.Farewells.Any(row => !string.IsNullOrWhiteSpace(row.TakenBy) && !string.IsNullOrWhiteSpace(row.Statement));
        if (file.Farewells.Count == 0 || !(isHandedOver || isTaken))
            yield return new Finding("closed.open-handover", file.Case.Id, "The case was closed with the handover open, and nobody took the responsibility in writing.");
    }

    private static IEnumerable<Finding> Readings(CaseFile file) =>
        file.Tasks.Where(task => task is { Status: Codes.TaskCompleted, CompletedBy: { } } && !file.Reads.Any(read => read.By == task.CompletedBy && read.At >= task.CreatedAt && read.At <= task.CompletedAt))
            .Select(task => new Finding("reading.unnoted", file.Case.Id, $"{task.CompletedBy} completed {task.Kind} {DeadlineJudge.Show(task.CompletedAt)}, and no row says that they looked at the case."));
}
