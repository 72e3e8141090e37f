using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Comments;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Attachments;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.HumanTasks;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>One thing that happened to a task.</summary>
public sealed record HistoryLine
{
    /// <summary>The task was made.</summary>
    public const string Made = "made";

    /// <summary>Somebody wrote a comment.</summary>
    public const string Commented = "commented";

    /// <summary>Somebody added a file.</summary>
    public const string FileAdded = "file-added";

    /// <summary>Somebody took their file away again.</summary>
    public const string FileRemoved = "file-removed";

    /// <summary>Somebody looked at it, once or more.</summary>
    public const string Read = "read";

    /// <summary>It was completed.</summary>
    public const string Completed = "completed";

    /// <summary>It was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What: a code, one of the constants here or the name of a <see cref="TaskEventKind"/> in camelCase (<c>handedOver</c>).</summary>
    public required string What { get; init; }

    /// <summary>User id of who did it; null: nobody in particular, the flow.</summary>
    public string? By { get; init; }

    /// <summary>The comment; null: none.</summary>
    public Comment? Comment { get; init; }

    /// <summary>The file; null: none.</summary>
    public TaskAttachment? File { get; init; }

    /// <summary>User id of who has the task from then on; null: nobody, or it does not matter.</summary>
    public string? To { get; init; }

    /// <summary>When a hold ends, UTC; null: it was none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How often, for <see cref="Read"/>; then <see cref="At"/> is the last time.</summary>
    public int Times { get; init; } = 1;

    /// <summary>What was said with it, or why; of a cancelled or woken task a code. Null: nothing. Personal text.</summary>
    public string? Text { get; init; }
}

/// <summary>What has happened to a task, for whoever sees it. Lives with its scope's database context.</summary>
public sealed class TaskStory(CaseDbContext database, CaseReads audit, IServiceProvider services)
{
    /// <summary>What the audit row of a case says when somebody reads the history of a task by itself.</summary>
    public const string Audit = "history";

    /// <summary>What it says when they read its comments.</summary>
    public const string CommentsAudit = "comments";

    /// <summary>Oldest first; null: there is no such task for this viewer. Leaves an audit row of the case.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="what">What is looked at: <see cref="Audit"/> or <see cref="CommentsAudit"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<ImmutableArray<HistoryLine>?> OpenAsync(Guid taskId, Viewer viewer, string what, CancellationToken cancellationToken)
    {
        if (await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is not { } found)
            return null;
        if (found.Case is { } subject)
            await audit.NoteAsync(subject.Id, viewer.UserId, what, cancellationToken);
        return await OfAsync(found.Task, cancellationToken);
    }

    /// <summary>The history of a task the viewer is known to see, oldest first.</summary>
    public async Task<ImmutableArray<HistoryLine>> OfAsync(HumanTask task, CancellationToken cancellationToken)
    {
        var lines = new List<HistoryLine> { new() { At = task.CreatedAt, What = HistoryLine.Made } };
        lines.AddRange((await CommentDesk.OfAsync(database, task.Id, cancellationToken)).Select(comment => new HistoryLine { At = comment.At, What = HistoryLine.Commented, By = comment.By, Comment = comment }));
        foreach (var file in await AttachmentReads.OfAsync(database, task.Id, cancellationToken))
        {
            lines.Add(new HistoryLine { At = file.AddedAt, What = HistoryLine.FileAdded, By = file.AddedBy, File = file });
            if (file.RemovedAt is { } removedAt)
                lines.Add(new HistoryLine { At = removedAt, What = HistoryLine.FileRemoved, By = file.RemovedBy, File = file });
        }

        var events = await TaskHistory.OfAsync(database, task.Id, cancellationToken);
        lines.AddRange(events.Select(done => new HistoryLine
        {
            At = done.ActedAt,
            What = JsonNamingPolicy.CamelCase.ConvertName(done.Kind.ToString()),
            By = done.ActedBy,
            To = done.ToUser,
            Until = done.Until,
            Text = done.Reason,
        }));
        if (task is { Status: HumanTaskStatus.Completed or HumanTaskStatus.Cancelled, CompletedAt: { } endedAt } && !events.Any(done => done.Kind is TaskEventKind.Completed or TaskEventKind.Cancelled && done.ActedAt == endedAt))
            lines.Add(new HistoryLine { At = endedAt, What = task.Status == HumanTaskStatus.Completed ? HistoryLine.Completed : HistoryLine.Cancelled, By = task.CompletedBy, Text = task.CloseReason });
        lines.AddRange(await ReadsAsync(task, cancellationToken));
        return [.. lines.OrderBy(line => line.At)]; // stable: what happened in one instant stays in the order above
    }

    // One line a reader: who looks ten times a day does not bury what was done.
    private async Task<IEnumerable<HistoryLine>> ReadsAsync(HumanTask task, CancellationToken cancellationToken)
    {
        if (task.CaseId is not { } caseId)
            return [];
        var what = TaskReads.AuditOf(task.Id);
        var rows = await database.Set<CaseRead>().AsNoTracking().Where(row => row.CaseId == caseId && row.What == what)
            .GroupBy(row => row.ReadBy).Select(reads => new { By = reads.Key, Last = reads.Max(read => read.ReadAt), Times = reads.Count() }).ToListAsync(cancellationToken);
        return rows.Select(row => new HistoryLine { At = row.Last, What = HistoryLine.Read, By = row.By, Times = row.Times });
    }
}
