namespace ProcessAutomation.Engine.WorkerTasks;

/// <summary>Work that a flow waits for and a program outside the engine does. Its row lives exactly as long as the wait.</summary>
public sealed record WorkerTask
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The instance that waits.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>What is to be done; workers ask by it. Ordinal.</summary>
    public required string Name { get; init; }

    /// <summary>The instance's correlation; null: none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What the worker is given, a JSON object; null: nothing.</summary>
    public string? PayloadJson { get; init; }

    /// <summary>When it was asked for, business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A task as it waits.</summary>
/// <param name="Task">The task.</param>
/// <param name="ClaimedBy">The worker that has it; null: none, or its lease has ended.</param>
/// <param name="ClaimedUntil">End of the lease, on the clock of the database, UTC; null: not claimed.</param>
public sealed record WaitingTask(WorkerTask Task, string? ClaimedBy, DateTimeOffset? ClaimedUntil);
