using System.Buffers;
using System.Text.Json;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;

namespace ProcessAutomation.Engine.Triggers;

/// <summary>
/// The rows of an instance that a trigger starts: written in the transaction in which the trigger fires, without a look at the definition;
/// whichever node takes the stimulus runs its first burst.
/// </summary>
/// <param name="Instance">The instance, not run yet.</param>
/// <param name="Stimulus">What makes somebody run it.</param>
public sealed record TriggeredStart(InstanceWrite Instance, Stimulus Stimulus)
{
    /// <summary>The rows for one firing.</summary>
    /// <param name="trigger">Which trigger fires.</param>
    /// <param name="instanceId">A new id.</param>
    /// <param name="correlationId">Of the event; null: none.</param>
    /// <param name="payloadJson">What the trigger activity is told; null: nothing.</param>
    /// <param name="at">Business clock, UTC.</param>
    public static TriggeredStart Of(StoredTrigger trigger, Guid instanceId, string? correlationId, string? payloadJson, DateTimeOffset at) => new(
        new InstanceWrite
        {
            Id = instanceId,
            ExpectedRevision = 0,
            DefinitionId = trigger.DefinitionId,
            VersionId = trigger.VersionId,
            CorrelationId = correlationId,
            RootId = instanceId,
            Status = InstanceStatus.Running,
            SubStatus = InstanceSubStatus.Pending,
            BehaviourVersion = InstanceState.CurrentBehaviour,
            State = StateOf(trigger, payloadJson),
        },
        new Stimulus { InstanceId = instanceId, Key = "start", Name = EngineStimuli.Start, BookmarkKey = "", CreatedAt = at });

    // Everything else has its default when the state is read.
    private static byte[] StateOf(StoredTrigger trigger, string? payloadJson)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber(StateNames.Behaviour, InstanceState.CurrentBehaviour);
            writer.WritePropertyName(StateNames.Trigger);
            writer.WriteStartObject();
            writer.WriteString(StateNames.Node, trigger.ActivityId);
            if (trigger.Schedule is not null)
            {
                writer.WriteBoolean(StateNames.Timed, true);
            }

            if (payloadJson is not null)
            {
                writer.WritePropertyName(StateNames.Payload);
                writer.WriteRawValue(payloadJson);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
