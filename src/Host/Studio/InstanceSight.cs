using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Host.SignIn;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Whether the values of an instance may be shown to the user of the request; leaves the row of the look. Values belong to the person whose case it is:
/// they are shown to a supervisor who may see that case's needs by another role, to nobody else. Lives with its request.
/// </summary>
internal sealed class InstanceSight(CaseStore cases, CaseReads reads, InstanceLooks looks, CurrentUser user)
{
    /// <summary>The codes of what is looked at, as they stand in the rows.</summary>
    public const string Opened = "instance";
    public const string Journal = "instance-journal";
    public const string Variables = "instance-variables";
    public const string Executions = "instance-executions";
    private const string Values = "instance-values";

    /// <summary>The look itself. True: values may be shown.</summary>
    /// <param name="head">The instance.</param>
    /// <param name="what">One of the codes.</param>
    /// <param name="hasValues">Whether there are values in what is asked for.</param>
    /// <param name="cancellationToken">Stops before the row is written.</param>
    public async Task<bool> LookAsync(InstanceHead head, string what, bool hasValues, CancellationToken cancellationToken)
    {
        var viewer = user.Viewer;
        var mayAlter = InstanceAccess.MayAlter(viewer);
        if (!Guid.TryParseExact(head.CorrelationId, "D", out var caseId))
            return hasValues && InstanceAccess.MaySeeValues(null, viewer);
        // What is asked for once a second costs no more than this. Who may never see values needs no case to know it.
        var begins = what == Opened || looks.Begins(user.Id, head.Id, what);
        if (!begins && !(hasValues && mayAlter))
            return false;
        if (await cases.LoadAsync(caseId, cancellationToken) is not { } subject)
            return hasValues && InstanceAccess.MaySeeValues(null, viewer);
        var shows = hasValues && InstanceAccess.MaySeeValues(subject, viewer);
        if (shows ? looks.Begins(user.Id, head.Id, Values) : begins)
            await reads.NoteAsync(subject.Id, user.Id, shows ? Values : what, cancellationToken);
        return shows;
    }
}
