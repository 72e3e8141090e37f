namespace ProcessAutomation.Engine.Runtime;

/// <summary>A unit of work recorded a delivery whose claim somebody else has taken over meanwhile: nothing of it was written, and it is the other's to do.</summary>
public sealed class DeliverySupersededException(Guid outboxId) : Exception($"The delivery {outboxId} has been taken over.")
{
    /// <summary>The message.</summary>
    public Guid OutboxId { get; } = outboxId;
}
