using System.Text;

namespace ProcessAutomation.Year.Checker;

/// <summary>What happened in each case as text, without ids, so that two years can be laid side by side.</summary>
public static class TimeLines
{
    /// <summary>The line of every case, by its id.</summary>
    public static IReadOnlyDictionary<Guid, string> Of(YearFile year)
    {
        ArgumentNullException.ThrowIfNull(year);
        return year.Cases.ToDictionary(file => file.Case.Id, Of);
    }

    private static string Of(CaseFile file)
    {
        var lines = new List<(DateTimeOffset At, string What)> { (file.Case.OpenedAt, $"opened    start {file.Case.Start:yyyy-MM-dd}, release {file.Case.Release:yyyy-MM-dd}") };
        foreach (var task in file.Tasks)
        {
            lines.Add((task.CreatedAt, $"asked     {task.Role ?? task.Assignee}: {task.Kind}, due {DeadlineJudge.Show(task.DueAt)}"));
            if (task.CompletedAt is { } at)
                lines.Add((at, task.Status == Codes.TaskCompleted ? $"done      {task.CompletedBy}: {task.Kind} → {task.Outcome}" : $"cancelled {task.Kind}"));
        }

        lines.AddRange(file.Notices.Select(notice => (notice.At, $"notice    {notice.Template} to {(notice.ToKind == "Person" ? "the person" : $"{notice.ToKind} {notice.To}")}{(notice.Date is { } date ? $" about {date:yyyy-MM-dd}" : "")}, {notice.Basis}, {(notice.Status == Codes.Sent ? "sent" : $"status {notice.Status}")}")));
        lines.AddRange(file.Changes.Select(change => (change.At, $"change    {change.Kind} {change.What}")));
        if (file.Case.EndedAt is { } ended)
            lines.Add((ended, file.Case.Status == Codes.CaseClosed ? "closed" : "stopped"));
        var text = new StringBuilder();
        foreach (var (at, what) in lines.OrderBy(line => line.At).ThenBy(line => line.What, StringComparer.Ordinal))
            text.Append(DeadlineJudge.Show(at)).Append("  ").Append(what).Append('\n');
        return text.ToString();
    }
}
