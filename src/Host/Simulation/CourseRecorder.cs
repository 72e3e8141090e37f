using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Outbox;

namespace ProcessAutomation.Host.Simulation;

/// <summary>Writes down what happens in a simulation, from its database: tasks as they come and go, notices as they would be read. Not thread-safe.</summary>
internal sealed partial class CourseRecorder(ThrowAwayProcess process)
{
    // Every subject ends with it, and here there is one case.
    private static readonly string Reference = $" – sak {CaseReference.Of(SimulatedPeople.CaseId)}";

    private readonly ImmutableArray<CourseEvent>.Builder _events = ImmutableArray.CreateBuilder<CourseEvent>();
    private readonly Dictionary<Guid, HumanTaskStatus> _tasks = [];
    private readonly HashSet<Guid> _seen = [];
    private readonly StepBook _steps = process.Services.GetRequiredService<StepBook>();
    private bool _isClosed;
    private DateTimeOffset _notedUntil = DateTimeOffset.UnixEpoch;

    /// <summary>How many things have happened.</summary>
    public int Count => _events.Count;

    /// <summary>All of it in order of time.</summary>
    public ImmutableArray<CourseEvent> Events => [.. _events.OrderBy(happened => happened.At)];

    /// <summary>Takes down what is new.</summary>
    public async Task NoteAsync(SimulatedMoment moment, CancellationToken cancellationToken)
    {
        var (database, subject) = (moment.Database, moment.Case);
        foreach (var task in moment.Tasks)
            Note(task, subject);
        foreach (var row in (await database.Outbox.AsNoTracking().Where(row => row.Kind == OutboxKinds.Email && row.CreatedAt >= _notedUntil).ToListAsync(cancellationToken)).Where(row => _seen.Add(row.Id)).OrderBy(row => row.CreatedAt))
        {
            var composed = await moment.Services.GetRequiredService<NoticeComposer>().ComposeAsync(
                new OutboxMessage { Id = row.Id, Key = row.Key, Kind = row.Kind, CaseId = row.CaseId, PayloadJson = row.Payload, CreatedAt = row.CreatedAt }, cancellationToken);
            Note(row.CreatedAt, NoticePayload.Read(row.Payload), composed, subject);
        }

        _notedUntil = process.Clock.GetUtcNow();
        foreach (var incident in (await database.Incidents.AsNoTracking().ToListAsync(cancellationToken)).Where(incident => _seen.Add(incident.Id)))
            _events.Add(new CourseEvent { At = process.Clock.GetUtcNow(), Kind = CourseEventKind.Incident, Who = "", What = Phrase.Plain(incident.NodeId), Key = incident.NodeId, Note = incident.Message });
        if (!_isClosed && subject is { Status: CaseStatus.Closed or CaseStatus.Stopped, EndedAt: { } ended })
        {
            _isClosed = true;
            _events.Add(new CourseEvent { At = ended, Kind = CourseEventKind.Closed, Who = "", What = Phrase.Plain(""), Key = "closed" });
        }
    }

    /// <summary>Takes down that a task found no answer.</summary>
    public void NoteUnanswered(HumanTask task, string why) => _events.Add(Of(task, null, process.Clock.GetUtcNow(), CourseEventKind.NotAnswered) with { Note = why });

    private void Note(HumanTask task, Case? subject)
    {
        var isKnown = _tasks.TryGetValue(task.Id, out var before);
        _tasks[task.Id] = task.Status;
        if (!isKnown)
            _events.Add(Of(task, subject, task.CreatedAt, CourseEventKind.Task) with { Reason = TaskWords.DeadlineOf(task) });
        if (before != task.Status && task.Status is HumanTaskStatus.Completed or HumanTaskStatus.Cancelled)
        {
            var isDone = task.Status == HumanTaskStatus.Completed;
            _events.Add(Of(task, subject, task.CompletedAt ?? process.Clock.GetUtcNow(), isDone ? CourseEventKind.Done : CourseEventKind.Cancelled) with { Note = isDone ? task.Outcome : task.CloseReason });
        }
    }

    private CourseEvent Of(HumanTask task, Case? subject, DateTimeOffset at, CourseEventKind kind) => new()
    {
        At = at,
        Kind = kind,
        Who = task.Role ?? (task.Assignee is { } user ? RoleOf(user, subject) : ""),
        What = _steps.Find(task.Step)?.Name is { } name && task.Title.Length == 0 ? name : TaskWords.TitleOf(task),
        Key = task.Step.Length > 0 ? task.Step : task.Title,
        Due = task.DueAt is { } due ? NorwegianTime.DateOf(due).AddDays(-1) : null,
    };

    private void Note(DateTimeOffset at, NoticePayload payload, ComposedNotice composed, Case? subject)
    {
        var ready = composed as ComposedNotice.Ready;
        _events.Add(new CourseEvent
        {
            At = at,
            Kind = payload.Template switch { "reminder" => CourseEventKind.Reminder, "escalation" => CourseEventKind.Escalation, _ => CourseEventKind.Notice },
            Who = payload.To.Kind switch
            {
                RecipientKind.Person => "person",
                RecipientKind.Member when subject is not null && int.TryParse(payload.To.Reference, out var number) && subject.Group.Find(number) is { } member => member.Role,
                RecipientKind.User => payload.AsRole ?? RoleOf(payload.To.Reference, subject),
                _ => payload.To.Reference,
            },
            What = Phrase.Plain(ready?.Text.Subject.Replace(Reference, "", StringComparison.Ordinal) ?? payload.Template),
            Key = payload.Template,
            Note = composed switch { ComposedNotice.Withheld withheld => withheld.Code, ComposedNotice.Impossible impossible => impossible.Code, _ => null },
            Text = ready is null ? null : Ids.Replace(ready.Text.Body, "…"),
        });
    }

    // Links lead to nothing real, and their ids differ from one simulation to the next.
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Ids { get; }

    private static string RoleOf(string userId, Case? subject) =>
        subject?.Group.FindUser(userId)?.Role ?? subject?.Roles.All.FirstOrDefault(holding => holding.UserId == userId)?.Role ?? (userId == SimulatedPeople.Leader ? CaseRoles.UnitLeader : userId);
}
