using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Drafts;

namespace ProcessAutomation.Activities.Drafts;

/// <summary>Reads drafts for those who may see their task. Lives with its scope's database context.</summary>
public sealed class DraftReads(CaseDbContext database, TaskJudge judge, CaseReads reads, EngineClocks clocks, IServiceProvider services)
{
    /// <summary>The drafts of a task; null: there is no such task for this viewer. Leaves an audit row of the case.</summary>
    public async Task<TaskDrafts?> OpenAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is not { } found)
            return null;
        if (found.Case is { } subject)
            await reads.NoteAsync(subject.Id, viewer.UserId, "draft", cancellationToken);
        return await OfAsync(taskId, viewer, cancellationToken);
    }

    /// <summary>
    /// The form of a task as it is now, for a draft that comes in every few seconds; null: there is no such task for this viewer. Shows nothing of the
    /// case, and leaves no audit row.
    /// </summary>
    public async Task<Form?> FormAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken) =>
        await VisibleTask.FindAsync(services, taskId, viewer, cancellationToken) is { } found
            ? await judge.FormAsync(services, found.Task, found.Case, viewer.UserId, clocks.Now, cancellationToken)
            : null;

    /// <summary>The drafts of a task the viewer is known to see.</summary>
    public async Task<TaskDrafts> OfAsync(Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        var me = viewer.UserId;
        var mine = await database.Set<TaskDraft>().AsNoTracking().SingleOrDefaultAsync(row => row.TaskId == taskId && row.UserId == me, cancellationToken);
        var others = await database.Set<TaskDraft>().AsNoTracking().Where(row => row.TaskId == taskId && row.UserId != me)
            .OrderByDescending(row => row.SavedAt).Select(row => new OtherDraft(row.UserId, row.SavedAt)).ToListAsync(cancellationToken);
        return new TaskDrafts(mine is null ? null : Draft.Of(mine), [.. others]);
    }
}
