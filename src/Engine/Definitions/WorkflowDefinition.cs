using System.Collections.Immutable;
using System.Text.Json;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>A definition as it was read: the JSON text is the truth and kept verbatim, the rest is what the engine understood of it.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>The text as it came, never re-serialised.</summary>
    public required string Json { get; init; }

    /// <summary>The parsed text; lives on its own (cloned).</summary>
    public required JsonElement Document { get; init; }

    /// <summary>Id shared by all versions; empty = a new definition.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Id of this version; empty = not stored yet.</summary>
    public required string VersionId { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>What people read; empty = none.</summary>
    public required string Name { get; init; }

    /// <summary>True: a version that was published; it has passed the checks there were then.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Null = none.</summary>
    public string? Description { get; init; }

    /// <summary>Workflow variables.</summary>
    public ImmutableArray<VariableDefinition> Variables { get; init; } = [];

    /// <summary>Workflow inputs.</summary>
    public ImmutableArray<InputDefinition> Inputs { get; init; } = [];

    /// <summary>Workflow outputs.</summary>
    public ImmutableArray<OutputDefinition> Outputs { get; init; } = [];

    /// <summary>Outcomes when used as an activity.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = [];

    /// <summary>The designer's options.</summary>
    public WorkflowOptions Options { get; init; } = new();

    /// <summary>The root activity's JSON; kind <see cref="JsonValueKind.Undefined"/> when there is none.</summary>
    public JsonElement Root { get; init; }

    /// <summary>What could not be understood while reading; the compiler reports these with its own.</summary>
    public ImmutableArray<DefinitionProblem> Problems { get; init; } = [];
}

/// <summary>What the designer calls the workflow's settings.</summary>
public sealed record WorkflowOptions
{
    /// <summary>Elsa's name of the activation strategy; null = always.</summary>
    public string? ActivationStrategyType { get; init; }

    /// <summary>True: offered as an activity in other workflows.</summary>
    public bool UsableAsActivity { get; init; }

    /// <summary>Toolbox group when used as an activity; null = Workflows.</summary>
    public string? ActivityCategory { get; init; }

    /// <summary>Elsa's name of the incident strategy; null = the default.</summary>
    public string? IncidentStrategyType { get; init; }

    /// <summary>Elsa's name of the workflow's commit strategy; null = at waits.</summary>
    public string? CommitStrategyName { get; init; }
}

/// <summary>A variable of the workflow or of a container.</summary>
/// <param name="Id">What references point to.</param>
/// <param name="Name">What people and expressions call it; unique where declared.</param>
/// <param name="TypeName">Name of the value type as the designer writes it, without <c>[]</c>.</param>
/// <param name="IsArray">True: an array of that type.</param>
/// <param name="Type">The value type, arrays included.</param>
/// <param name="DefaultValue">Value at the start, already of <paramref name="Type"/>; null = none.</param>
public sealed record VariableDefinition(string Id, string Name, string TypeName, bool IsArray, Type Type, object? DefaultValue)
{
    /// <summary>True: the value is not stored (Elsa's memory storage); after a wait the variable has its start value again.</summary>
    public bool IsTransient { get; init; }
}

/// <summary>An input of the workflow. <paramref name="Type"/>: arrays included.</summary>
public sealed record InputDefinition(string Name, string DisplayName, string TypeName, bool IsArray, Type Type);

/// <summary>An output of the workflow. <paramref name="Type"/>: arrays included.</summary>
public sealed record OutputDefinition(string Name, string DisplayName, string TypeName, bool IsArray, Type Type);

/// <summary>Where a variable is declared: found by walking up the executions to the one whose node declares it.</summary>
/// <param name="DeclaringNodeIndex">Index of the declaring node; -1 = the workflow.</param>
/// <param name="Ordinal">Place in that node's (or the workflow's) variables, from 0.</param>
public readonly record struct VariableSlot(int DeclaringNodeIndex, int Ordinal);
