namespace ProcessAutomation.Engine.Outbox;

/// <summary>Where an outbox row stands. The numbers are stored.</summary>
public enum OutboxStatus
{
    /// <summary>To be sent, now or at its next attempt.</summary>
    Waiting = 0,

    /// <summary>Accepted by the other side. Terminal.</summary>
    Sent = 1,

    /// <summary>Given up. Terminal.</summary>
    Failed = 2,

    /// <summary>Withdrawn before it left. Terminal.</summary>
    Revoked = 3,
}

/// <summary>An effect outside the database, written in the transaction that wants it and carried out after, at least once.</summary>
public sealed record OutboxMessage
{
    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Idempotency key, unique: the same key enqueued twice is one message. A mail's Message-ID is made of it.</summary>
    public required string Key { get; init; }

    /// <summary>Which transport carries it, one of <see cref="OutboxKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The case it belongs to; null means none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The instance that sent it; null means none.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>JSON for the transport. Of a mail: ids, template and codes; names and addresses are looked up when it leaves.</summary>
    public required string PayloadJson { get; init; }

    /// <summary>What was rendered at the first attempt and is sent ever after; null before it.</summary>
    public string? Rendered { get; init; }

    /// <summary>When it was enqueued, business clock, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A message leased to the caller, who tries to send it and then records the result with the same fence.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempt">The attempt to make now, from 1.</param>
/// <param name="Fence">Counts the claims; a result with an old one is refused.</param>
public sealed record ClaimedDelivery(OutboxMessage Message, int Attempt, long Fence);

/// <summary>What one attempt came to. Recorded alone or inside a burst's transaction.</summary>
public sealed record DeliveryResult
{
    /// <summary>The message.</summary>
    public required Guid OutboxId { get; init; }

    /// <summary>The fence of the claim.</summary>
    public required long Fence { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>When the attempt ended, machine clock, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Stable result code, e.g. <c>sent</c>, <c>smtp.550</c>, <c>smtp.timeout</c>. No text about persons.</summary>
    public required string Code { get; init; }

    /// <summary>Where the message stands after it.</summary>
    public required OutboxStatus Status { get; init; }

    /// <summary>Next attempt, machine clock, UTC; only with <see cref="OutboxStatus.Waiting"/>.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
}
