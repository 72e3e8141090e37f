namespace ProcessAutomation.Engine.Alterations;

/// <summary>An alteration on its way through one try of a unit of work; what came of it is written into it.</summary>
internal sealed class AlterationOrder(Guid id, Alteration alteration, AlterationReason reason, long? expectedRevision)
{
    public Guid Id { get; } = id;

    public Alteration Alteration { get; } = alteration;

    public AlterationReason Reason { get; } = reason;

    /// <summary>The revision it was previewed for; null: whatever the instance is at.</summary>
    public long? ExpectedRevision { get; } = expectedRevision;

    /// <summary>True only when the try commits.</summary>
    public AlterationResult Result { get; set; } = AlterationResult.NotFound.Instance;
}
