using System.Collections.Immutable;
using ProcessAutomation.Activities.Attachments;
using ProcessAutomation.Activities.Comments;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Attachments;

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

    /// <summary>It was completed.</summary>
    public const string Completed = "completed";

    /// <summary>It was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What: a code, one of the constants here.</summary>
    public required string What { get; init; }

    /// <summary>User id of who did it; null: nobody in particular, the flow.</summary>
    public string? By { get; init; }

    /// <summary>The comment; null: none.</summary>
    public Comment? Comment { get; init; }

    /// <summary>The file; null: none.</summary>
    public TaskAttachment? File { get; init; }

    /// <summary>What was said with it, or why; null: nothing. Personal text.</summary>
    public string? Text { get; init; }
}

/// <summary>What has happened to a task, for whoever sees it. Lives with its scope's database context.</summary>
public sealed class TaskStory(CaseDbContext database, IServiceProvider services)
{
    /// <summary>Oldest first; null: there is no such task for this viewer.</summary>
    public async Task<ImmutableArray<HistoryLine>?> OpenAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken) =>
        await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is { } found ? await OfAsync(found.Task, cancellationToken) : null;

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

        if (task is { Status: HumanTaskStatus.Completed or HumanTaskStatus.Cancelled, CompletedAt: { } endedAt })
        {
            lines.Add(new HistoryLine
            {
                At = endedAt,
                What = task.Status == HumanTaskStatus.Completed ? HistoryLine.Completed : HistoryLine.Cancelled,
                By = task.CompletedBy,
                Text = task.CloseReason,
            });
        }

        return [.. lines.OrderBy(line => line.At)]; // stable: what happened in one instant stays in the order above
    }
}
