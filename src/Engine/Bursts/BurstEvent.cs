namespace ProcessAutomation.Engine.Bursts;

/// <summary>Something that moved an instance in a burst, or a trigger that started it.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="ActivityId">Id of the node that went on.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="BookmarkName">Kind of wait that ended; <see cref="EngineStimuli.Start"/> for a trigger.</param>
/// <param name="IsDue">True: a timer fired. False: a stimulus arrived.</param>
public sealed record BurstEvent(Guid InstanceId, string ActivityId, string ActivityType, string BookmarkName, bool IsDue);
