using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Housekeeping;
using ProcessAutomation.Persistence.Nodes;
using Quartz;

namespace ProcessAutomation.Host.Housekeeping;

/// <summary>
/// What the scheduler calls: runs the job of that name and keeps the record of it. Never two of a job at a time, on whatever nodes. The
/// type's name is stored in the schedule of running installations, so it stays.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class HousekeepingRunner(
    HousekeepingJobs jobs, HousekeepingLog log, NodeIdentity node, StorageWatch watch, ILogger<HousekeepingRunner> logger) : IJob
{
    /// <summary>Key of the user id of who asked for the run.</summary>
    internal const string AskedBy = "askedBy";

    // The record of how it ended must be written also when the process stops.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (jobs.Find(context.JobDetail.Key.Name) is not { } job)
        {
            LogUnknown(context.JobDetail.Key.Name); // another version of the program has scheduled it, and shall run it
            return;
        }

        try
        {
            var run = await log.BeginAsync(job.Name, node.Name, context.MergedJobDataMap.TryGetString(AskedBy, out var by) ? by : null, cancellationToken);
            var (outcome, affected, code) = await RunAsync(job, cancellationToken);
            using var patience = new CancellationTokenSource(LastWords, context.Scheduler.TimeProvider);
            await log.EndAsync(run, outcome, affected, code, patience.Token);
        }
        catch (StorageUnavailableException away)
        {
            watch.Failed(away); // there is nowhere to keep a record; the next occurrence tries again
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(job.Name, failure.GetType().Name);
        }
    }

    private async Task<(HousekeepingOutcome Outcome, long Affected, string? Code)> RunAsync(HousekeepingJob job, CancellationToken cancellationToken)
    {
        try
        {
            var result = await job.RunAsync(cancellationToken);
            return (result.IsWhole ? HousekeepingOutcome.Done : HousekeepingOutcome.OutOfTime, result.Affected, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (HousekeepingOutcome.Stopped, 0, null);
        }
        catch (StorageUnavailableException away)
        {
            watch.Failed(away);
            return (HousekeepingOutcome.Failed, 0, $"storage.{away.Failure.ToString().ToLowerInvariant()}");
        }
        catch (Exception failure)
        {
            LogFailed(job.Name, failure.GetType().Name);
            return (HousekeepingOutcome.Failed, 0, $"error.{failure.GetType().Name}");
        }
    }

    [LoggerMessage(5201, LogLevel.Error, "Housekeeping job {Job} failed ({ExceptionType}); it is tried again at its next time")]
    private partial void LogFailed(string job, string exceptionType);

    [LoggerMessage(5202, LogLevel.Information, "Housekeeping job {Job} is not one of this version's")]
    private partial void LogUnknown(string job);
}
