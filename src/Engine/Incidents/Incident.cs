namespace ProcessAutomation.Engine.Incidents;

/// <summary>Where an incident stands. The numbers are stored.</summary>
public enum IncidentStatus
{
    /// <summary>The policy tries the activity again by itself.</summary>
    Retrying = 0,

    /// <summary>Waits for a person: retry, skip or cancel.</summary>
    Open = 1,

    /// <summary>Over, see <see cref="Incident.Resolution"/>.</summary>
    Resolved = 2,
}

/// <summary>An activity that failed and needs its policy or a person. The instance is not finished while one is open.</summary>
public sealed record Incident
{
    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The instance it happened in.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Path of the failing node in its definition.</summary>
    public required string NodeId { get; init; }

    /// <summary>The failing execution inside the instance.</summary>
    public required long ExecutionId { get; init; }

    /// <summary>Type name of the failing activity.</summary>
    public required string ActivityType { get; init; }

    /// <summary>Stable code, e.g. <c>notice.recipient-missing</c>; <c>unexpected</c> for a foreign exception.</summary>
    public required string Code { get; init; }

    /// <summary>Ids and codes only, never text about persons.</summary>
    public required string Message { get; init; }

    /// <summary>False means that trying again changes nothing by itself.</summary>
    public bool Retryable { get; init; }

    /// <summary>How often the activity has been tried, from 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Where it stands.</summary>
    public IncidentStatus Status { get; init; }

    /// <summary>When it first failed, business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the policy tries again, machine clock, UTC; null means it does not.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When it was resolved, business clock, UTC; null while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary><c>retried</c>, <c>skipped</c> or <c>cancelled</c>; null while it is not resolved.</summary>
    public string? Resolution { get; init; }

    /// <summary>User id of who resolved it; null means the engine or nobody yet.</summary>
    public string? ResolvedBy { get; init; }
}
