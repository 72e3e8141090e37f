using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Stimuli;
using ProcessAutomation.Engine.Storage;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Composition;

/// <summary>Makes the row of a child instance and the stimulus that starts it, both in the parent's transaction.</summary>
internal static class ChildInstances
{
    public static async ValueTask<Guid> StartAsync(ActivityContext context, ChildStart start, CancellationToken cancellationToken)
    {
        var frame = context.Frame;
        var graph = await frame.Subflows.FindAsync(frame.Instance, frame.Session, start.DefinitionId, start.Latest, cancellationToken)
            ?? throw new ActivityFault("workflow.not-published", start.DefinitionId, retryable: false);
        var state = new InstanceState(graph) { NotifiesParent = start.Wait };
        SetInputs(state, start.Input);
        var id = frame.Ids.New();
        frame.Effects.Add(new InstanceWrite
        {
            Id = id,
            ExpectedRevision = 0,
            DefinitionId = graph.DefinitionId,
            VersionId = graph.VersionId,
            CorrelationId = start.CorrelationId ?? context.CorrelationId,
            ParentId = context.InstanceId,
            RootId = context.RootInstanceId,
            Status = InstanceStatus.Running,
            SubStatus = InstanceSubStatus.Pending,
            BehaviourVersion = state.BehaviourVersion,
            State = InstanceStateWriter.ToArray(state),
        });
        frame.Effects.Add(new Stimulus { InstanceId = id, Key = "start", Name = EngineStimuli.Start, BookmarkKey = "", CreatedAt = context.Now });
        if (!start.Wait)
        {
            frame.State.Dispatched.Add(id);
        }

        return id;
    }

    /// <summary>Converts what was given to the types the workflow declares.</summary>
    /// <exception cref="ActivityFault">A value does not fit.</exception>
    public static void SetInputs(InstanceState state, IReadOnlyDictionary<string, object?> values)
    {
        for (var i = 0; i < state.Inputs.Length; i++)
        {
            var definition = state.Graph.Inputs[i];
            if (values.TryGetValue(definition.Name, out var value))
            {
                state.Inputs[i] = ValueConverter.TryConvert(value, definition.Type, out var converted)
                    ? converted
                    : throw new ActivityFault("workflow.wrong-input", $"{state.Graph.DefinitionId}: {definition.Name} is no {ValueTypes.NameOf(definition.Type)}", retryable: false);
            }
        }
    }
}
