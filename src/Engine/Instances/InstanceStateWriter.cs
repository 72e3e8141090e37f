using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Incidents;
using ProcessAutomation.Engine.Triggers;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Instances;

/// <summary>Writes an instance's state as UTF-8 JSON, by hand and once a burst. Short names: the text is written on every commit.</summary>
internal static class InstanceStateWriter
{
    /// <summary>The state as a text of its own, for an instance that has not run.</summary>
    public static byte[] ToArray(InstanceState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, state);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="writer">Where to.</param>
    /// <param name="state">What.</param>
    /// <param name="isBetweenBursts">True: the instance goes on at once in another burst, so what is not stored over a wait is kept.</param>
    public static void Write(Utf8JsonWriter writer, InstanceState state, bool isBetweenBursts = false)
    {
        writer.WriteStartObject();
        writer.WriteNumber(StateNames.Behaviour, state.BehaviourVersion);
        writer.WriteBoolean(StateNames.Started, state.IsStarted);
        writer.WriteNumber(StateNames.NextExecution, state.NextExecutionId);
        writer.WriteNumber(StateNames.NextJournal, state.NextJournalSequence);
        if (state.ActivitiesSinceWait > 0)
        {
            writer.WriteNumber(StateNames.SinceWait, state.ActivitiesSinceWait);
        }

        if (state.NotifiesParent)
        {
            writer.WriteBoolean(StateNames.NotifiesParent, true);
            if (state.NotifyKey is not null)
            {
                writer.WriteString(StateNames.NotifyKey, state.NotifyKey);
            }
        }

        if (state.Dispatched.Count > 0)
        {
            WriteIds(writer, StateNames.Dispatched, state.Dispatched);
        }

        if (state.DispatchedRanges.Count > 0)
        {
            WriteRanges(writer, state.DispatchedRanges);
        }

        if (state.HeldTimers.Count > 0)
        {
            WriteHeldTimers(writer, state.HeldTimers);
        }

        if (state.Name is not null)
        {
            writer.WriteString(StateNames.Name, state.Name);
        }

        if (state.Trigger is { } trigger)
        {
            WriteTrigger(writer, trigger, state);
        }

        WriteInputs(writer, state);
        WriteOutputs(writer, state);
        WriteVariables(writer, state.Graph.Variables.AsSpan(), state.Variables, isBetweenBursts);
        writer.WriteStartArray(StateNames.Executions);
        foreach (var execution in state.Executions())
        {
            WriteExecution(writer, execution, isBetweenBursts);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTrigger(Utf8JsonWriter writer, StartingTrigger trigger, InstanceState state)
    {
        writer.WriteStartObject(StateNames.Trigger);
        writer.WriteString(StateNames.Node, trigger.Node.Id);
        if (trigger.ExecutionId != 0)
        {
            writer.WriteNumber(StateNames.Id, trigger.ExecutionId);
        }

        if (trigger.IsTimed)
        {
            writer.WriteBoolean(StateNames.Timed, true);
        }

        // Nobody asks for what it carried once its activity has ended.
        if (trigger.Payload is { } payload && (trigger.ExecutionId == 0 || state.Find(trigger.ExecutionId) is not null))
        {
            writer.WritePropertyName(StateNames.Payload);
            payload.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteExecution(Utf8JsonWriter writer, ActivityExecution execution, bool isBetweenBursts)
    {
        writer.WriteStartObject();
        writer.WriteNumber(StateNames.Id, execution.Id);
        writer.WriteString(StateNames.Node, execution.Node.Id);
        if (execution.Parent is { } parent)
        {
            writer.WriteNumber(StateNames.Parent, parent.Id);
        }

        writer.WriteNumber(StateNames.Status, (int)execution.Status);
        if (execution.Tag != 0)
        {
            writer.WriteNumber(StateNames.Tag, execution.Tag);
        }

        if (execution.IsBreaking)
        {
            writer.WriteBoolean(StateNames.Breaking, true);
        }

        if (execution.Variables is { } values)
        {
            WriteVariables(writer, execution.Node.Variables.AsSpan(), values, isBetweenBursts);
        }

        if (execution.State is { } state)
        {
            writer.WritePropertyName(StateNames.State);
            state.WriteTo(writer);
        }

        if (execution.Tasks is { Count: > 0 } tasks)
        {
            WriteIds(writer, StateNames.Tasks, tasks);
        }

        if (execution.Incident is { } incident)
        {
            WriteIncident(writer, incident);
        }

        if (execution.PendingCalls is { Count: > 0 } calls)
        {
            writer.WriteStartArray(StateNames.PendingCalls);
            foreach (var call in calls)
            {
                WriteCall(writer, call);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteIncident(Utf8JsonWriter writer, Incident incident)
    {
        writer.WriteStartObject(StateNames.Incident);
        writer.WriteString(StateNames.Id, incident.Id);
        writer.WriteString(StateNames.Code, incident.Code);
        writer.WriteString(StateNames.Message, incident.Message);
        writer.WriteBoolean(StateNames.Retryable, incident.Retryable);
        writer.WriteNumber(StateNames.Attempts, incident.Attempts);
        writer.WriteNumber(StateNames.Status, (int)incident.Status);
        writer.WriteString(StateNames.CreatedAt, incident.CreatedAt);
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, PendingCall call)
    {
        writer.WriteStartObject();
        switch (call)
        {
            case PendingCall.Execute:
                break;
            case PendingCall.Resume resume:
                writer.WriteString(StateNames.Bookmark, resume.BookmarkId);
                writer.WriteString(StateNames.Stimulus, resume.StimulusKey);
                break;
            case PendingCall.Timer timer:
                writer.WriteString(StateNames.Bookmark, timer.BookmarkId);
                writer.WriteString(StateNames.DueAt, timer.DueAt);
                break;
            case PendingCall.ChildEnded child:
                writer.WriteString(StateNames.Node, child.ChildNode);
                writer.WriteNumber(StateNames.Id, child.ChildExecutionId);
                writer.WriteNumber(StateNames.Tag, child.ChildTag);
                WriteOutcomes(writer, child.Outcomes);
                break;
            default:
                throw new UnreachableException();
        }

        writer.WriteEndObject();
    }

    private static void WriteOutcomes(Utf8JsonWriter writer, ImmutableArray<string>? outcomes)
    {
        if (outcomes is not { } names)
        {
            return;
        }

        writer.WriteStartArray(StateNames.Outcomes);
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static void WriteIds(Utf8JsonWriter writer, JsonEncodedText name, List<Guid> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
    }

    private static void WriteRanges(Utf8JsonWriter writer, List<ChildRange> ranges)
    {
        writer.WriteStartArray(StateNames.DispatchedRanges);
        foreach (var range in ranges)
        {
            writer.WriteStartObject();
            writer.WriteString(StateNames.Id, range.First);
            writer.WriteNumber(StateNames.Count, range.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteHeldTimers(Utf8JsonWriter writer, List<(Guid BookmarkId, DateTimeOffset DueAt)> timers)
    {
        writer.WriteStartArray(StateNames.HeldTimers);
        foreach (var (bookmarkId, dueAt) in timers)
        {
            writer.WriteStartObject();
            writer.WriteString(StateNames.Bookmark, bookmarkId);
            writer.WriteString(StateNames.DueAt, dueAt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteInputs(Utf8JsonWriter writer, InstanceState state)
    {
        if (state.Inputs.Length == 0)
        {
            return;
        }

        writer.WriteStartObject(StateNames.Inputs);
        for (var i = 0; i < state.Inputs.Length; i++)
        {
            if (state.Inputs[i] is { } value)
            {
                writer.WritePropertyName(state.Graph.Inputs[i].Name);
                ValueCodec.Write(writer, value, state.Graph.Inputs[i].Type);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteOutputs(Utf8JsonWriter writer, InstanceState state)
    {
        if (Array.TrueForAll(state.Outputs, static value => value is null))
        {
            return;
        }

        writer.WriteStartObject(StateNames.Outputs);
        for (var i = 0; i < state.Outputs.Length; i++)
        {
            if (state.Outputs[i] is { } value)
            {
                writer.WritePropertyName(state.Graph.Outputs[i].Name);
                ValueCodec.Write(writer, value, state.Graph.Outputs[i].Type);
            }
        }

        writer.WriteEndObject();
    }

    // Null is written too: it must not become the default again when read.
    private static void WriteVariables(Utf8JsonWriter writer, ReadOnlySpan<VariableDefinition> definitions, object?[] values, bool withTransient)
    {
        if (definitions.Length == 0)
        {
            return;
        }

        writer.WriteStartObject(StateNames.Variables);
        for (var i = 0; i < definitions.Length; i++)
        {
            if (!ReferenceEquals(values[i], definitions[i].DefaultValue) && (withTransient || !definitions[i].IsTransient))
            {
                writer.WritePropertyName(definitions[i].Id);
                ValueCodec.Write(writer, values[i], definitions[i].Type);
            }
        }

        writer.WriteEndObject();
    }
}
