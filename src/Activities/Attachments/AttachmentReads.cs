using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Attachments;

namespace ProcessAutomation.Activities.Attachments;

/// <summary>Lists and opens files of tasks. Lives with its scope's database context.</summary>
public sealed class AttachmentReads(CaseDbContext database, CaseReads reads, IServiceProvider services)
{
    /// <summary>The files of a task, oldest first, removed ones too; null: there is no such task for this viewer. Leaves an audit row of the case.</summary>
    public async Task<ImmutableArray<TaskAttachment>?> ListAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is not { } found)
            return null;
        if (found.Case is { } subject)
            await reads.NoteAsync(subject.Id, viewer.UserId, "attachments", cancellationToken);
        return await OfAsync(database, taskId, cancellationToken);
    }

    /// <summary>A file to be read with <see cref="AttachmentDesk.PartsAsync"/>; null: there is none for this viewer, or it has been removed. Leaves an audit row of the case.</summary>
    public async Task<TaskAttachment?> OpenAsync(Guid taskId, Guid attachmentId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is not { } found)
            return null;
        if (await database.Set<TaskAttachment>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == attachmentId && row.TaskId == taskId && row.RemovedAt == null, cancellationToken) is not { } file)
            return null;
        if (found.Case is { } subject)
            await reads.NoteAsync(subject.Id, viewer.UserId, "attachment", cancellationToken);
        return file;
    }

    internal static async Task<ImmutableArray<TaskAttachment>> OfAsync(CaseDbContext database, Guid taskId, CancellationToken cancellationToken) =>
        [.. await database.Set<TaskAttachment>().AsNoTracking().Where(row => row.TaskId == taskId).OrderBy(row => row.AddedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken)];
}
