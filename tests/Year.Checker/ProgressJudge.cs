namespace ProcessAutomation.Year.Checker;

/// <summary>No case stands still unnoticed: whatever the process wants next of an open case is asked of somebody, and an ended case asks nobody for anything.</summary>
internal static class ProgressJudge
{
    public static IEnumerable<Finding> Judge(CaseFile file, Rules rules, ILookup<Guid, BookmarkRow> bookmarks, DateTimeOffset now)
    {
        var waits = file.Instances.SelectMany(instance => bookmarks[instance.Id]).ToList();
        return file.IsEnded ? Ended(file, waits, now) : Open(file, rules, waits, now);
    }

    private static IEnumerable<Finding> Ended(CaseFile file, List<BookmarkRow> waits, DateTimeOffset now)
    {
        // A last notice to somebody without mail is handed over after the end; but not for ever after.
        foreach (var task in file.Tasks.Where(task => task.IsOpen && !(task.Kind == "undelivered-notice" && task.CreatedAt.AddDays(45) > now)))
            yield return new Finding("ended.open-task", file.Case.Id, $"The case ended {DeadlineJudge.Show(file.Case.EndedAt)} and {task.Kind} is open.");
        if (file.Instances.Any(instance => instance.IsRunning))
            yield return new Finding("ended.running", file.Case.Id, "The case has ended and a flow of it goes on.");
        if (waits.Count > 0)
            yield return new Finding("ended.waiting", file.Case.Id, $"The case has ended and {waits.Count} bookmarks wait.");
        foreach (var task in file.Tasks.Where(task => task.CreatedAt > file.Case.EndedAt && task.IsOfFlow))
            yield return new Finding("ended.asked", file.Case.Id, $"{task.Kind} was asked for after the case had ended.");
    }

    private static IEnumerable<Finding> Open(CaseFile file, Rules rules, List<BookmarkRow> waits, DateTimeOffset now)
    {
        if (file.Instances.Count(instance => instance is { IsMain: true, IsRunning: true }) != 1)
            yield return new Finding("stuck.flow", file.Case.Id, $"The case has {file.Instances.Count(instance => instance is { IsMain: true, IsRunning: true })} running flows.");
        if (file.Case.Status == Codes.CasePaused)
        {
            if (string.IsNullOrWhiteSpace(file.Case.StatusReason))
                yield return new Finding("stuck.pause", file.Case.Id, "The case is paused without a reason.");
            yield break;
        }

        if (!file.Tasks.Any(task => task.IsOpen) && !waits.Any(wait => wait.DueAt > now))
            yield return new Finding("stuck.nothing", file.Case.Id, "The case is open and has neither an open task nor a timer.");
        foreach (var late in waits.Where(wait => wait.DueAt < now))
            yield return new Finding("stuck.timer", file.Case.Id, $"A timer of {DeadlineJudge.Show(late.DueAt)} has not gone off.");
        var isBeingNamed = file.Tasks.Any(task => task is { IsOpen: true, Kind: "name-contact-officer" });
        foreach (var task in file.Tasks.Where(task => task is { IsOpen: true, Role: { } } && task.Role != "unit-leader" && !isBeingNamed && !file.Roles.Any(row => row.Role == task.Role && row.To is null)))
            yield return new Finding("stuck.nobody", file.Case.Id, $"{task.Kind} is the task of {task.Role}, and nobody is.");
        foreach (var (kinds, why) in Wanted(file, rules, now).Where(wanted => !file.Tasks.Any(task => task.IsOpen && wanted.Kinds.Contains(task.Kind))))
            yield return new Finding("stuck.unasked", file.Case.Id, $"{why}: nobody is asked for {string.Join(" or ", kinds)}.");
    }

    // What the process wants of a case as it stands, whatever the flows are.
    private static IEnumerable<(string[] Kinds, string Why)> Wanted(CaseFile file, Rules rules, DateTimeOffset now)
    {
        var today = Almanac.DayOf(now);
        var hasArrived = file.Meetings.Any(meeting => meeting is { Kind: Codes.Arrival, Status: Codes.Held });
        var hasPlan = file.Meetings.Any(meeting => meeting is { Kind: Codes.PlanTalk, Status: Codes.Held });
        if (!file.Roles.Any(row => row.Role == "contact-officer" && row.To is null))
        {
            yield return (["name-contact-officer"], "There is no contact officer");
            yield break;
        }

        if (file.GroupAt is null)
            yield return (["establish-group"], "There is no responsibility group");
        if (!hasArrived && file.Case.SummonedOn is null)
            yield return (["summons"], "The person is not summoned");
        if (!hasArrived && today >= file.Case.Start.AddDays(-rules.ArrivalOpensDays))
            yield return (["arrival"], "The person arrives");
        var declined = file.Meetings.Where(meeting => meeting.Status == Codes.Declined).Max(meeting => meeting.HeldOn);
        if (hasArrived && file.Case.NeedsTalkOn is null && !(declined is not null && file.OfferedAgainAt(now) > today.AddDays(rules.OfferOpensDays)))
            yield return (["needs-talk"], "The needs have not been talked about");
        if (file.Case.NeedsTalkOn is not null && file.Consents.Count == 0)
            yield return (["consent"], "Consent has not been asked for");
        var isPrepared = file.GroupAt is not null && (file.Consents.Count > 0 || declined is not null) && !file.Tasks.Any(task => task is { IsOpen: true, Kind: "hand-summons" });
        if (isPrepared && !hasPlan)
            yield return (["give-input", "close-input", "internal-input", "agree-plan"], "There is no plan");
        if (hasPlan)
        {
            yield return (["progress-talk"], "Talks go on");
            yield return (["group-meeting"], "Group meetings go on");
            var lastOfGroup = file.Meetings.Where(meeting => meeting is { Kind: Codes.GroupMeeting, Status: Codes.Held }).Max(meeting => meeting.EnteredAt);
            if (file.NextOfGroup is null && file.HasConsentAt(now) && file.MembersAt(now).Any() && file.Agenda.Any(row => row.Topic is not null && row.DiscussedOn is null && !(row.AddedAt <= lastOfGroup)))
                yield return (["book-group-meeting"], "The group is to hear of input or plan in a meeting, and none is booked");
        }

        if (hasArrived && file.HandoverAt(now) is { } handover && today >= handover.AddDays(-rules.HandoverDays))
        {
            var isConfirmed = file.Transitions is [.., { Status: Codes.Confirmed } last] && (last.Kind == Codes.Release || last.Receiver != file.Case.Unit);
            var hasBegun = isConfirmed || file.Transitions.Any(row => row.Status == Codes.Begun);
            yield return (hasBegun ? ["confirm-handover", "complete-handover", "farewell"] : ["begin-handover"], $"The responsibility goes over on {handover:yyyy-MM-dd}");
        }

        var quiet = file.Measures.Where(measure => measure.Status is Codes.Planned or Codes.Started).Select(measure => measure.LastHeardOn ?? measure.StartedOn ?? measure.StartsOn).DefaultIfEmpty(DateOnly.MaxValue).Min();
        var rested = file.Pauses.Any(pause => pause.Until is null || Almanac.DayOf(pause.Until.Value) >= quiet);
        if (hasArrived && !rested && quiet < DateOnly.MaxValue && quiet.AddDays(rules.SilentDays) <= today)
            yield return (["silent-measure"], $"A measure has been silent since {quiet:yyyy-MM-dd}");
    }
}
