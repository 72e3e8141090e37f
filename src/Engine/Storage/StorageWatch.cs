using Microsoft.Extensions.Logging;

namespace ProcessAutomation.Engine.Storage;

/// <summary>
/// What this process knows of an outage of its database. All loops and requests report to it, so that an outage is two lines in the log,
/// one when it begins and one when it is over, and not two for each of thousands of attempts. Thread-safe.
/// </summary>
public sealed partial class StorageWatch(TimeProvider clock, ILogger<StorageWatch> logger)
{
    /// <summary>Without a failure for this long, and with a write that worked, an outage is over. Longer than any loop's back-off.</summary>
    public static TimeSpan Quiet { get; } = TimeSpan.FromSeconds(6);

    private readonly Lock _gate = new();
    private StorageFailure? _current;
    private long _began;
    private long _last;
    private int _failures;

    /// <summary>Why nothing can be written at the moment; null: as far as is known, it can.</summary>
    public StorageFailure? Current
    {
        get
        {
            lock (_gate)
                return _current;
        }
    }

    /// <summary>Something could not be done because of the database.</summary>
    public void Failed(StorageUnavailableException failure)
    {
        lock (_gate)
        {
            _last = clock.GetTimestamp();
            _failures++;
            if (_current == failure.Failure)
                return;
            if (_current is null)
                (_began, _failures) = (_last, 1);
            _current = failure.Failure;
        }

        LogBegan(logger, failure.Failure, failure.Message);
    }

    /// <summary>A write worked. Ends the outage when nothing else has failed for a while.</summary>
    public void Succeeded()
    {
        TimeSpan lasted;
        int failures;
        lock (_gate)
        {
            if (_current is null || clock.GetElapsedTime(_last) < Quiet)
                return;
            (lasted, failures) = (clock.GetElapsedTime(_began, _last), _failures);
            _current = null;
        }

        LogOver(logger, lasted, failures);
    }

    [LoggerMessage(EventId = 3140, Level = LogLevel.Error, Message = "Nothing can be stored ({Failure}): {Reason} What is running waits and goes on by itself; nothing is lost.")]
    private static partial void LogBegan(ILogger logger, StorageFailure failure, string reason);

    [LoggerMessage(EventId = 3141, Level = LogLevel.Information, Message = "The database works again. It failed for {Lasted}, in which {Failures} attempts were put off.")]
    private static partial void LogOver(ILogger logger, TimeSpan lasted, int failures);
}
