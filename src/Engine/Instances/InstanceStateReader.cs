using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Triggers;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Instances;

/// <summary>
/// Reads an instance's state. Tolerant: members it does not know are skipped, members that are missing have their default,
/// so that states written by a newer or an older version go on.
/// </summary>
internal static class InstanceStateReader
{
    /// <param name="json">The stored state; must stay alive as long as the state that is returned.</param>
    /// <param name="graph">The version the instance runs.</param>
    /// <param name="instanceId">The instance, for the incidents it holds.</param>
    /// <exception cref="InvalidDataException">The state names an activity its version does not have, or a value of another type.</exception>
    public static InstanceState Read(JsonElement json, WorkflowGraph graph, Guid instanceId)
    {
        var state = new InstanceState(graph)
        {
            BehaviourVersion = json.TryGetProperty(StateNames.Behaviour.EncodedUtf8Bytes, out var version) ? version.GetInt32() : InstanceState.CurrentBehaviour,
            IsStarted = json.TryGetProperty(StateNames.Started.EncodedUtf8Bytes, out var started) && started.GetBoolean(),
            NextExecutionId = Number(json, StateNames.NextExecution, 1),
            NextJournalSequence = Number(json, StateNames.NextJournal, 1),
            NotifiesParent = json.TryGetProperty(StateNames.NotifiesParent.EncodedUtf8Bytes, out var notifies) && notifies.GetBoolean(),
            NotifyKey = json.TryGetProperty(StateNames.NotifyKey.EncodedUtf8Bytes, out var notifyKey) ? notifyKey.GetString() : null,
            ActivitiesSinceWait = Number(json, StateNames.SinceWait, 0),
            Name = json.TryGetProperty(StateNames.Name.EncodedUtf8Bytes, out var name) ? name.GetString() : null,
        };
        if (json.TryGetProperty(StateNames.Dispatched.EncodedUtf8Bytes, out var dispatched))
        {
            state.Dispatched.AddRange(dispatched.EnumerateArray().Select(static id => id.GetGuid()));
        }

        if (json.TryGetProperty(StateNames.DispatchedRanges.EncodedUtf8Bytes, out var ranges))
        {
            state.DispatchedRanges.AddRange(ranges.EnumerateArray().Select(static range =>
                new ChildRange(range.GetProperty(StateNames.Id.EncodedUtf8Bytes).GetGuid(), range.GetProperty(StateNames.Count.EncodedUtf8Bytes).GetInt32())));
        }

        if (json.TryGetProperty(StateNames.HeldTimers.EncodedUtf8Bytes, out var held))
        {
            state.HeldTimers.AddRange(held.EnumerateArray().Select(static timer =>
                (timer.GetProperty(StateNames.Bookmark.EncodedUtf8Bytes).GetGuid(), timer.GetProperty(StateNames.DueAt.EncodedUtf8Bytes).GetDateTimeOffset())));
        }

        if (json.TryGetProperty(StateNames.Trigger.EncodedUtf8Bytes, out var trigger))
        {
            state.Trigger = new StartingTrigger(NodeOf(trigger, graph))
            {
                ExecutionId = Number(trigger, StateNames.Id, 0),
                IsTimed = trigger.TryGetProperty(StateNames.Timed.EncodedUtf8Bytes, out var timed) && timed.GetBoolean(),
                Payload = trigger.TryGetProperty(StateNames.Payload.EncodedUtf8Bytes, out var payload) ? payload.Clone() : null,
            };
        }

        ReadInputs(json, state);
        ReadOutputs(json, state);
        ReadVariables(json, graph.Variables, state.Variables);
        ReadExecutions(json, state, instanceId);
        return state;
    }

    private static void ReadExecutions(JsonElement json, InstanceState state, Guid instanceId)
    {
        if (!json.TryGetProperty(StateNames.Executions.EncodedUtf8Bytes, out var items))
        {
            return;
        }

        var known = new Dictionary<long, ActivityExecution>();
        foreach (var item in items.EnumerateArray())
        {
            var id = Number(item, StateNames.Id, 0);
            var parentId = Number(item, StateNames.Parent, 0);
            var parent = parentId == 0 ? null
                : known.GetValueOrDefault(parentId) ?? throw new InvalidDataException($"Execution {id} has no parent {parentId}.");
            var execution = state.Add(id, NodeOf(item, state.Graph), parent, (int)Number(item, StateNames.Tag, 0));
            execution.Status = (ExecutionStatus)Number(item, StateNames.Status, 0);
            execution.IsBreaking = item.TryGetProperty(StateNames.Breaking.EncodedUtf8Bytes, out var breaking) && breaking.GetBoolean();
            if (execution.Variables is { } values)
            {
                ReadVariables(item, execution.Node.Variables, values);
            }

            if (item.TryGetProperty(StateNames.State.EncodedUtf8Bytes, out var stored))
            {
                execution.State = new ExecutionState.Stored(stored);
            }

            if (item.TryGetProperty(StateNames.Tasks.EncodedUtf8Bytes, out var tasks))
            {
                execution.Tasks = [.. tasks.EnumerateArray().Select(static task => task.GetGuid())];
            }

            if (item.TryGetProperty(StateNames.Incident.EncodedUtf8Bytes, out var incident))
            {
                execution.Incident = ReadIncident(incident, execution, instanceId);
            }

            if (item.TryGetProperty(StateNames.PendingCalls.EncodedUtf8Bytes, out var calls))
            {
                execution.PendingCalls = [.. calls.EnumerateArray().Select(ReadCall)];
            }

            known.Add(id, execution);
        }
    }

