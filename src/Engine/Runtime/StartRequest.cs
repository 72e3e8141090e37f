using System.Collections.Immutable;
using System.Text.Json;

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

    /// <summary>
    /// Id of a trigger activity of the version that may start the workflow: the instance begins with it and it does not wait. Null: the instance
    /// begins where the flow does, and triggers on its way wait.
    /// </summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>What the trigger activity is told, e.g. an event's payload; null: nothing. Ids and codes, no text about persons.</summary>
    public JsonElement? TriggerPayload { get; init; }

    /// <summary>Values by input name; names the workflow does not declare are ignored.</summary>
    public IReadOnlyDictionary<string, object?> Input { get; init; } = ImmutableDictionary<string, object?>.Empty;
}
