using ProcessAutomation.Engine.Runtime;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>What one burst may use up before it commits: activities, and time on the machine clock, which is looked at now and then.</summary>
internal sealed class BurstBudget(EngineOptions options, TimeProvider machineClock)
{
    private const int ClockEvery = 128;

    private readonly long _startedAt = machineClock.GetTimestamp();
    private int _activities;

    /// <summary>True: something asked for a commit, so nothing more is begun in this burst.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Lets the burst commit what it has and go on in the next one.</summary>
    public void End() => IsEnded = true;

    /// <summary>Counts one activity; true when there is no budget for it. The first one always has, unless the burst was ended.</summary>
    public bool IsSpent()
    {
        if (IsEnded || _activities >= options.BurstActivities)
        {
            return true;
        }

        _activities++;
        return _activities % ClockEvery == 0 && machineClock.GetElapsedTime(_startedAt) > options.BurstTime;
    }
}
