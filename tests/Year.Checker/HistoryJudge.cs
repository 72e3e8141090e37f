namespace ProcessAutomation.Year.Checker;

/// <summary>
/// Nobody was forgotten on the way either, also in a case that has ended since: at the end of each day of its life, whatever the process wanted then was
/// asked of somebody. What is missing one evening and there the next is let pass: a flow that waits for a morning comes with it.
/// </summary>
internal static class HistoryJudge
{
    public static IEnumerable<Finding> Judge(CaseFile file, Rules rules, DateTimeOffset now)
    {
        var last = Almanac.DayOf(file.Case.EndedAt ?? now).AddDays(-1);
        var pauses = file.Pauses.Select(pause => (From: Almanac.DayOf(pause.From), Until: Almanac.DayOf(pause.Until ?? now))).ToList();
        var missing = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        var reported = new HashSet<string>(StringComparer.Ordinal);
        for (var day = Almanac.DayOf(file.Case.OpenedAt); day <= last; day = day.AddDays(1))
        {
            if (pauses.Any(pause => pause.From <= day && day <= pause.Until.AddDays(1)))
            {
                missing.Clear();
                continue;
            }

            var evening = Almanac.At(day, 23);
            var rested = pauses.Where(pause => pause.From < day).Sum(pause => pause.Until.DayNumber - pause.From.DayNumber);
            var open = file.Tasks.Where(task => task.CreatedAt <= evening && !(task.CompletedAt <= evening)).Select(task => task.Kind).ToHashSet(StringComparer.Ordinal);
            var wanted = Wanted(file, rules, day, evening, rested, open).Where(want => !want.Kinds.Any(open.Contains)).ToList();
            foreach (var gone in missing.Keys.Where(why => wanted.All(want => want.Why != why)).ToList())
                missing.Remove(gone);
            foreach (var (kinds, why) in wanted)
            {
                if (!missing.TryGetValue(why, out var since))
                    missing[why] = day;
                else if (day.DayNumber - since.DayNumber >= 1 && reported.Add(why))
                    yield return new Finding("history.unasked", file.Case.Id, $"{why} since {since:yyyy-MM-dd}: nobody was asked for {string.Join(" or ", kinds)}.");
            }
        }

        foreach (var finding in Silences(file, rules, last, pauses))
            yield return finding;
    }

    private static IEnumerable<(string[] Kinds, string Why)> Wanted(CaseFile file, Rules rules, DateOnly today, DateTimeOffset now, int rested, HashSet<string> open)
    {
        if (!file.Roles.Any(row => row.Role == "contact-officer" && row.From <= today && !(row.To <= today)))
        {
            if (file.Roles.All(row => row.Role != "contact-officer" || row.From > today))
                yield return (["name-contact-officer"], "There was no contact officer");
            yield break;
        }

        var hasGroup = file.GroupAt <= now || file.Case.GroupOn < today;
        var arrived = file.Meetings.Where(meeting => meeting is { Kind: Codes.Arrival, Status: Codes.Held }).Min(meeting => meeting.EnteredAt);
        var hasArrived = arrived <= now;
        var hasPlan = file.PlanAt <= now;
        if (!hasGroup)
            yield return (["establish-group"], "There was no responsibility group");
        if (!hasArrived && !(file.Case.SummonedOn <= today) && !open.Contains("hand-summons"))
            yield return (["summons"], "The person was not summoned");
        if (!hasArrived && file.StartAt(now) is { } start && today >= start.AddDays(rested - rules.ArrivalOpensDays))
            yield return (["arrival"], "The person was to arrive");
        var declined = file.Meetings.Where(meeting => meeting.Status == Codes.Declined && meeting.EnteredAt <= now).Max(meeting => meeting.HeldOn);
        if (hasArrived && !(file.NeedsTalkAt <= now) && !(file.OfferedAgainAt(now) > today.AddDays(rules.OfferOpensDays - rested)))
            yield return (["needs-talk"], "The needs had not been talked about");
        var isAsked = file.Consents.Any(row => row.At <= now);
        if (file.NeedsTalkAt <= now && !isAsked)
            yield return (["consent"], "Consent had not been asked for");
        if (hasGroup && (isAsked || declined is not null) && !hasPlan && !open.Contains("hand-summons") && hasArrived)
            yield return (["give-input", "close-input", "internal-input", "agree-plan"], "There was no plan");
        if (hasPlan)
        {
            yield return (["progress-talk"], "Talks were to go on");
            yield return (["group-meeting"], "Group meetings were to go on");
        }

        if (hasArrived && file.HandoverAt(now) is { } handover && today >= handover.AddDays(rested - rules.HandoverDays))
            yield return (["begin-handover", "confirm-handover", "complete-handover", "farewell"], "The responsibility was to go over");
    }

    // From each day a measure was heard of to the next: too long, and somebody must have been asked to follow it up when it was.
    private static IEnumerable<Finding> Silences(CaseFile file, Rules rules, DateOnly last, List<(DateOnly From, DateOnly Until)> pauses)
    {
        foreach (var measure in file.Measures)
        {
            if (!measure.Acute && measure.StartedOn is null && file.Case.NeedsTalkOn is null)
                continue; // waits for the needs talk
            var begins = new[] { measure.StartedOn ?? measure.StartsOn, file.Case.Start, Almanac.DayOf(measure.EnteredAt), measure.Acute ? default : file.Case.NeedsTalkOn ?? default }.Max();
            var ends = measure.EndedOn < last ? measure.EndedOn.Value : last;
            var heard = file.Log.Where(line => line.Measure == measure.Number).Select(line => Almanac.DayOf(line.At)).Where(day => day > begins && day < ends).Append(begins).Append(ends).Order().ToList();
            for (var index = 1; index < heard.Count; index++)
            {
                var (from, until) = (heard[index - 1], heard[index]);
                var raise = from.AddDays(rules.SilentDays + 1);
                if (until <= raise || pauses.Any(pause => pause.Until >= from && pause.From <= raise))
                    continue;
                if (!file.Tasks.Any(task => task.Kind == "silent-measure" && Almanac.DayOf(task.CreatedAt) <= raise && !(task.CompletedAt is { } done && Almanac.DayOf(done) < from.AddDays(rules.SilentDays))))
                    yield return new Finding("history.silent", file.Case.Id, $"Measure {measure.Number} was silent from {from:yyyy-MM-dd} to {until:yyyy-MM-dd}, and nobody was asked to follow it up.");
            }
        }
    }
}
