using ProcessAutomation.Engine.Runtime;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>What one burst may use up before it commits: activities, and time on the machine clock, which is looked at now and then.</summary>
internal sealed class BurstBudget(EngineOptions options, TimeProvider machineClock)
{
    private const int ClockEvery = 128;

    private readonly long _startedAt = machineClock.GetTimestamp();
    private int _activities;

    /// <summary>Counts one activity; true when there is no budget for it. The first one always has.</summary>
    public bool IsSpent()
    {
        if (_activities >= options.BurstActivities)
        {
            return true;
        }

        _activities++;
        return _activities % ClockEvery == 0 && machineClock.GetElapsedTime(_startedAt) > options.BurstTime;
    }
}
