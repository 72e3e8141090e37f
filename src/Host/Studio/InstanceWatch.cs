using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Persistence;

namespace ProcessAutomation.Host.Studio;

/// <summary>
/// Looks now and then at the revision of the instances that somebody here has open in the viewer, and says so when one has moved, whichever
/// node moved it. Nobody watches: nothing is asked.
/// </summary>
internal sealed partial class InstanceWatch(IServiceScopeFactory scopes, IHubContext<InstanceHub> hub, KeptTallies tallies, TimeProvider machineClock, ILogger<InstanceWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Guid> _watchers = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, long> _seen = [];

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
            var isKnown = _seen.TryGetValue(row.Id, out var revision);
            if (isKnown && revision == row.Revision)
                continue;
            var stats = await tallies.ReadAsync(row.Id, new InstanceJournal(database), tally => tally.Stats(null), cancellationToken);
            _seen[row.Id] = row.Revision;
            await TellAsync(row.Id, stats, isMoved: isKnown, cancellationToken);
        }
    }

    // At the first look too: it may have moved since the viewer read it. That it did is told only when it is known, as the viewer then begins anew.
    private async Task TellAsync(Guid id, JsonArray stats, bool isMoved, CancellationToken cancellationToken)
    {
        var viewers = hub.Clients.Group(GroupOf(id));
        await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new JsonObject(), cancellationToken);
        await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new JsonObject { ["stats"] = stats }, cancellationToken);
        if (isMoved)
            await viewers.SendAsync("WorkflowInstanceUpdatedAsync", new JsonObject { ["workflowInstanceId"] = id.ToString() }, cancellationToken);
    }

    [LoggerMessage(EventId = 6410, Level = LogLevel.Warning, Message = "Instances that are being viewed could not be looked at ({Exception}).")]
    private static partial void LogFailed(ILogger logger, string exception);
}
