using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Definitions;
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
        var graph = await FindGraphAsync(context, start.DefinitionId, start.Latest, cancellationToken);
        var id = frame.Ids.New();
        Make(context, graph, start, id, notifyKey: null);
        if (!start.Wait)
        {
            frame.State.Dispatched.Add(id);
        }

        return id;
    }

    /// <summary>The version a child is to run.</summary>
    /// <exception cref="ActivityFault">The workflow has no published version.</exception>
    public static async ValueTask<WorkflowGraph> FindGraphAsync(ActivityContext context, string definitionId, bool latest, CancellationToken cancellationToken) =>
        await context.Frame.Subflows.FindAsync(context.Frame.Instance, context.Frame.Session, definitionId, latest, cancellationToken)
            ?? throw new ActivityFault("workflow.not-published", definitionId, retryable: false);

    /// <summary>Makes the child of an id.</summary>
    /// <param name="context">The parent's activity.</param>
    /// <param name="graph">The version it runs.</param>
    /// <param name="start">What it is given.</param>
    /// <param name="id">Its id.</param>
    /// <param name="notifyKey">Key of the bookmark that waits for its end; null: the child's id.</param>
    public static void Make(ActivityContext context, WorkflowGraph graph, ChildStart start, Guid id, string? notifyKey)
    {
        var frame = context.Frame;
        var state = new InstanceState(graph) { NotifiesParent = start.Wait, NotifyKey = notifyKey };
        SetInputs(state, start.Input);
        SetParent(state, context.InstanceId);
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

    // Elsa tells a child that asks for it who started it.
    private static void SetParent(InstanceState state, Guid parentId)
    {
        for (var i = 0; i < state.Inputs.Length; i++)
        {
            if (state.Graph.Inputs[i] is { Name: "ParentInstanceId" } input && state.Inputs[i] is null && ValueConverter.TryConvert(EngineStimuli.KeyOf(parentId), input.Type, out var value))
            {
                state.Inputs[i] = value;
            }
        }
    }
}
