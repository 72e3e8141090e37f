using System.ComponentModel.DataAnnotations;
using ProcessAutomation.Engine.Flowcharts;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>How the engine runs. Section <c>Engine</c>. Times are on the machine clock.</summary>
public sealed class EngineOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Engine";

    /// <summary>Activities in one burst; then it commits and goes on in the next. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int BurstActivities { get; set; } = 10_000;

    /// <summary>Time one burst may run before it commits and goes on in the next. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan BurstTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Activities an instance may run without waiting for anything; then the next one gets an incident. Default 5,000,000.</summary>
    [Range(100d, 1_000_000_000d)]
    public long LoopLimit { get; set; } = 5_000_000;

    /// <summary>Tries of a failing activity before a person is asked, the first included. Default 3.</summary>
    [Range(1, 100)]
    public int RetryAttempts { get; set; } = 3;

    /// <summary>Wait after the first failure; doubles with each. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait between two tries. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Times a unit of work is run again because something it had read changed. Default 20.</summary>
    [Range(1, 1000)]
    public int StaleAttempts { get; set; } = 20;

    /// <summary>How long a pump looks away when nothing wakes it: bounds what another process's commit waits. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long claimed timers and stimuli are left to who claimed them. With the poll interval and the round another node is in, it bounds
    /// how long the work of a dead node lies. Default 6 s: taken over within 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>Timers or instances claimed at once; fewer while a round takes longer than a third of the lease. Default 500.</summary>
    [Range(1, 10_000)]
    public int ClaimBatch { get; set; } = 500;

    /// <summary>Instances a pump runs at the same time. Default 8.</summary>
    [Range(1, 256)]
    public int Parallelism { get; set; } = 8;

    /// <summary>
    /// Mode of the flowcharts whose workflow does not name one in its custom property <c>Flowchart:ExecutionMode</c>. Default counter-based, as in
    /// Elsa. Read when a version is compiled; a flowchart that is running goes on in the mode it began in.
    /// </summary>
    [EnumDataType(typeof(FlowchartMode))]
    public FlowchartMode FlowchartMode { get; set; } = FlowchartMode.CounterBased;
}
