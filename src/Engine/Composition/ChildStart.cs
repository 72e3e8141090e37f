using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Composition;

/// <summary>A sub-flow to be started by an activity.</summary>
public sealed record ChildStart
{
    /// <summary>Which workflow.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Null: the parent's.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Values by input name; names the workflow does not declare are ignored.</summary>
    public IReadOnlyDictionary<string, object?> Input { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>True: the child's end comes back as a stimulus, and the child is cancelled when the wait is.</summary>
    public bool Wait { get; init; }

    /// <summary>True: the version that is published now. False: the one that was when the root instance started.</summary>
    public bool Latest { get; init; }
}
