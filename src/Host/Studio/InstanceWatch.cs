using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Looks now and then at the revision of the instances that somebody here has open in the viewer, and says so when one has moved, whichever
/// node moved it. Nobody watches: nothing is asked.
/// </summary>
internal sealed partial class InstanceWatch(IServiceScopeFactory scopes, IHubContext<InstanceHub> hub, TimeProvider machineClock, ILogger<InstanceWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Guid> _watchers = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Seen> _seen = [];

    /// <summary>Name of the connections that hear of an instance.</summary>
    public static string GroupOf(Guid instanceId) => $"instance:{instanceId:N}";

    public void Add(Guid instanceId, string connection) => _watchers[connection] = instanceId;

    public void Remove(string connection) => _watchers.TryRemove(connection, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, machineClock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or Engine.Storage.StorageUnavailableException)
            {
                LogFailed(logger, exception.GetType().Name);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var watched = _watchers.Values.Distinct().ToArray();
        foreach (var gone in _seen.Keys.Except(watched).ToList())
            _seen.Remove(gone);
        if (watched.Length == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseDbContext>();
        foreach (var row in await database.Instances.Where(row => watched.Contains(row.Id)).Select(row => new { row.Id, row.Revision }).ToListAsync(cancellationToken))
        {
            var isKnown = _seen.TryGetValue(row.Id, out var seen);
            if (isKnown && seen!.Revision == row.Revision)
                continue;
            var runs = await AfterAsync(new InstanceJournal(database), row.Id, row.Revision, seen, cancellationToken);
            _seen[row.Id] = runs;
            await TellAsync(row.Id, runs.Runs, isMoved: isKnown, cancellationToken);
        }
    }

    // What was read before is not read again: a long journal is read once for as long as somebody watches.
    private static async Task<Seen> AfterAsync(InstanceJournal journal, Guid id, long revision, Seen? before, CancellationToken cancellationToken)
    {
        var entries = await journal.AfterAsync(id, before?.Sequence ?? 0, cancellationToken);
        return new Seen(revision, entries is [.., var last] ? last.Sequence : before?.Sequence ?? 0, ExecutionHistory.After(before?.Runs ?? [], id, entries));
    }

    // At the first look too: it may have moved since the viewer read it. That it did is told only when it is known, as the viewer then begins anew.
    private async Task TellAsync(Guid id, IEnumerable<ActivityRun> runs, bool isMoved, CancellationToken cancellationToken)
    {
        var viewers = hub.Clients.Group(GroupOf(id));
        await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new JsonObject(), cancellationToken);
        await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new JsonObject { ["stats"] = ExecutionEndpoints.Stats(runs, null) }, cancellationToken);
        if (isMoved)
            await viewers.SendAsync("WorkflowInstanceUpdatedAsync", new JsonObject { ["workflowInstanceId"] = id.ToString() }, cancellationToken);
    }

    private sealed record Seen(long Revision, long Sequence, ImmutableArray<ActivityRun> Runs);

    [LoggerMessage(EventId = 6410, Level = LogLevel.Warning, Message = "Instances that are being viewed could not be looked at ({Exception}).")]
    private static partial void LogFailed(ILogger logger, string exception);
}
