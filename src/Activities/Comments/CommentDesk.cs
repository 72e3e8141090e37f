using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Comments;

namespace ProcessAutomation.Activities.Comments;

/// <summary>
/// Remarks on tasks, for whoever sees the task, as long as they see it. They are not edited: who was wrong writes another, or strikes
/// theirs, and then it stands that there was one. Thread-safe.
/// </summary>
public sealed class CommentDesk(WorkflowRuntime runtime, IdSource ids)
{
    /// <summary>Most comments of one task.</summary>
    public const int MaxPerTask = 500;

    /// <summary>Writes a comment; also on a task that is finished. It is news: what others have put on hold in the case wakes.</summary>
    public Task<NoteResult> WriteAsync(Guid taskId, string text, Viewer viewer, CancellationToken cancellationToken)
    {
        var id = ids.New();
        return WithAsync(taskId, viewer, async (unit, found, token) =>
        {
            if (await AddAsync(unit, id, found.Task, text, viewer.UserId, token) is { } refusal)
                return new NoteResult.Refused(refusal);
            if (found.Case is { } subject)
                await TaskNews.OfCaseAsync(unit, subject.Id, viewer.UserId, TaskNews.Comment, null, token);
            return new NoteResult.Done(id);
        }, cancellationToken);
    }

    /// <summary>Strikes a comment of the viewer's own; striking it again changes nothing.</summary>
    public Task<NoteResult> StrikeAsync(Guid taskId, Guid commentId, Viewer viewer, CancellationToken cancellationToken) =>
        WithAsync(taskId, viewer, async (unit, _, token) =>
        {
            if (await unit.Services.GetRequiredService<CaseDbContext>().Set<TaskComment>().SingleOrDefaultAsync(row => row.Id == commentId && row.TaskId == taskId, token) is not { } comment)
                return NoteResult.NotFound.Instance;
            if (comment.WrittenBy != viewer.UserId)
                return NoteResult.Refuse(RefusalCodes.CommentOfOther, null);
            comment.StruckAt ??= unit.Now;
            return new NoteResult.Done(commentId);
        }, cancellationToken);

    /// <summary>A comment in the unit's transaction; what it is news for is the unit's to say. Null: it is written; else nothing is.</summary>
    internal static async ValueTask<Refusal?> AddAsync(UnitOfWork unit, Guid id, HumanTask task, string typed, string by, CancellationToken cancellationToken)
    {
        var text = TextLimits.WithLineFeeds(typed).Trim();
        if (text.Length == 0)
            return Refusal.Of(RefusalCodes.TextMissing, "text");
        if (text.Length > TaskComment.MaxLength)
            return Refusal.Of(RefusalCodes.TextTooLong, "text", TaskComment.MaxLength.ToString(CultureInfo.InvariantCulture));
        var database = unit.Services.GetRequiredService<CaseDbContext>();
        if (await database.Set<TaskComment>().CountAsync(row => row.TaskId == task.Id, cancellationToken) >= MaxPerTask)
            return Refusal.Of(RefusalCodes.TooManyComments, "text", MaxPerTask.ToString(CultureInfo.InvariantCulture));
        database.Add(new TaskComment { Id = id, TaskId = task.Id, CaseId = task.CaseId, Text = text, WrittenBy = by, WrittenAt = unit.Now });
        return null;
    }

    /// <summary>The comments of a task the viewer is known to see, oldest first. The text of a struck one is empty.</summary>
    internal static async Task<ImmutableArray<Comment>> OfAsync(CaseDbContext database, Guid taskId, CancellationToken cancellationToken) =>
        [.. await database.Set<TaskComment>().AsNoTracking().Where(row => row.TaskId == taskId).OrderBy(row => row.WrittenAt).ThenBy(row => row.Id)
            .Select(row => new Comment(row.Id, row.StruckAt == null ? row.Text : "", row.WrittenBy, row.WrittenAt, row.StruckAt)).ToListAsync(cancellationToken)];

    private Task<NoteResult> WithAsync(
        Guid taskId, Viewer viewer, Func<UnitOfWork, VisibleTask, CancellationToken, ValueTask<NoteResult>> act, CancellationToken cancellationToken) =>
        NoteResult.RunAsync(runtime, taskId, viewer, act, cancellationToken);
}

/// <summary>A comment as it is shown.</summary>
/// <param name="Id">The comment.</param>
/// <param name="Text">Personal text; empty once struck.</param>
/// <param name="By">User id of its writer.</param>
/// <param name="At">When, UTC.</param>
/// <param name="StruckAt">When its writer struck it; null: it stands.</param>
public sealed record Comment(Guid Id, string Text, string By, DateTimeOffset At, DateTimeOffset? StruckAt);
