using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Activities.Cases;
using ProcessAutomation.Activities.Deadlines;
using ProcessAutomation.Activities.Notices;
using ProcessAutomation.Domain.Access;
using ProcessAutomation.Domain.Deadlines;
using ProcessAutomation.Domain.Notices;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Http;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Instances;

namespace ProcessAutomation.Activities.Due;

/// <summary>The flows that run for a case.</summary>
/// <param name="Waits">What they wait for besides tasks: what has a date first.</param>
/// <param name="Names">The flow of each running instance.</param>
public sealed record CaseFlows(ImmutableArray<FlowWait> Waits, ImmutableDictionary<Guid, FlowName> Names)
{
    /// <summary>No flow, or none the viewer is told of.</summary>
    public static CaseFlows None { get; } = new([], ImmutableDictionary<Guid, FlowName>.Empty);
}

/// <summary>
/// Reads what the flows of a case wait for, for those who see its needs; whom a notice was sent to is said to those alone who see its notices. Of instances it
/// reads where they wait, never what they hold. The case has been opened, so its audit row is there. Lives with its scope's database context.
/// </summary>
public sealed class FlowWaitReads(CaseDbContext database, DefinitionCatalog catalog)
{
    private const string EventType = "Elsa.Event";

    /// <summary>The flows of a case that was opened.</summary>
    public async Task<CaseFlows> OfCaseAsync(CaseView view, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!view.Rights.HasFlag(CaseRights.SeeNeeds))
            return CaseFlows.None;
        var correlation = view.Case.Id.ToString("D");
        var running = await database.Instances.Where(row => row.CorrelationId == correlation && row.Status == InstanceStatus.Running)
            .OrderBy(row => row.Id).Select(row => new { row.Id, row.DefinitionId, row.VersionId }).ToListAsync(cancellationToken);
        var flows = ImmutableDictionary.CreateBuilder<Guid, RunningFlow>();
        foreach (var row in running)
            flows[row.Id] = await FlowAsync(row.DefinitionId, row.VersionId, cancellationToken);
        var ids = running.Select(row => row.Id).ToArray();
        var bookmarks = await database.Bookmarks.Where(row => ids.Contains(row.InstanceId)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var troubles = await database.Incidents.Where(row => ids.Contains(row.InstanceId) && row.Status == IncidentStatus.Open)
            .OrderBy(row => row.Id).Select(row => new { row.InstanceId, row.NodeId }).ToListAsync(cancellationToken);
        var waits = bookmarks.GroupBy(row => row.InstanceId).SelectMany(group => OfInstance(view, flows[group.Key], [.. group.Select(row => (row, Wait(view, row, flows, now)))]))
            .Concat(troubles.Select(row => Of(view, flows[row.InstanceId], row.NodeId, FlowWaitKind.Trouble)));
        return new CaseFlows(
            [.. Together(waits).OrderBy(wait => wait.At is null).ThenBy(wait => wait.At).ThenBy(wait => wait.Kind)],
            flows.ToImmutableDictionary(flow => flow.Key, flow => flow.Value.Name));
    }

    // The flow that follows one notice waits for the answer until a day: that is one thing. Another flow may wait for much beside an answer.
    private static IEnumerable<FlowWait> OfInstance(CaseView view, RunningFlow flow, ImmutableArray<(BookmarkRow Row, FlowWait? Wait)> found)
    {
        var follows = flow.Name.DefinitionId == SideFlows.NoticeAnswer && found.Any(item => IsAnswer(item.Row));
        var until = follows ? found.Select(item => item.Wait).Where(wait => wait?.Kind == FlowWaitKind.Date).MinBy(wait => wait!.At) : null; // filtered
        foreach (var (row, wait) in found)
        {
            if (IsAnswer(row) && view.Asked.FirstOrDefault(asked => asked.Answer == NoticeAnswer.None && row.Key == NoticeDesk.EventOf(asked.Id)) is { } notice)
                yield return Of(view, flow, row.NodeId, FlowWaitKind.Answer) with { Template = notice.Template, Recipients = [notice.To], At = until?.At, Day = until?.Day };
            else if (!follows && !IsAnswer(row) && wait is not null)
                yield return wait;
        }
    }

    // The same notice to several, until the same day, is one line; and so is what several flows wait for in the same place.
    private static IEnumerable<FlowWait> Together(IEnumerable<FlowWait> waits) =>
        waits.GroupBy(wait => wait with { Recipients = [] }).Select(same => same.Key with { Recipients = [.. same.SelectMany(wait => wait.Recipients).Distinct()] });

    private static FlowWait? Wait(CaseView view, BookmarkRow row, IReadOnlyDictionary<Guid, RunningFlow> flows, DateTimeOffset now)
    {
        var flow = flows[row.InstanceId];
        return row.Name switch
        {
            DeadlineClerk.BookmarkName => view.Deadlines.FirstOrDefault(deadline => deadline.BookmarkId == row.Id) is { TaskId: null } deadline ? OfDeadline(view, flow, row, deadline, now) : null,
            EngineStimuli.Timer => Of(view, flow, row.NodeId, FlowWaitKind.Date) with { At = row.DueAt },
            EngineStimuli.ChildEnded => Of(view, flow, row.NodeId, FlowWaitKind.Flow) with { Other = Guid.TryParseExact(row.Key, "N", out var child) && flows.TryGetValue(child, out var other) ? other.Name : null },
            EngineStimuli.Event when flow.Graph?.ByNodeId.GetValueOrDefault(row.NodeId)?.TypeName == EventType => Of(view, flow, row.NodeId, FlowWaitKind.Event) with { EventName = row.Key },
            EngineStimuli.WorkerTask or HttpStimuli.Response or HttpStimuli.Endpoint => Of(view, flow, row.NodeId, FlowWaitKind.Outside),
            _ => null, // a task, or what an activity listens to beside its tasks
        };
    }

    private static FlowWait? OfDeadline(CaseView view, RunningFlow flow, BookmarkRow row, CaseDeadline deadline, DateTimeOffset now) =>
        deadline.DueAt is { } due && due <= now
            ? null // it goes on at this moment
            : Of(view, flow, row.NodeId, deadline.DueAt is null ? FlowWaitKind.UnknownDate : FlowWaitKind.Date) with
            {
                At = deadline.DueAt,
                Day = deadline.Date,
                Reason = DeadlineWords.OfWait(deadline.Fact, deadline.Offset, deadline.Unit),
            };

    private static FlowWait Of(CaseView view, RunningFlow flow, string nodeId, FlowWaitKind kind) =>
        new() { Kind = kind, CaseId = view.Case.Id, Flow = flow.Name, Activity = flow.Graph?.ByNodeId.GetValueOrDefault(nodeId)?.DisplayText };

    private static bool IsAnswer(BookmarkRow row) => row.Name == EngineStimuli.Event && row.Key.StartsWith(NoticeDesk.EventName + ":", StringComparison.Ordinal);

    // The drawing of a version that cannot be compiled any more says nothing; its name is there all the same.
    private async ValueTask<RunningFlow> FlowAsync(string definitionId, string versionId, CancellationToken cancellationToken)
    {
        try
        {
            var graph = await catalog.GetAsync(versionId, cancellationToken);
            return new RunningFlow(new FlowName(definitionId, graph.Name), graph);
        }
        catch (InvalidDefinitionException)
        {
            return new RunningFlow(new FlowName(definitionId, (await catalog.FindVersionAsync(versionId, cancellationToken))?.Name ?? definitionId), null);
        }
    }

    private sealed record RunningFlow(FlowName Name, WorkflowGraph? Graph);
}
