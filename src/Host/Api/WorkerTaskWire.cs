using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.WorkerTasks;

namespace ProcessAutomation.Host.Api;

/// <summary>Asking for work.</summary>
/// <param name="Names">Names of the tasks the worker can do; missing or empty: all.</param>
/// <param name="Max">How many at most, 1 to 100.</param>
/// <param name="LeaseSeconds">How long others are kept away from them, 1 to 3,600.</param>
public sealed record ClaimWorkerTasksRequest(ImmutableArray<string>? Names = null, int Max = 10, int LeaseSeconds = 60);

/// <summary>Keeping a task longer, or giving it back.</summary>
/// <param name="LeaseSeconds">From now, 0 to 3,600; 0 gives it back.</param>
public sealed record ExtendWorkerTaskRequest(int LeaseSeconds);

/// <summary>Giving back what a task came to.</summary>
/// <param name="Result">Any JSON; missing: nothing. Kept in the flow's state: ids and codes.</param>
public sealed record CompleteWorkerTaskRequest(JsonElement? Result = null);

/// <summary>A page of waiting tasks.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="After">What to ask for the next page with; missing: there is none.</param>
public sealed record WorkerTaskListResource(ImmutableArray<WorkerTaskResource> Items, Guid? After = null);

/// <summary>A task a flow waits for (<c>Elsa.RunTask</c>).</summary>
public sealed record WorkerTaskResource
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The instance that waits.</summary>
    public required Guid InstanceId { get; init; }
    public string? CorrelationId { get; init; }

    /// <summary>What the flow gives the worker; missing: nothing.</summary>
    public JsonElement? Payload { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>User id of the worker that has it.</summary>
    public string? ClaimedBy { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }

    public static WorkerTaskResource Of(WaitingTask waiting) => new()
    {
        Id = waiting.Task.Id,
        Name = waiting.Task.Name,
        InstanceId = waiting.Task.InstanceId,
        CorrelationId = waiting.Task.CorrelationId,
        Payload = waiting.Task.PayloadJson is { } json ? JsonElement.Parse(json) : null,
        CreatedAt = waiting.Task.CreatedAt,
        ClaimedBy = waiting.ClaimedBy,
        ClaimedUntil = waiting.ClaimedUntil,
    };
}
