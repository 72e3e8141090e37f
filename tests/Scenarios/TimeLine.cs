using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>
/// What happened in a case, read from the database: who was asked for what when, what they answered, which notices went out and why, which deadlines
/// moved, what changed. Most stands in the rows; what leaves no row of its own (a phase, a deadline's former day) is noted when it is looked at.
/// </summary>
public sealed class TimeLine(IServiceProvider services)
{
    private readonly List<TimeLineEntry> _noted = [];
    private readonly Dictionary<Guid, DateOnly?> _deadlines = [];
    private CasePhase? _phase;

    /// <summary>Every notice as <c>2027-03-05 input-requested Member 1</c>, in the order they were queued.</summary>
    public async Task<string[]> NoticesAsync(Guid caseId)
    {
        await using var scope = services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Outbox.Where(row => row.CaseId == caseId).OrderBy(row => row.CreatedAt).ToListAsync();
        return [.. rows.Select(row => (row.CreatedAt, Payload: NoticePayload.Read(row.Payload)))
            .Select(notice => (Day: Day(notice.CreatedAt), Text: $"{notice.Payload.Template} {Who(notice.Payload.To)}"))
            .OrderBy(notice => notice.Day, StringComparer.Ordinal).ThenBy(notice => notice.Text, StringComparer.Ordinal)
            .Select(notice => $"{notice.Day} {notice.Text}")];
    }

