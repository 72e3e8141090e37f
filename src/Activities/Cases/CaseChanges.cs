using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Activities.Steps;
using ProcessAutomation.Activities.Tasks;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Domain.Refusals;
using ProcessAutomation.Engine.HumanTasks;
using ProcessAutomation.Engine.Ids;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Activities.Cases;

/// <summary>A unit of work on one case, with what goes with every change of one. Not thread-safe.</summary>
public sealed class CaseChange
{
    internal CaseChange(UnitOfWork unit, Case subject, Viewer viewer, Guid changeId) =>
        (Unit, Case, Viewer, Entry, ChangeId) = (unit, subject, viewer, Entry.By(viewer.UserId, unit.Now), changeId);

    /// <summary>A change that a program makes, which has no rights of its own.</summary>
    internal CaseChange(UnitOfWork unit, Case subject, Entry entry, Guid changeId) =>
        (Unit, Case, Viewer, Entry, ChangeId) = (unit, subject, new Viewer(entry.Actor.Id, [], []), entry, changeId);

    /// <summary>The tracked case.</summary>
    public Case Case { get; }

    /// <summary>Who changes it.</summary>
    public Viewer Viewer { get; }

    /// <summary>Who and when, as the case wants it.</summary>
    public Entry Entry { get; }

    internal UnitOfWork Unit { get; }

    /// <summary>The same however often the unit is run again: what makes its notices be sent once.</summary>
    internal Guid ChangeId { get; }

    internal CaseDbContext Database => Unit.Services.GetRequiredService<CaseDbContext>();

    /// <summary>Ends the case's flows in the same transaction; their tasks close with the reason, a code that pages put into words.</summary>
    internal async Task EndFlowsAsync(string reason, CancellationToken cancellationToken)
    {
        var correlation = Case.Id.ToString("D");
        var roots = await Database.Instances
            .Where(row => row.CorrelationId == correlation && row.ParentId == null && row.Status == InstanceStatus.Running)
            .Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var root in roots)
            Unit.Cancel(root, reason);
    }

    /// <summary>Tells the case's flows of something they may wait for.</summary>
    internal void Tell(string eventName) => Unit.Publish(eventName, Case.Id.ToString("D"), null);

    /// <summary>The handover under way will not be: its flow ends, with what it has asked people for.</summary>
    internal Refusal? CallOffHandover()
    {
        if (Case.Handovers.CallOff(Entry) is { } refusal)
            return refusal;
        Tell(CaseEvents.HandoverCalledOff);
        return null;
    }

    /// <summary>
    /// A planned transfer will not be: the handover begun for it is called off. When it has only been asked for, the flow that asks ends, with its task; a
    /// handover that was asked for because of an earlier release goes on.
    /// </summary>
    internal async ValueTask<Refusal?> TransferCalledOffAsync(DateOnly transfer, CancellationToken cancellationToken)
    {
        if (Case.Handovers.UnderWay is { } open)
            return open.Kind == TransitionKind.Release ? null : CallOffHandover();
        var caseId = Case.Id;
        if (!(Case.ReleaseDate < transfer) && await Database.Tasks.AnyAsync(
            task => task.CaseId == caseId && task.Step == BeginHandoverStep.StepKey
                && (task.Status == HumanTaskStatus.Open || task.Status == HumanTaskStatus.Claimed || task.Status == HumanTaskStatus.OnHold), cancellationToken))
            Tell(CaseEvents.HandoverCalledOff);
        return null;
    }

    internal void Send(Recipient to, string template, NoticeBasis basis, string? role = null) =>
        Unit.Enqueue(NoticeQueue.Message(Unit.Services.GetRequiredService<IdSource>(), $"{ChangeId:N}", Case.Id, new NoticePayload { Template = template, To = to, Basis = basis, Role = role }, Unit.Now));
}

/// <summary>
/// Changes a case by people, outside its tasks: checks who may, runs the change, and in the same transaction moves every deadline that counts from
/// what has changed and tells of meetings that were booked, moved or called off. Thread-safe.
/// </summary>
public sealed class CaseChanges(WorkflowRuntime runtime, IdSource ids)
{
    /// <summary>Runs a change. It may be run again from the start when the case has changed in between, so it keeps nothing from an earlier run.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="viewer">Who changes it.</param>
    /// <param name="needed">Rights of which one is needed.</param>
    /// <param name="version">The version read; null: whatever it is.</param>
    /// <param name="change">Returns every refusal; none: to be committed.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<CaseResult> ChangeAsync(
        Guid caseId, Viewer viewer, CaseRights needed, long? version,
        Func<CaseChange, CancellationToken, ValueTask<ImmutableArray<Refusal>>> change, CancellationToken cancellationToken)
    {
        var changeId = ids.New();
        return await runtime.ExecuteAsync(
            async (unit, token) =>
            {
                var subject = await unit.Services.GetRequiredService<CaseStore>().LoadAsync(caseId, token);
                var rights = subject is null ? CaseRights.None : CaseAccess.Of(subject, viewer);
                if (subject is null || rights == CaseRights.None)
                    return Abandon(unit, CaseResult.NotFound.Instance);
                if ((rights & needed) == CaseRights.None)
                    return Abandon(unit, CaseResult.Forbidden.Instance);
                if (version is { } read && read != subject.Version)
                    return Abandon(unit, new CaseResult.Stale(subject.Version));
                var meetings = MeetingNotices.Before(subject);
                var refusals = await change(new CaseChange(unit, subject, viewer, changeId), token);
                if (!refusals.IsEmpty)
                    return Abandon(unit, new CaseResult.Refused(refusals));
                await meetings.TellAsync(unit, subject, $"{changeId:N}", BookedIn.Case, token);
                await DeadlineFollowing.FollowAsync(subject, null, unit.Services.GetRequiredService<CaseDbContext>(), unit.Now, unit.Rearm, unit.ChangeTask, token);
                await TaskNews.OfCaseAsync(unit, caseId, viewer.UserId, TaskNews.CaseChanged, null, token);
                return new CaseResult.Done(caseId);
            },
            cancellationToken);
    }

    /// <summary>A change that is one call of the case.</summary>
    public Task<CaseResult> ChangeAsync(
        Guid caseId, Viewer viewer, CaseRights needed, long? version, Func<Case, Entry, Refusal?> change, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, viewer, needed, version, (work, _) => ValueTask.FromResult(Only(change(work.Case, work.Entry))), cancellationToken);

    internal static ImmutableArray<Refusal> Only(Refusal? refusal) => refusal is null ? [] : [refusal];

    private static CaseResult Abandon(UnitOfWork unit, CaseResult result)
    {
        unit.Abandon();
        return result;
    }
}
