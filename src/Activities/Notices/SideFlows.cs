using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Activities.Notices;

/// <summary>Small shipped flows that run beside the process of a case: they follow one notice or carry one task, and end with the case at the latest.</summary>
public static class SideFlows
{
    /// <summary>Follows a notice until it is answered.</summary>
    public const string NoticeAnswer = "notice-answer";

    /// <summary>Carries a task that somebody added to a case.</summary>
    public const string ExtraTask = "extra-task";

    /// <summary>Asks the group after all when the person consents late.</summary>
    public const string LateConsent = "late-consent";

    /// <summary>Asks for another meeting of the group when the one that was to present input or the plan was called off.</summary>
    public const string BookMeeting = "book-meeting";

    /// <summary>Tells a recipient of a notice that never arrived. It goes on when the case is closed: the person is to be told all the same.</summary>
    public const string UndeliveredNotice = "undelivered-notice";

    /// <summary>Why their tasks are closed when the case is; a code that pages put into words.</summary>
    public const string CaseClosed = "case.closed";

    /// <summary>Ends those of a case that has been closed, in the same transaction. The process itself ends by its own flow.</summary>
    internal static async Task EndAsync(UnitOfWork unit, CaseDbContext database, Guid caseId, CancellationToken cancellationToken)
    {
        var correlation = caseId.ToString("D");
        var running = await database.Instances
            .Where(row => row.CorrelationId == correlation && row.Status == InstanceStatus.Running && (row.DefinitionId == NoticeAnswer || row.DefinitionId == ExtraTask || row.DefinitionId == LateConsent || row.DefinitionId == BookMeeting))
            .Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var instance in running)
            unit.Cancel(instance, CaseClosed);
    }
}
