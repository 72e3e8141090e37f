namespace ProcessAutomation.Year.Checker;

/// <summary>The rules of the case itself: nothing is there that they forbid.</summary>
internal static class RuleJudge
{
    public static IEnumerable<Finding> Judge(CaseFile file) =>
        Measures(file).Concat(Agenda(file)).Concat(Presented(file)).Concat(Joiners(file)).Concat(Satisfaction(file)).Concat(Overlaps(file)).Concat(NextMeetings(file)).Concat(Ends(file)).Concat(Readings(file));

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

    // Input and the plan are presented in a meeting of the group: each stands on the agenda of its next one, and is discussed in no talk.
    private static IEnumerable<Finding> Presented(CaseFile file)
    {
        var kinds = file.Meetings.ToDictionary(meeting => meeting.Number, meeting => meeting.Kind);
        if (file.PlanAt is { } plan && file.HasConsentAt(plan) && file.MembersAt(plan).Any() && !file.Agenda.Any(row => row.Topic == Codes.PlanTopic && row.AddedAt == plan))
            yield return new Finding("agenda.plan", file.Case.Id, $"The plan of {DeadlineJudge.Show(plan)} is on no agenda of the group.");
        if (file.Case.InputClosedOn is not null && file.Consents.Count > 0 && file.Consents.All(row => row.Answer == Codes.Given) && file.Proposals.Any(row => row.Member is not null) && !file.Agenda.Any(row => row.Topic == Codes.InputTopic))
            yield return new Finding("agenda.input", file.Case.Id, "Members have given input, and it is on no agenda of the group.");
        foreach (var item in file.Agenda.Where(row => row.Topic is not null))
        {
            if (item.Meeting is { } meeting && kinds.GetValueOrDefault(meeting) != Codes.GroupMeeting)
                yield return new Finding("agenda.not-of-group", file.Case.Id, $"What the group is to be presented since {DeadlineJudge.Show(item.AddedAt)} stands on meeting {meeting}, which is none of the group.");
            else if (item.DiscussedOn is null && item.Meeting != file.NextOfGroup?.Number && !file.IsEnded)
                yield return new Finding("agenda.not-of-group", file.Case.Id, $"What the group is to be presented stands on meeting {item.Meeting}; the next of the group is {file.NextOfGroup?.Number}.");
        }
    }

    // Who joins when the plan is made and the person has consented sees the needs map from that instant, and is told.
    private static IEnumerable<Finding> Joiners(CaseFile file)
    {
        foreach (var joined in file.Changes.Where(change => change.Kind == Codes.MemberJoined && file.PlanAt < change.At && file.HasConsentAt(change.At)))
        {
            if (!file.Sharings.Any(row => row.Matter == Codes.NeedsMap && row.At == joined.At))
                yield return new Finding("sharing.joiner", file.Case.Id, $"{joined.What} joined {DeadlineJudge.Show(joined.At)} and does not see the needs map.");
            if (!file.Notices.Any(notice => notice.Template == "needs-shared" && notice.At == joined.At))
                yield return new Finding("notice.joiner", file.Case.Id, $"{joined.What} joined {DeadlineJudge.Show(joined.At)} and was not told of the needs map.");
        }
    }

    // Asked in two talks, of whoever wants to answer; never without the talk.
    private static IEnumerable<Finding> Satisfaction(CaseFile file)
    {
        var talks = file.Tasks.Where(task => task is { Kind: "agree-plan" or "farewell", Status: Codes.TaskCompleted }).ToDictionary(task => task.Id, task => task.Kind);
        return file.Satisfaction.Where(row => row.Score is < 1 or > 5 || talks.GetValueOrDefault(row.Task) != row.Step)
            .Select(row => new Finding("satisfaction.talk", file.Case.Id, $"An answer ({row.Score}) of {row.Step} belongs to no such talk."));
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

        foreach (var signed in file.Transitions.Where(row => row.Status == Codes.TakenInWriting))
        {
            if (signed.Kind == Codes.Release || !file.Farewells.Any(row => !string.IsNullOrWhiteSpace(row.TakenBy) && !string.IsNullOrWhiteSpace(row.Statement)))
                yield return new Finding("transfer.unsigned", file.Case.Id, $"Handover {signed.Number} took effect unconfirmed, and nobody has signed for it.");
        }

        foreach (var gone in file.Members.Where(member => member.LeftOn is not null && !file.Roles.Any(row => row.Member == member.Number && row.To == member.LeftOn)))
            yield return new Finding("overlap.none", file.Case.Id, $"Member {gone.Number} left on {gone.LeftOn:yyyy-MM-dd} and holds {gone.Role} still.");
        foreach (var left in file.Roles.Where(row => row.To is not null))
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
        Completed(file)
            .Concat(file.Log.Where(line => !file.Reads.Any(read => read.What == "case" && read.By == line.By && read.At <= line.At) && !file.Tasks.Any(task => task.Kind == "silent-measure" && task.CompletedAt == line.At))
                .Select(line => new Finding("reading.unnoted", file.Case.Id, $"{line.By} wrote about measure {line.Measure} {DeadlineJudge.Show(line.At)}, and no row says that they looked at the page of the case.")));

    private static IEnumerable<Finding> Completed(CaseFile file) =>
        file.Tasks.Where(task => task is { Status: Codes.TaskCompleted, CompletedBy: { } } && !file.Reads.Any(read => read.By == task.CompletedBy && read.At >= task.CreatedAt && read.At <= task.CompletedAt))
            .Select(task => new Finding("reading.unnoted", file.Case.Id, $"{task.CompletedBy} completed {task.Kind} {DeadlineJudge.Show(task.CompletedAt)}, and no row says that they looked at the case."));
}
