using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using Xunit;

namespace ProcessAutomation.Scenarios;

/// <summary>What happened in a case, read from the database: who was asked for what when, what they answered, which notices went out.</summary>
public sealed class TimeLine(IServiceProvider services)
{
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

    /// <summary>Writes the line of a case to a file of the test's results.</summary>
    public async Task WriteAsync(string name, Guid caseId)
    {
        var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults")).FullName;
        var file = Path.Combine(directory, $"{name}.txt");
        await File.WriteAllTextAsync(file, await TextAsync(caseId));
        TestContext.Current.AddAttachment("time line", await File.ReadAllTextAsync(file));
    }

    private async Task<string> TextAsync(Guid caseId)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        var lines = new List<(DateTimeOffset At, string Text)>();
        foreach (var task in await database.Tasks.Where(task => task.CaseId == caseId).ToListAsync())
        {
            lines.Add((task.CreatedAt, $"asked     {task.Role ?? task.Assignee,-22} {task.Title} (due {(task.DueAt is { } due ? Minute(due) : "-")}; {task.DeadlineText ?? "no deadline"})"));
            if (task.CompletedAt is { } at)
                lines.Add((at, task.Status == HumanTaskStatus.Completed ? $"completed {task.CompletedBy,-22} {task.Title} → {task.Outcome}" : $"cancelled {"",-22} {task.Title}: {task.CloseReason}"));
        }

        foreach (var row in await database.Outbox.Where(row => row.CaseId == caseId).ToListAsync())
        {
            var payload = NoticePayload.Read(row.Payload);
            lines.Add((row.CreatedAt, $"notice    {Who(payload.To),-22} {payload.Template}{(payload.Date is { } date ? $" about {date:yyyy-MM-dd}" : "")}, basis {payload.Basis}"));
        }

        var text = new StringBuilder();
        foreach (var (at, line) in lines.OrderBy(line => line.At).ThenBy(line => line.Text, StringComparer.Ordinal))
            text.Append(Minute(at)).Append("  ").AppendLine(line);
        return text.ToString();
    }

    private static string Who(Recipient to) => to.Kind == Domain.Notices.RecipientKind.Person ? "person" : $"{to.Kind.ToString().ToLowerInvariant()} {to.Reference}";

    private static string Day(DateTimeOffset at) => NorwegianTime.Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Minute(DateTimeOffset at) => NorwegianTime.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