    /// <summary>Incidents that nobody has resolved, as text; <c>none</c> when there are none.</summary>
    public async Task<string> IncidentsAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var incidents = await scope.ServiceProvider.GetRequiredService<CaseDbContext>().Incidents.ToListAsync();
        return incidents.Count == 0 ? "none" : string.Join(Environment.NewLine, incidents.Select(incident => incident.ToString()));
    }

    /// <summary>Notes what has changed since it was last looked at: the phase, and days on which something is due.</summary>
    public async Task LookAsync(Case subject, DateTimeOffset now)
    {
        await using var scope = services.CreateAsyncScope();
        if (_phase != subject.Phase)
            _noted.Add(new(now, 0, "fase/phase", "", PhaseOf(subject.Phase), "", "", ""));
        _phase = subject.Phase;
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        foreach (var deadline in await database.Set<CaseDeadline>().AsNoTracking().Where(row => row.CaseId == subject.Id && row.TaskId != null).ToListAsync())
        {
            if (_deadlines.TryGetValue(deadline.Id, out var before) && before != deadline.Date && deadline.EndedAt is null)
            {
                var task = await database.Tasks.SingleAsync(row => row.Id == deadline.TaskId);
                _noted.Add(new(now, 4, "frist flyttet/deadline moved", StepOf(task), task.Title, "", Day(deadline.Date), $"fra/from {Day(before)}{(deadline.Pauses.Pauses.IsEmpty ? "" : " (pause)")}"));
            }

            _deadlines[deadline.Id] = deadline.Date;
        }
    }

    /// <summary>Writes the line of a case to a file of the test's results. <paramref name="shows"/>: the paragraphs of the process it shows.</summary>
    public async Task WriteAsync(string name, Guid caseId, string shows)
    {
        var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "time-lines")).FullName;
        var file = Path.Combine(directory, $"{name}.md");
        await File.WriteAllTextAsync(file, await TextAsync(name, caseId, shows));
        TestContext.Current.AddAttachment("time line", await File.ReadAllTextAsync(file));
    }

    private async Task<string> TextAsync(string name, Guid caseId, string shows)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        var subject = (await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(caseId, CancellationToken.None))!; // the scenario's own
        var tasks = await database.Tasks.Where(task => task.CaseId == caseId).ToListAsync();
        var notices = await database.Outbox.Where(row => row.CaseId == caseId).ToListAsync();
        List<TimeLineEntry> entries =
        [
            new(subject.OpenedAt, -1, "sak åpnet/case opened", "", $"start {Day(subject.StartDate)}, løslatelse/release {Day(subject.ReleaseDate)}", subject.OpenedBy, "", ""),
            .. _noted,
            .. tasks.SelectMany(OfTask),
            .. notices.Select(row => OfNotice(row.CreatedAt, NoticePayload.Read(row.Payload), tasks)),
            .. subject.Changes.All.Select(change => new TimeLineEntry(change.At, 3, "endring/change", "6.3", $"{change.Kind} {change.What}".Trim(), change.By, "", AgendaOf(subject, change.Number))),
        ];
        if (subject.EndedAt is { } ended)
            entries.Add(new(ended, 9, "sak slutt/case ended", "8", $"{subject.Status}", "", "", subject.StatusReason ?? ""));
        return $"""
            # {name}

            Viser/shows of process.md: {shows}

            Sak/case {subject.Reference}: start {Day(subject.StartDate)}, løslatelse/release {Day(subject.ReleaseDate)}, status {subject.Status}. Tid i Norge/time in Norway.

            {Table([.. entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Order).ThenBy(entry => entry.Text, StringComparer.Ordinal)])}
            """;
    }

    private static IEnumerable<TimeLineEntry> OfTask(HumanTask task)
    {
        var (role, due) = (RoleOf(task.Role) ?? task.Assignee ?? "", task.DueAt is { } at ? Day(NorwegianTime.DateOf(at.AddSeconds(-1))) : "");
        yield return new(task.CreatedAt, 6, "spurt/asked", StepOf(task), task.Title, role, due, task.DeadlineText is { } why ? why : "");
        if (task.CompletedAt is not { } done)
            yield break;
        var isLate = task.DueAt is { } limit && done > limit;
        yield return task.Status == HumanTaskStatus.Completed
            ? new(done, 1, "gjort/done", StepOf(task), task.Title, task.CompletedBy ?? "", due, $"{task.Outcome}{(isLate ? ", for sent/late" : "")}")
            : new(done, 5, "trukket/withdrawn", StepOf(task), task.Title, role, due, task.CloseReason ?? "");
    }

    private static TimeLineEntry OfNotice(DateTimeOffset at, NoticePayload payload, List<HumanTask> tasks)
    {
        var task = payload.TaskId is { } id ? tasks.Find(one => one.Id == id) : null;
        var kind = payload.Template switch { "reminder" => "purret/reminded", "escalation" => "varslet leder/escalated", _ => "varsel/notice" };
        var about = task?.Title ?? $"{payload.Template}{(payload.IsChanged ? " (ny dato/new date)" : "")}";
        return new(at, 2, kind, task is null ? "" : StepOf(task), about, Who(payload.To), payload.Date is { } day ? Day(day) : "", $"grunnlag/basis {payload.Basis}");
    }

    private static string AgendaOf(Case subject, int change) =>
        subject.Agenda.All.FirstOrDefault(item => item.ChangeNumber == change) switch
        {
            null => "",
            { DiscussedOn: { } on } => $"på dagsorden, tatt opp/discussed {Day(on)}",
            { MeetingNumber: { } meeting } => $"på dagsorden til møte/on the agenda of meeting {meeting}",
            _ => "venter på neste møte/waits for the next meeting",
        };

    private static string Table(IReadOnlyList<TimeLineEntry> entries)
    {
        string[][] rows = [["når/when", "hva/what", "steg/step", "om/about", "hvem/who", "frist/due", "utfall/outcome"], .. entries.Select(entry => entry.Cells)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
            if (index == 0)
                text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).AppendLine("|");
        }

        return text.ToString();
    }

    private static string StepOf(HumanTask task) => task.Step switch
    {
        "name-contact-officer" or "summons" => "0.1",
        "establish-group" => "0.2",
        "arrival" => "1",
        "needs-talk" => "2",
        "consent" => "3",
        "give-input" or "close-input" or "internal-input" => "4",
        "agree-plan" => "5",
        "silent-measure" or "start-measures" => "6",
        "progress-talk" => "6.1",
        "group-meeting" => "6.2",
        "begin-handover" or "confirm-handover" or "complete-handover" => "7",
        "farewell" => "8",
        _ => "",
    };

    private static string PhaseOf(CasePhase phase) => phase switch
    {
        CasePhase.Preparations => "forberedelser/preparations",
        CasePhase.UnderstandNeeds => "forstå behov/understand needs",
        CasePhase.MakePlan => "lage en plan/make a plan",
        CasePhase.CarryOut => "gjennomføre plan/carry out",
        CasePhase.HandOver => "overføre ansvar/hand over",
        _ => "slutt/ended",
    };

    private static string? RoleOf(string? role) => role switch { CaseRoles.ContactOfficer => "kontaktbetjent", CaseRoles.UnitLeader => "enhetsleder", _ => role };

    private static string Who(Recipient to) => to.Kind == Domain.Notices.RecipientKind.Person ? "person" : $"{to.Kind.ToString().ToLowerInvariant()} {to.Reference}";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";

    private static string Day(DateTimeOffset at) => NorwegianTime.Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>One line of a time line. <paramref name="Order"/>: of what happens at the same instant, what comes first.</summary>
internal sealed record TimeLineEntry(DateTimeOffset At, int Order, string What, string Step, string Text, string Who, string Due, string Outcome)
{
    public string[] Cells { get; } =
        [NorwegianTime.Local(At).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), What, Step, .. new[] { Text, Who, Due, Outcome }.Select(cell => cell.Replace('|', '/').ReplaceLineEndings(" "))];
}

/// <summary>Names the paragraphs of the process that a scenario shows; stands at the head of its time line.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShowsAttribute(string paragraphs) : Attribute
{
    /// <summary>In words.</summary>
    public string Paragraphs => paragraphs;
}
