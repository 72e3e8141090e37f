using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Bookmarks;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>An instance as a supervisor looks at it: what runs in it and what it holds, at one revision.</summary>
public sealed record InstanceSnapshot
{
    /// <summary>The row; its state is the engine's own.</summary>
    public required StoredInstance Stored { get; init; }

    /// <summary>Name of the definition, for people.</summary>
    public required string DefinitionName { get; init; }

    /// <summary>Number of the version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Name the flow gave the instance, an id or code; null: none.</summary>
    public string? Name { get; init; }

    /// <summary>What runs, containers before what is in them.</summary>
    public required ImmutableArray<RunningActivity> Running { get; init; }

    /// <summary>Variables of the workflow, then those of running containers.</summary>
    public required ImmutableArray<InstanceVariable> Variables { get; init; }

    /// <summary>Activities of the running flowcharts and sequences: where something that runs in them can be moved to.</summary>
    public required ImmutableArray<MoveTarget> Targets { get; init; }

    /// <summary>Its waits, oldest first.</summary>
    public ImmutableArray<Bookmark> Bookmarks => Stored.Bookmarks;
}

/// <summary>An activity that runs.</summary>
/// <param name="ExecutionId">Number of the execution within the instance.</param>
/// <param name="ParentExecutionId">The container's; null for the root.</param>
/// <param name="Depth">Containers around it.</param>
/// <param name="ActivityId">Its id in the definition.</param>
/// <param name="DisplayText">What people read.</param>
/// <param name="TypeName">Its type.</param>
/// <param name="Status"><c>scheduled</c>, <c>running</c> or <c>faulted</c>.</param>
/// <param name="IncidentId">Its open incident; null: none.</param>
/// <param name="Outcomes">Outcomes a skip may choose from; empty: any.</param>
public sealed record RunningActivity(
    long ExecutionId, long? ParentExecutionId, int Depth, string ActivityId, string DisplayText, string TypeName, string Status, Guid? IncidentId, ImmutableArray<string> Outcomes);

/// <summary>A variable with its value, which may be personal: whoever shows it decides who may see it.</summary>
/// <param name="Id">What references point to.</param>
/// <param name="Name">What people call it.</param>
/// <param name="TypeName">Its type.</param>
/// <param name="ExecutionId">The running container that declares it; null: the workflow.</param>
/// <param name="ActivityId">That container's id; null: the workflow.</param>
/// <param name="HasValue">Whether it has a value.</param>
/// <param name="Value">The value as JSON; null: it has none, or it is not shown.</param>
public sealed record InstanceVariable(string Id, string Name, string TypeName, long? ExecutionId, string? ActivityId, bool HasValue, JsonElement? Value);

/// <summary>A place to move to.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="DisplayText">What people read.</param>
/// <param name="ContainerId">The container it is in.</param>
public sealed record MoveTarget(string ActivityId, string DisplayText, string ContainerId);
