using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>What follows when an instance ends: its row, its journal, and the word to who waits for it.</summary>
internal static class InstanceEnd
{
    /// <param name="frame">The burst it ends in.</param>
    /// <param name="subStatus">How it ended.</param>
    /// <param name="told">How its parent is told it ended: one that was cancelled with an incident open has failed.</param>
    /// <param name="outcomes">What the root completed with.</param>
    public static void Apply(BurstFrame frame, InstanceSubStatus subStatus, InstanceSubStatus told, ImmutableArray<string> outcomes)
    {
        var instance = frame.Instance;
        instance.Status = InstanceStatus.Finished;
        instance.SubStatus = subStatus;
        frame.Journal.WriteInstance(
            subStatus == InstanceSubStatus.Cancelled ? JournalEvents.WorkflowCancelled : JournalEvents.WorkflowFinished,
            outcomes.IsEmpty || outcomes is ["Done"] ? null : string.Join(',', outcomes));
        if (frame.State.NotifiesParent && instance.ParentId is { } parentId)
        {
            frame.Effects.Add(new Stimulus
            {
                InstanceId = parentId,
                Key = $"child:{EngineStimuli.KeyOf(instance.Id)}",
                Name = EngineStimuli.ChildEnded,
                BookmarkKey = frame.State.NotifyKey ?? EngineStimuli.KeyOf(instance.Id),
                PayloadJson = Result(frame, told, outcomes),
                CreatedAt = frame.Now,
            });
        }
    }

    /// <summary>A cancelled instance takes its unsent messages and the flows it had started without waiting with it.</summary>
    public static void CancelOthers(BurstFrame frame, string reasonJson)
    {
        frame.Effects.Revoke(frame.Instance.Id);
        foreach (var child in frame.State.Dispatched)
        {
            frame.Effects.Add(EngineStimuli.ForCancel(child, reasonJson, frame.Now));
        }

        foreach (var children in frame.State.DispatchedRanges)
        {
            frame.Effects.Add(new ChildCancellation(frame.Instance.Id, children, reasonJson));
        }
    }

    // The shape of Elsa's ExecuteWorkflow result.
    private static string Result(BurstFrame frame, InstanceSubStatus subStatus, ImmutableArray<string> outcomes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("workflowInstanceId", frame.Instance.Id);
            writer.WriteString("status", nameof(InstanceStatus.Finished));
            writer.WriteString("subStatus", subStatus.ToString());
            writer.WriteStartArray("outcomes");
            foreach (var outcome in outcomes)
            {
                writer.WriteStringValue(outcome);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("output");
            for (var i = 0; i < frame.State.Outputs.Length; i++)
            {
                writer.WritePropertyName(frame.State.Graph.Outputs[i].Name);
                JsonValues.Write(writer, frame.State.Outputs[i]);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
