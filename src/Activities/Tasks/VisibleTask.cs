using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Tasks;

/// <summary>A task that is there for a viewer, with its case: what everything that hangs on a task asks for first.</summary>
/// <param name="Task">The task as it stands now.</param>
/// <param name="Case">Its case; null: none.</param>
internal sealed record VisibleTask(HumanTask Task, Case? Case)
{
    /// <summary>The task; null: there is none for this viewer. <paramref name="services"/>: of the scope or unit of work that reads.</summary>
    public static async ValueTask<VisibleTask?> FindAsync(IServiceProvider services, Guid taskId, Viewer viewer, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<CaseDbContext>();
        if (await database.Tasks.SingleOrDefaultAsync(row => row.Id == taskId, cancellationToken) is not { } stored)
            return null;
        var task = stored.AsOf(services.GetRequiredService<EngineClocks>().Now);
        var subject = task.CaseId is { } caseId ? await services.GetRequiredService<CaseStore>().LoadAsync(caseId, cancellationToken) : null;
        var leads = await TaskWork.LeadsAsync(database, subject, viewer.UserId, cancellationToken);
        return TaskAccess.MayDo(task, subject, viewer, leads) ? new VisibleTask(task, subject) : null;
    }
}