    private static Incident ReadIncident(JsonElement json, ActivityExecution execution, Guid instanceId) => new()
    {
        Id = json.GetProperty(StateNames.Id.EncodedUtf8Bytes).GetGuid(),
        InstanceId = instanceId,
        NodeId = execution.Node.NodeId,
        ExecutionId = execution.Id,
        ActivityType = execution.Node.TypeName,
        Code = json.GetProperty(StateNames.Code.EncodedUtf8Bytes).GetString() ?? "",
        Message = json.GetProperty(StateNames.Message.EncodedUtf8Bytes).GetString() ?? "",
        Retryable = json.GetProperty(StateNames.Retryable.EncodedUtf8Bytes).GetBoolean(),
        Attempts = (int)Number(json, StateNames.Attempts, 1),
        Status = (IncidentStatus)Number(json, StateNames.Status, 0),
        CreatedAt = json.GetProperty(StateNames.CreatedAt.EncodedUtf8Bytes).GetDateTimeOffset(),
    };

    private static PendingCall ReadCall(JsonElement json)
    {
        if (json.TryGetProperty(StateNames.Bookmark.EncodedUtf8Bytes, out var bookmark))
        {
            return json.TryGetProperty(StateNames.DueAt.EncodedUtf8Bytes, out var dueAt)
                ? new PendingCall.Timer(bookmark.GetGuid(), dueAt.GetDateTimeOffset())
                : new PendingCall.Resume(bookmark.GetGuid(), json.GetProperty(StateNames.Stimulus.EncodedUtf8Bytes).GetString());
        }

        if (!json.TryGetProperty(StateNames.Node.EncodedUtf8Bytes, out var node))
        {
            return PendingCall.Execute.Instance;
        }

        ImmutableArray<string>? outcomes = json.TryGetProperty(StateNames.Outcomes.EncodedUtf8Bytes, out var names)
            ? [.. names.EnumerateArray().Select(static name => name.GetString() ?? "")]
            : null;
        return new PendingCall.ChildEnded(node.GetString() ?? "", Number(json, StateNames.Id, 0), (int)Number(json, StateNames.Tag, 0), outcomes);
    }

    private static ActivityNode NodeOf(JsonElement item, WorkflowGraph graph)
    {
        var id = item.GetProperty(StateNames.Node.EncodedUtf8Bytes).GetString() ?? "";
        return graph.ById.GetValueOrDefault(id) ?? throw new InvalidDataException($"Version {graph.VersionId} has no activity '{id}'.");
    }

    private static void ReadInputs(JsonElement json, InstanceState state)
    {
        if (json.TryGetProperty(StateNames.Inputs.EncodedUtf8Bytes, out var values))
        {
            for (var i = 0; i < state.Inputs.Length; i++)
            {
                if (values.TryGetProperty(state.Graph.Inputs[i].Name, out var value))
                {
                    state.Inputs[i] = ValueCodec.Read(value, state.Graph.Inputs[i].Type);
                }
            }
        }
    }

    private static void ReadOutputs(JsonElement json, InstanceState state)
    {
        if (json.TryGetProperty(StateNames.Outputs.EncodedUtf8Bytes, out var values))
        {
            for (var i = 0; i < state.Outputs.Length; i++)
            {
                if (values.TryGetProperty(state.Graph.Outputs[i].Name, out var value))
                {
                    state.Outputs[i] = ValueCodec.Read(value, state.Graph.Outputs[i].Type);
                }
            }
        }
    }

    private static void ReadVariables(JsonElement json, ImmutableArray<VariableDefinition> definitions, object?[] values)
    {
        if (definitions.Length == 0 || !json.TryGetProperty(StateNames.Variables.EncodedUtf8Bytes, out var stored))
        {
            return;
        }

        for (var i = 0; i < definitions.Length; i++)
        {
            if (stored.TryGetProperty(definitions[i].Id, out var value))
            {
                values[i] = ValueCodec.Read(value, definitions[i].Type);
            }
        }
    }

    private static long Number(JsonElement json, JsonEncodedText name, long otherwise) =>
        json.TryGetProperty(name.EncodedUtf8Bytes, out var value) ? value.GetInt64() : otherwise;
}
