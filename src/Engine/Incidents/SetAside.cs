using ProcessAutomation.Engine.Runtime;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Incidents;

/// <summary>
/// The incident of an instance that cannot be read: its own and not of one of its activities, so it has the instance's id. The instance is
/// tried again at growing distances, also when a person has been asked: another version of the program may be able to read it.
/// </summary>
internal static class SetAside
{
    /// <summary>Until the second try; doubles with each.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);

    /// <summary>Longest time between two tries.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>What the store is told.</summary>
    public static InstanceTrouble Trouble(UnreadableInstanceException unreadable, int attemptsAlone, DateTimeOffset at) => new()
    {
        InstanceId = unreadable.InstanceId,
        Code = unreadable.Code,
        At = at,
        AttemptsAlone = attemptsAlone,
        FirstWait = FirstWait,
        LongestWait = LongestWait,
    };

    /// <summary>The incident of an instance that can be read again.</summary>
    public static Incident Over(StoredInstance stored, DateTimeOffset at) => new()
    {
        Id = stored.Id,
        InstanceId = stored.Id,
        NodeId = "Workflow1",
        ExecutionId = 0,
        ActivityType = "Elsa.Workflow",
        Code = UnreadableInstanceException.State,
        Message = stored.VersionId,
        Retryable = true,
        Status = IncidentStatus.Resolved,
        CreatedAt = at,
        ResolvedAt = at,
        Resolution = "retried",
    };
}
