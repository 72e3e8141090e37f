using Microsoft.Extensions.Options;
using ProcessAutomation.Domain.Calendar;
using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Persistence.Housekeeping;
using Quartz;

namespace ProcessAutomation.Host.Housekeeping;

/// <summary>
/// Puts the jobs on the scheduler and lets it run as long as the process does. Begins when the process serves, so that it costs the start
/// nothing; a database that is away then is waited for.
/// </summary>
public sealed partial class HousekeepingScheduler(
    ISchedulerFactory schedulers, HousekeepingJobs jobs, HousekeepingLog log, StorageWatch watch, TimeProvider machineClock,
    IHostApplicationLifetime lifetime, IOptions<HousekeepingOptions> options, ILogger<HousekeepingScheduler> logger) : BackgroundService
{
    private const string Group = "housekeeping";

    // Without a shared schedule nobody notices what was missed while no process ran; it is made up for when the start is over.
    private static readonly TimeSpan CatchUpAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeavingTime = TimeSpan.FromSeconds(10);

    private volatile IScheduler? _running;

    /// <summary>When the job runs next, UTC; null: not known at the moment.</summary>
    public async Task<DateTimeOffset?> NextRunAsync(string job, CancellationToken cancellationToken)
    {
        if (_running is not { } scheduler)
            return null;
        try
        {
            return (await scheduler.GetTrigger(TriggerOf(job), cancellationToken))?.NextFireTimeUtc;
        }
        catch (SchedulerException)
        {
            return null;
        }
    }

    /// <summary>Asks for a run now, on whichever node is first.</summary>
    /// <param name="job">Name of the job.</param>
    /// <param name="askedBy">User id.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<RunRequest> RunNowAsync(string job, string askedBy, CancellationToken cancellationToken)
    {
        if (jobs.Find(job) is null)
            return new RunRequest.Unknown();
        if (_running is not { } scheduler)
            return new RunRequest.Unavailable();
        try
        {
            var key = new JobKey(job, Group);
            var waiting = await scheduler.QueryTriggers(new TriggerQuery { Job = key }, cancellationToken);
            if (waiting.Items.Any(trigger => trigger.Key != TriggerOf(job)) || await IsRunningAsync(scheduler, key, cancellationToken))
                return new RunRequest.Underway();
            await scheduler.TriggerJob(key, new JobDataMap { [HousekeepingRunner.AskedBy] = askedBy }, cancellationToken);
            return new RunRequest.Accepted();
        }
        catch (SchedulerException)
        {
            return new RunRequest.Unavailable();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stop = stoppingToken.Register(stopping.SetResult);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var start = lifetime.ApplicationStarted.Register(started.SetResult);
        await Task.WhenAny(started.Task, stopping.Task);
        if (options.Value.Enabled)
            await StartSchedulerAsync(stoppingToken);
        await stopping.Task;
        await StopSchedulerAsync();
    }

    private async Task StartSchedulerAsync(CancellationToken stoppingToken)
    {
        var backOff = new LoopBackOff(FirstPause);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var scheduler = await schedulers.GetScheduler(stoppingToken);
                foreach (var job in jobs.All)
                    await ScheduleAsync(scheduler, job, stoppingToken);
                await scheduler.Start(stoppingToken);
                _running = scheduler;
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (failure is StorageUnavailableException away)
                    watch.Failed(away);
                var pause = backOff.Failed();
                LogNotStarted(failure.GetType().Name, pause);
                await Task.Delay(pause, machineClock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ScheduleAsync(IScheduler scheduler, HousekeepingJob job, CancellationToken cancellationToken)
    {
        var detail = JobBuilder.Create<HousekeepingRunner>().WithIdentity(job.Name, Group).StoreDurably().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(TriggerOf(job.Name)).ForJob(detail)
            .WithSchedule(CronScheduleBuilder.Create(job.Schedule).InTimeZone(NorwegianTime.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        switch (await scheduler.GetTrigger(trigger.Key, cancellationToken))
        {
            case ICronTrigger known when known.CronExpressionString == job.Schedule:
                break; // with what it remembers: a time that was missed while nobody ran is made up for
            case { }:
                await scheduler.RescheduleJob(trigger.Key, trigger, cancellationToken);
                break;
            case null:
                await AddAsync(scheduler, detail, trigger, cancellationToken);
                break;
        }

        if (!(await scheduler.GetMetadata(cancellationToken)).JobStorePersistent)
            await CatchUpAsync(scheduler, job, detail, cancellationToken);
    }

    private static async Task AddAsync(IScheduler scheduler, IJobDetail detail, ITrigger trigger, CancellationToken cancellationToken)
    {
        try
        {
            await scheduler.ScheduleJob(detail, trigger, cancellationToken: cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node has started at the same moment.
        }
    }

    private async Task CatchUpAsync(IScheduler scheduler, HousekeepingJob job, IJobDetail detail, CancellationToken cancellationToken)
    {
        var now = machineClock.GetUtcNow();
        var last = (await log.HistoryAsync(job.Name, cancellationToken)).Last?.StartedAt;
        if (last is not { } at || new CronExpression(job.Schedule, NorwegianTime.Zone).GetNextValidTimeAfter(at) is not { } due || due >= now)
            return;
        var once = TriggerBuilder.Create().WithIdentity($"{job.Name}-missed", Group).ForJob(detail).StartAt(now + CatchUpAfter).Build();
        if (!await scheduler.Exists(once.Key, cancellationToken))
            await scheduler.ScheduleJob(once, cancellationToken: cancellationToken);
    }

    private async Task StopSchedulerAsync()
    {
        if (_running is not { } scheduler)
            return;
        _running = null;
        using var patience = new CancellationTokenSource(LeavingTime, machineClock);
        try
        {
            await scheduler.Shutdown(true, patience.Token).AsTask().WaitAsync(patience.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or SchedulerException)
        {
            LogNotStopped(failure.GetType().Name); // the other nodes notice that it is gone
        }
    }

    private static async Task<bool> IsRunningAsync(IScheduler scheduler, JobKey key, CancellationToken cancellationToken) =>
        (await scheduler.QueryFireInstances(new FireInstanceQuery { Job = key, State = FireInstanceState.Executing }, cancellationToken)).Items.Count > 0;

    private static TriggerKey TriggerOf(string job) => new(job, Group);

    [LoggerMessage(5203, LogLevel.Error, "Housekeeping could not be scheduled ({ExceptionType}); trying again in {Pause}")]
    private partial void LogNotStarted(string exceptionType, TimeSpan pause);

    [LoggerMessage(5204, LogLevel.Warning, "The scheduler of housekeeping did not stop in time ({ExceptionType})")]
    private partial void LogNotStopped(string exceptionType);
}
