using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Runtime;

/// <summary>A new root instance.</summary>
public sealed record StartRequest
{
    /// <summary>Which workflow.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>A version of it, published or not; null: the published one.</summary>
    public string? VersionId { get; init; }

    /// <summary>Id the instance shall have; null: a new one. A caller that may repeat itself chooses it.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>The case, as text; null: none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Values by input name; names the workflow does not declare are ignored.</summary>
    public IReadOnlyDictionary<string, object?> Input { get; init; } = ImmutableDictionary<string, object?>.Empty;
}
