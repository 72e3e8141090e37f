using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Triggers;

/// <summary>
/// The trigger an instance was started by. The first execution of its activity is told so and does not wait; later ones, in a loop, are like
/// any other. A flowchart that holds the activity begins with it.
/// </summary>
internal sealed class StartingTrigger(ActivityNode node)
{
    public ActivityNode Node { get; } = node;

    /// <summary>What came with it; null: nothing.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>True: a schedule started it.</summary>
    public bool IsTimed { get; init; }

    /// <summary>The execution that is told; 0 before it has run.</summary>
    public long ExecutionId { get; set; }

    /// <summary>The trigger a caller wants to start a flow with.</summary>
    /// <exception cref="ActivityFault">The version has no such trigger.</exception>
    public static StartingTrigger Of(WorkflowGraph graph, string activityId, JsonElement? payload) =>
        graph.ById.TryGetValue(activityId, out var node) && node.IsTrigger
            ? new StartingTrigger(node) { Payload = payload is { ValueKind: JsonValueKind.Undefined } ? null : payload }
            : throw new ActivityFault("workflow.no-such-trigger", $"{graph.DefinitionId}: {activityId}", retryable: false);

    /// <summary>Whether this execution, also when it is tried again, is the one that started the instance.</summary>
    public bool Starts(ActivityExecution execution)
    {
        if (ExecutionId == 0 && ReferenceEquals(Node, execution.Node))
        {
            ExecutionId = execution.Id;
        }

        return ExecutionId == execution.Id;
    }
}
