namespace ProcessAutomation.Year.Checker;

/// <summary>Every deadline was met, or its reminders and escalations went out when the ladder says, to whom it says, once each, and none for what was done.</summary>
internal static class DeadlineJudge
{
    public static IEnumerable<Finding> Judge(CaseFile file, Rules rules, Chain chain, DateTimeOffset now)
    {
        var told = file.Notices.Where(notice => notice.Template is "reminder" or "escalation").ToLookup(notice => notice.TaskId);
        foreach (var task in file.Tasks)
        {
            if (rules.Of(task.Kind) is not { } rule)
            {
                if (task.DueAt is not null && task.IsOfFlow)
                    yield return new Finding("deadline.unknown", file.Case.Id, $"The task {task.Kind} has a deadline that the checker knows no rule for.");
                continue;
            }

            var (expected, dueAt) = Ladders.Walk(rule, file, task, task.CompletedAt ?? now.AddTicks(1));
            // What withdraws a task, as a transfer that is called off, may move its date in the same instant.
            var isMovedAtLast = task is { Status: Codes.TaskCancelled, CompletedAt: { } end } && Same(Ladders.Walk(rule, file, task, end.AddTicks(1)).DueAt, task.DueAt);
            if (!Same(dueAt, task.DueAt) && !isMovedAtLast)
                yield return new Finding("deadline.due", file.Case.Id, $"{task.Kind} made {Show(task.CreatedAt)} is due {Show(task.DueAt)}; by the rule it is {Show(dueAt)}.");
            foreach (var finding in Compare(file, task, expected, [.. told[task.Id]], chain))
                yield return finding;
        }

        var known = file.Tasks.Select(task => (Guid?)task.Id).ToHashSet();
        foreach (var notice in told.Where(notices => !known.Contains(notices.Key)).SelectMany(notices => notices))
            yield return new Finding("deadline.unexpected", file.Case.Id, $"A {notice.Template} of {Show(notice.At)} is about no task of the case.");
    }

    private static IEnumerable<Finding> Compare(CaseFile file, TaskRow task, IReadOnlyList<Expected> expected, List<NoticeRow> told, Chain chain)
    {
        foreach (var rung in expected)
        {
            var template = rung.Rung.IsReminder ? "reminder" : "escalation";
            var sent = told.Where(notice => notice.At == rung.At && notice.Template == template).ToList();
            told.RemoveAll(sent.Contains);
            var what = $"{template} for {task.Kind} (made {Show(task.CreatedAt)}, due {rung.Due:yyyy-MM-dd}) at {Show(rung.At)}";
            if (sent.Count == 0)
                yield return new Finding("deadline.missing", file.Case.Id, $"No {what}.");
            var (may, must) = Recipients(file, task, rung, chain);
            foreach (var notice in sent.Where(notice => !may.Contains(Address(notice))))
                yield return new Finding("deadline.recipient", file.Case.Id, $"A {what} went to {Address(notice)}, not to {string.Join(" or ", may)}.");
            foreach (var missing in sent.Count == 0 ? [] : must.Except(sent.Select(Address)))
                yield return new Finding("deadline.recipient", file.Case.Id, $"The {what} did not go to {missing}.");
            foreach (var twice in sent.GroupBy(Address).Where(notices => notices.Count() > 1))
                yield return new Finding("deadline.twice", file.Case.Id, $"The {what} went to {twice.Key} {twice.Count()} times.");
            foreach (var notice in sent.Where(notice => notice.Date != rung.Due))
                yield return new Finding("deadline.date", file.Case.Id, $"The {what} says {notice.Date:yyyy-MM-dd}.");
        }

        foreach (var notice in told)
            yield return new Finding("deadline.unexpected", file.Case.Id, $"A {notice.Template} for {task.Kind} (made {Show(task.CreatedAt)}, done {Show(task.CompletedAt)}) at {Show(notice.At)}, due {notice.Date:yyyy-MM-dd}, which no rung asks for.");
    }

    // Who may and who must be told. Roles are kept by the day, so on the day somebody comes or goes both are right.
    private static (HashSet<string> May, HashSet<string> Must) Recipients(CaseFile file, TaskRow task, Expected rung, Chain chain)
    {
        if (rung.Rung.To is null && task.Assignee is { } assignee)
            return ([$"User {assignee}"], [$"User {assignee}"]);
        var (may, must) = Holders(file, rung.Rung.To ?? task.Role ?? "", rung.At, chain);
        if (rung.Rung.To is null && task.ClaimedBy is { } holder)
        {
            may.Add($"User {holder}");
            must.Clear(); // it went to who had claimed it; when that was, the row does not say
        }

        return rung.Rung.To is null ? (may, must) : Others(file, task, rung, may, must, chain);
    }

    // Nobody is told of their own lateness alone: it goes up. When somebody claimed the task, the row does not say.
    private static (HashSet<string> May, HashSet<string> Must) Others(CaseFile file, TaskRow task, Expected rung, HashSet<string> may, HashSet<string> must, Chain chain)
    {
        var own = Holders(file, task.Role ?? "", rung.At, chain).May;
        if ((task.Assignee ?? task.ClaimedBy) is { } user)
            own.Add($"User {user}");
        if (!own.Overlaps(may))
            return (may, must);
        string[] above = [.. chain.Above(file.UnitAt(rung.At))];
        if (task.Role == rung.Rung.To && task.Assignee is null && task.ClaimedBy is null && above.Length > 0)
            return ([.. above], [.. above]);
        may.UnionWith(above);
        must.ExceptWith(own);
        return (may, must);
    }

    // With nobody in the role, and for the leader's own, it is the leader of the unit.
    private static (HashSet<string> May, HashSet<string> Must) Holders(CaseFile file, string role, DateTimeOffset at, Chain chain)
    {
        var day = Almanac.DayOf(at);
        var near = file.Roles.Where(row => row.Role == role && row.From <= day && !(row.To < day)).ToList();
        var may = near.Select(Address).ToHashSet();
        var must = near.Where(row => row.From < day && !(row.To <= day)).Select(Address).ToHashSet();
        if (must.Count == 0)
            may.UnionWith(chain.LeaderOf(file.UnitAt(at)));
        return (may, must);
    }

    private static string Address(RoleRow row) => row.User is { } user ? $"User {user}" : $"Member {row.Member}";

    private static string Address(NoticeRow notice) => $"{notice.ToKind} {notice.To}";

    private static bool Same(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other is null : other is { } right && (one.Value - right).Duration() < TimeSpan.FromMilliseconds(1);

    internal static string Show(DateTimeOffset? at) => at is { } instant ? Almanac.Local(instant).ToString("yyyy-MM-dd HH:mm") : "never";
}
