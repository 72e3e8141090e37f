namespace ProcessAutomation.Engine.Alterations;

/// <summary>The row an alteration leaves, written in the burst's transaction. Only ever added.</summary>
public sealed record AlterationWrite
{
    /// <summary>Identity, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The instance altered.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>As <see cref="Alteration.Kind"/> names it.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON of ids and codes; never a variable's value.</summary>
    public required string Arguments { get; init; }

    /// <summary>User id.</summary>
    public required string AlteredBy { get; init; }

    /// <summary>The reason given.</summary>
    public required string Reason { get; init; }

    /// <summary>When, business clock, UTC.</summary>
    public required DateTimeOffset AlteredAt { get; init; }

    /// <summary>The instance's revision before.</summary>
    public required long RevisionBefore { get; init; }

    /// <summary>The instance's revision after.</summary>
    public required long RevisionAfter { get; init; }
}
