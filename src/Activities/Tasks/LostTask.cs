using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Drafts;
using ProcessAutomation.Activities.Forms;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;
using ProcessAutomation.Persistence.Drafts;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>What is left of a task for somebody who was at work with it and may not do it any more: what they typed, and no more of the case.</summary>
/// <param name="Now">The task, to say who has it now; null: they do not see the case any more.</param>
/// <param name="Fields">The fields of its form, without what could be chosen in them.</param>
/// <param name="Draft">Their own draft; null: none.</param>
public sealed record LostTask(HumanTask? Now, ImmutableArray<FormField> Fields, Draft? Draft);

/// <summary>Finds what somebody typed into a task that is no longer theirs. Lives with its scope's database context.</summary>
public sealed class LostTaskReads(CaseDbContext database, CaseStore cases, CaseReads reads, TaskJudge judge, EngineClocks clocks, IServiceProvider services)
{
    // Not the row of an opened task: who is told that it is gone has not opened it.
    private const string Audit = "lost-task";

    /// <summary>
    /// Null: there is no such task, it is still theirs, or they never were at work with it. Leaves an audit row when the case is still theirs to see.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="hasPosted">Whether they have just sent what they typed; then it is enough that they have opened the task before. Else there must be a draft.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<LostTask?> OpenAsync(Guid taskId, Viewer viewer, bool hasPosted, CancellationToken cancellationToken)
    {
        if (await database.Tasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) is not { } stored)
            return null;
        var me = viewer.UserId;
        var row = await database.Set<TaskDraft>().AsNoTracking().SingleOrDefaultAsync(draft => draft.TaskId == taskId && draft.UserId == me, cancellationToken);
        if (row is null && !(hasPosted && await HasOpenedAsync(stored, me, cancellationToken)))
            return null;
        var task = stored.AsOf(clocks.Now);
        var subject = task.CaseId is { } caseId ? await cases.LoadAsync(caseId, cancellationToken) : null;
        var leads = await TaskWork.LeadsAsync(database, subject, me, cancellationToken);
        if (TaskAccess.MayDo(task, subject, viewer, leads))
            return null;
        var seesCase = subject is not null && CaseAccess.Of(subject, viewer) != CaseRights.None;
        if (seesCase)
            await reads.NoteAsync(subject!.Id, me, Audit, cancellationToken);
        var form = await judge.FormAsync(services, task, subject, me, clocks.Now, cancellationToken);
        return new LostTask(seesCase ? task : null, WithoutChoices(form.Fields), row is null ? null : Draft.Of(row));
    }

    private async Task<bool> HasOpenedAsync(HumanTask task, string userId, CancellationToken cancellationToken)
    {
        var audit = TaskReads.AuditOf(task.Id);
        return await database.Set<CaseRead>().AnyAsync(read => read.CaseId == task.CaseId && read.ReadBy == userId && read.What == audit, cancellationToken);
    }

    // What can be chosen now may be of the case: needs, measures, members.
    private static ImmutableArray<FormField> WithoutChoices(ImmutableArray<FormField> fields) =>
        [.. fields.Select(field => field with { Choices = [], Columns = WithoutChoices(field.Columns) })];
}
