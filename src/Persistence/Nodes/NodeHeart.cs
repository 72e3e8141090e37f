using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Clocks;
using ProcessAutomation.Persistence.Databases;

namespace ProcessAutomation.Persistence.Nodes;

/// <summary>
/// Writes this process's sign of life every two seconds and sets its clock by the database's. The first comes before anything else of
/// the process runs, so that nothing is done by a clock nobody has compared. A failure costs nothing but the sign.
/// </summary>
internal sealed partial class NodeHeart(
    Database database, NodeList nodes, NodeIdentity self, NodeClock clock, StorageWatch watch, ILogger<NodeHeart> logger) : BackgroundService, IHostedLifecycleService
{
    // SQLite has one node, which others do not look for: no need to write to its disk all the time.
    private readonly TimeSpan _beat = database is SqliteDatabase ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LeavingTime = TimeSpan.FromSeconds(2);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await BeatAsync(cancellationToken);
        LogJoined(logger, self.Name, self.Id, database.Location, clock.Machine.GetUtcNow() - clock.GetUtcNow());
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Last of all, so that the list does not lose a node that still works.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LeavingTime, clock);
        try
        {
            await nodes.LeaveAsync(patience.Token);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or OperationCanceledException or ObjectDisposedException)
        {
            LogNotLeft(logger, failure.GetType().Name); // it will be swept
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_beat, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!stoppingToken.IsCancellationRequested)
                    await BeatAsync(stoppingToken);
            }
            catch (StorageUnavailableException failure)
            {
                watch.Failed(failure);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failure.GetType().Name);
            }
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var askedAt = clock.GetTimestamp();
        var now = await nodes.SignAsync(clock.Machine.GetUtcNow() - clock.GetUtcNow(), cancellationToken);
        if (database is PostgresDatabase)
            clock.Compare(now, askedAt);
        watch.Succeeded();
    }

    [LoggerMessage(EventId = 3150, Level = LogLevel.Information, Message = "Node {Name} ({NodeId}) serves {Location}; its machine's clock is ahead by {Offset}.")]
    private static partial void LogJoined(ILogger logger, string name, Guid nodeId, string location, TimeSpan offset);

    [LoggerMessage(EventId = 3151, Level = LogLevel.Warning, Message = "The node could not be taken off the list ({Exception}); it will be swept.")]
    private static partial void LogNotLeft(ILogger logger, string exception);

    [LoggerMessage(EventId = 3152, Level = LogLevel.Error, Message = "The sign of life could not be written ({Exception}).")]
    private static partial void LogFailed(ILogger logger, string exception);
}
