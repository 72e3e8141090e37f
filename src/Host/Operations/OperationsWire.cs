using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ProcessAutomation.Host.Api;
using ProcessAutomation.Persistence.Housekeeping;
using ProcessAutomation.Persistence.Operations;

namespace ProcessAutomation.Host.Operations;

/// <summary>The installation at one moment.</summary>
public sealed record OperationsResource
{
    /// <summary>Machine clock, UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The node that answers.</summary>
    public required string Node { get; init; }

    /// <summary>Units of work that node is in the middle of.</summary>
    public required int Running { get; init; }
    public required QueuesResource Queues { get; init; }
    public required ImmutableArray<NodeResource> Nodes { get; init; }
    public required ImmutableArray<JobResource> Jobs { get; init; }

    internal static OperationsResource Of(OperationsView view) => new()
    {
        ReadAt = view.ReadAt,
        Node = view.Node,
        Running = view.Running,
        Queues = QueuesResource.Of(view.Queues),
        Nodes = [.. view.Nodes.Select(node => new NodeResource(node.Name, node.Version, node.StartedAt, node.SeenAt, node.ClockOffset.TotalSeconds, node.IsAlive, node.IsThis))],
        Jobs = [.. view.Jobs.Select(job => JobResource.Of(job, view.ReadAt))],
    };
}

/// <summary>How many there are; <paramref name="HasMore"/>: no more were counted. <paramref name="Oldest"/> missing: none.</summary>
public sealed record FigureResource(int Count, bool HasMore, DateTimeOffset? Oldest)
{
    internal static FigureResource Of(QueueFigure figure) => new(figure.Count, figure.HasMore, figure.Oldest);
}

/// <summary>Instances; <paramref name="IsEstimate"/>: from the database's statistics. A number that is missing is not known.</summary>
public sealed record InstancesResource(long? Total, long? Running, bool IsEstimate);

/// <summary>The engine's queues.</summary>
public sealed record QueuesResource
{
    public required FigureResource TimersDue { get; init; }

    /// <summary>Due for more than a minute.</summary>
    public required FigureResource TimersLate { get; init; }
    public DateTimeOffset? NextTimer { get; init; }
    public required FigureResource StimuliReady { get; init; }
    public required FigureResource OutboxWaiting { get; init; }
    public required int OutboxRetrying { get; init; }
    public required FigureResource IncidentsOpen { get; init; }
    public required int IncidentsRetrying { get; init; }
    public required InstancesResource Instances { get; init; }

    internal static QueuesResource Of(QueueFigures figures) => new()
    {
        TimersDue = FigureResource.Of(figures.TimersDue),
        TimersLate = FigureResource.Of(figures.TimersLate),
        NextTimer = figures.NextTimer,
        StimuliReady = FigureResource.Of(figures.StimuliReady),
        OutboxWaiting = FigureResource.Of(figures.OutboxWaiting),
        OutboxRetrying = figures.OutboxRetrying,
        IncidentsOpen = FigureResource.Of(figures.IncidentsOpen),
        IncidentsRetrying = figures.IncidentsRetrying,
        Instances = new InstancesResource(figures.Instances.Total, figures.Instances.Running, figures.Instances.IsEstimate),
    };
}

/// <summary>A node. <paramref name="ClockOffsetSeconds"/>: by how much its machine's clock is ahead of the database's.</summary>
public sealed record NodeResource(string Name, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, double ClockOffsetSeconds, bool IsAlive, bool IsThis);

/// <summary>A housekeeping job.</summary>
public sealed record JobResource
{
    public required string Name { get; init; }

    /// <summary>Missing: not scheduled in this process, or not known at the moment.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Missing: it has never run, or not for as long as runs are kept.</summary>
    public RunResource? LastRun { get; init; }

    /// <summary>When it last ended well; missing: never.</summary>
    public DateTimeOffset? LastWholeAt { get; init; }

    /// <summary>Runs since then that failed or were lost.</summary>
    public required int FailuresInARow { get; init; }

    internal static JobResource Of(JobView job, DateTimeOffset now) => new()
    {
        Name = job.Name,
        NextRunAt = job.NextRunAt,
        LastRun = job.History.Last is { } last ? RunResource.Of(last, job.Duration(now)) : null,
        LastWholeAt = job.History.LastWhole,
        FailuresInARow = job.History.FailuresInARow,
    };
}

/// <summary>One run of a job.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Node">Where it ran.</param>
/// <param name="AskedBy">User id; missing: the schedule.</param>
/// <param name="StartedAt">Machine clock, UTC.</param>
/// <param name="EndedAt">Missing: it goes on.</param>
/// <param name="DurationSeconds">So far, when it goes on.</param>
/// <param name="Affected">Rows removed or emptied.</param>
/// <param name="Outcome"><c>running</c>, <c>done</c>, <c>out-of-time</c>, <c>failed</c>, <c>stopped</c> or <c>lost</c>.</param>
/// <param name="Code">What went wrong; missing: nothing.</param>
public sealed record RunResource(
    Guid Id, string Node, string? AskedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, double DurationSeconds, long Affected, string Outcome, string? Code)
{
    internal static RunResource Of(HousekeepingRun run, TimeSpan? duration) =>
        new(run.Id, run.Node, run.AskedBy, run.StartedAt, run.EndedAt, duration?.TotalSeconds ?? 0, run.Affected, Wire.Name(run.Outcome), run.Code);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OperationsResource))]
internal sealed partial class OperationsJson : JsonSerializerContext;
