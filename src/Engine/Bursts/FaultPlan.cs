using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>
/// Calls that are known to fail. What a failing call had changed is dropped by running the whole unit of work again in a fresh session,
/// where the call is not made but its incident is recorded. A burst is repeatable, so the call's number in it finds it again;
/// should the state have changed in between, the entry does not fit and the call is made after all.
/// </summary>
internal sealed class FaultPlan
{
    /// <summary>A burst with more faults than this is committed as it is and goes on in the next one.</summary>
    public const int MaxFaults = 8;

    private readonly Dictionary<int, (long ExecutionId, ActivityFailure Failure)> _faults = [];

    public bool IsFull => _faults.Count >= MaxFaults;

    /// <summary>Planned faults that were met in this run.</summary>
    public int Met { get; private set; }

    /// <summary>No further fault could be planned: the burst shall commit what it has.</summary>
    public bool IsUsedUp => Met >= MaxFaults;

    /// <summary>A new run of the unit begins.</summary>
    public void Begin() => Met = 0;

    public void Add(BurstReplayException replay) => _faults[replay.CallNumber] = (replay.ExecutionId, replay.Failure);

    public ActivityFailure? Find(int callNumber, long executionId)
    {
        if (!_faults.TryGetValue(callNumber, out var fault) || (fault.ExecutionId != executionId && fault.ExecutionId != 0))
        {
            return null;
        }

        Met++;
        return fault.Failure;
    }
}

/// <summary>Why a call failed, as an incident keeps it: ids and codes only.</summary>
internal sealed record ActivityFailure(string Code, string Message, bool Retryable)
{
    public static ActivityFailure Of(Exception exception) => exception is ActivityFault fault
        ? new ActivityFailure(fault.Code, fault.Message, fault.Retryable)
        : new ActivityFailure("unexpected", exception.GetType().Name, Retryable: true);
}

/// <summary>The burst left changes behind that a failing call had made, and must be run again without that call.</summary>
public sealed class BurstReplayException : Exception
{
    internal BurstReplayException(int callNumber, long executionId, ActivityFailure failure)
        : base(failure.Code)
    {
        CallNumber = callNumber;
        ExecutionId = executionId;
        Failure = failure;
    }

    internal int CallNumber { get; }

    internal long ExecutionId { get; }

    internal ActivityFailure Failure { get; }
}
