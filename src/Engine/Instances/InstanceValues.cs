using System.Collections.Immutable;
using System.Text.Json;

namespace ProcessAutomation.Engine.Instances;

/// <summary>The values an instance holds at this moment, as JSON. They may be about a person: who sees them must be allowed to see the case.</summary>
/// <param name="Inputs">What it was started with, by name; null where nothing was given.</param>
/// <param name="Variables">Those of the workflow, then those of what is running in it.</param>
/// <param name="Outputs">What it has set so far, by name; they stay after its end.</param>
public sealed record InstanceValues(ImmutableArray<NamedValue> Inputs, ImmutableArray<VariableValue> Variables, ImmutableArray<NamedValue> Outputs);

/// <summary>An input or an output.</summary>
public sealed record NamedValue(string Name, JsonElement Value);

/// <summary>A variable.</summary>
/// <param name="Id">What references point to.</param>
/// <param name="Name">What people call it.</param>
/// <param name="NodeId">Path of the activity that has it; null: the workflow.</param>
/// <param name="ExecutionId">The running execution that has it; null: the workflow.</param>
/// <param name="Value">Its value.</param>
public sealed record VariableValue(string Id, string Name, string? NodeId, long? ExecutionId, JsonElement Value);
