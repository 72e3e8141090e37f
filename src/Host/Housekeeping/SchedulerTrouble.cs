using ProcessAutomation.Engine.Storage;
using Quartz;

namespace ProcessAutomation.Host.Housekeeping;

/// <summary>
/// What the scheduler complains of, in our own words and not more often than somebody wants to read it. Its own log, which tells the same
/// with a stack trace at every try, is off (<c>Logging:LogLevel:Quartz</c>). While the database is away nothing is said here: that is told once, elsewhere.
/// </summary>
internal sealed partial class SchedulerTrouble(StorageWatch watch, TimeProvider machineClock, ILogger<SchedulerTrouble> logger) : ISchedulerListener
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private long? _last;

    public ValueTask SchedulerError(IScheduler scheduler, SchedulerErrorContext error, CancellationToken cancellationToken = default)
    {
        var cause = error.Exception?.GetBaseException();
        if (watch.Current is not null || cause is StorageUnavailableException or System.Data.Common.DbException or IOException or System.Net.Sockets.SocketException)
            return ValueTask.CompletedTask;
        lock (_gate)
        {
            if (_last is { } last && machineClock.GetElapsedTime(last) < Between)
                return ValueTask.CompletedTask;
            _last = machineClock.GetTimestamp();
        }

        LogTrouble(cause?.GetType().Name ?? "none", error.JobKey?.Name);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(5205, LogLevel.Error, "The scheduler of housekeeping is in trouble ({ExceptionType}, job {Job}); more of the same is not told for a while")]
    private partial void LogTrouble(string exceptionType, string? job);
}
