using System.Globalization;
using ProcessAutomation.Engine.Stimuli;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Names of the stimuli and bookmarks that the engine itself knows. Stored; never renamed.</summary>
public static class EngineStimuli
{
    /// <summary>Runs an instance that was made by another one.</summary>
    public const string Start = "Engine.Start";

    /// <summary>Goes on after a burst that had spent its budget.</summary>
    public const string Continue = "Engine.Continue";

    /// <summary>Ends the instance. The payload's <c>reason</c> is shown to who had its tasks.</summary>
    public const string Cancel = "Engine.Cancel";

    /// <summary>Calls a failed activity again; the key is the incident.</summary>
    public const string Retry = "Engine.Retry";

    /// <summary>Completes a failed activity without it; the key is the incident.</summary>
    public const string Skip = "Engine.Skip";

    /// <summary>A sub-flow has ended; the key is its instance.</summary>
    public const string ChildEnded = "Engine.ChildEnded";

    /// <summary>A named event; the key is the event's name.</summary>
    public const string Event = "Event";

    /// <summary>A timer and nothing else.</summary>
    public const string Timer = "Timer";

    /// <summary>A human task was completed; the key is the task.</summary>
    public const string HumanTask = "HumanTask";

    /// <summary>A worker outside has done a task; the key is the task.</summary>
    public const string WorkerTask = "WorkerTask";

    /// <summary>How ids are written in keys.</summary>
    public static string KeyOf(Guid id) => id.ToString("N", CultureInfo.InvariantCulture);

    internal static bool IsControl(Stimulus stimulus) => stimulus.Name is Start or Continue or Cancel or Retry or Skip;

    internal static Stimulus ForCancel(Guid instanceId, string reasonJson, DateTimeOffset at) =>
        new() { InstanceId = instanceId, Key = "cancel", Name = Cancel, BookmarkKey = "", PayloadJson = reasonJson, CreatedAt = at };
}
