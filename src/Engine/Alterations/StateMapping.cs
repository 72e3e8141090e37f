using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Triggers;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>
/// Carries an instance's state over to another version: executions by the ids of their activities, variables by their ids, what an
/// activity remembers by asking the activity. Leaves the old state as it is; what cannot be carried over is a problem each.
/// </summary>
internal sealed class StateMapping(InstanceState from, WorkflowGraph to, ImmutableArray<AlterationProblem>.Builder problems)
{
    private readonly ValueMapping _values = new(problems);
    private readonly List<ActivityNode> _passedOver = [];
    private StartingTrigger? _trigger;
    private readonly Dictionary<long, (ExecutionState? State, int? Tag)> _carried = [];

    public ImmutableArray<VariableChange> Variables => _values.Changes;

    public IReadOnlyList<ActivityNode> PassedOver => _passedOver;

    /// <summary>The state under the new version; of use only when no problem was added.</summary>
    public InstanceState Map()
    {
        var state = new InstanceState(to)
        {
            BehaviourVersion = from.BehaviourVersion,
            IsStarted = from.IsStarted,
            NextExecutionId = from.NextExecutionId,
            NextJournalSequence = from.NextJournalSequence,
            NotifiesParent = from.NotifiesParent,
            ActivitiesSinceWait = from.ActivitiesSinceWait,
            Name = from.Name,
        };
        state.Dispatched.AddRange(from.Dispatched);
        state.Trigger = _trigger = TriggerOf(from.Trigger);
        state.HeldTimers.AddRange(from.HeldTimers);
        _values.Inputs(from, state);
        _values.Outputs(from, state);
        _values.Variables(null, from.Graph.Variables, from.Variables, to.Variables, state.Variables);
        var mapped = new Dictionary<long, ActivityExecution>();
        foreach (var execution in from.Executions())
        {
            if (NodeOf(execution) is not { } node)
            {
                continue;
            }

            Ask(execution, node);
            var parent = execution.Parent is { } old ? mapped.GetValueOrDefault(old.Id) : null;
            if (execution.Parent is null || parent is not null)
            {
                mapped.Add(execution.Id, Carry(execution, node, state, parent));
            }
        }

        return state;
    }

    // What a flowchart began with decides which of its connections are followed, so it must be there.
    private StartingTrigger? TriggerOf(StartingTrigger? old)
    {
        if (old is null)
        {
            return null;
        }

        if (to.ById.TryGetValue(old.Node.Id, out var node) && node.IsTrigger)
        {
            return new StartingTrigger(node) { Payload = old.Payload, IsTimed = old.IsTimed, ExecutionId = old.ExecutionId };
        }

        problems.Add(AlterationProblems.ActivityGone(old.Node.Id, old.Node.DisplayText));
        return null;
    }

    // The activity that goes on for this one; null: there is none, and a problem says so.
    private ActivityNode? NodeOf(ActivityExecution execution)
    {
        var node = execution.Node;
        if (!to.ById.TryGetValue(node.Id, out var found))
        {
            problems.Add(AlterationProblems.ActivityGone(node.Id, node.DisplayText));
            return null;
        }

        if (!string.Equals(found.TypeName, node.TypeName, StringComparison.Ordinal))
        {
            problems.Add(AlterationProblems.OtherType(node.Id, node.DisplayText, node.TypeName, found.TypeName));
            return null;
        }

        if (!string.Equals(found.Parent?.Id, node.Parent?.Id, StringComparison.Ordinal))
        {
            problems.Add(AlterationProblems.OtherContainer(node.Id, node.DisplayText));
            return null;
        }

        foreach (var child in (execution.PendingCalls ?? []).OfType<PendingCall.ChildEnded>())
        {
            if (!to.ById.TryGetValue(child.ChildNode, out var ended) || !ReferenceEquals(ended.Parent, found))
            {
                problems.Add(AlterationProblems.PendingChildGone(node.Id, node.DisplayText, child.ChildNode));
            }
        }

        return found;
    }

    private void Ask(ActivityExecution execution, ActivityNode node)
    {
        var children = new List<(long Id, ChildMigration Child)>();
        foreach (var child in execution.Children)
        {
            if (to.ById.TryGetValue(child.Node.Id, out var found) && ReferenceEquals(found.Parent, node))
            {
                children.Add((child.Id, new ChildMigration(child.Node, found, child.Tag)));
            }
        }

        if (children.Count < execution.ChildCount)
        {
            return; // the children's own problems say why
        }

        var migration = new NodeMigration
        {
            From = execution.Node,
            To = node,
            State = JsonOf(execution.State),
            TriggerFrom = _trigger is null ? null : from.Trigger?.Node,
            TriggerTo = _trigger?.Node,
            Children = [.. children.Select(static pair => pair.Child)],
        };
        switch (node.Activity.Migrate(migration))
        {
            case StateMigration.Kept:
                _carried[execution.Id] = (execution.State, Carried(execution.Id).Tag);
                break;
            case StateMigration.Changed changed:
                _carried[execution.Id] = (changed.State is { } json ? new ExecutionState.Stored(json) : null, Carried(execution.Id).Tag);
                _passedOver.AddRange(changed.PassedOver);
                for (var i = 0; i < changed.Tags.Length; i++)
                {
                    _carried[children[i].Id] = (null, changed.Tags[i]);
                }

                break;
            case StateMigration.Refused refused:
                problems.Add(AlterationProblems.State(node.Id, execution.Node.DisplayText, refused.Words));
                break;
        }
    }

    private ActivityExecution Carry(ActivityExecution execution, ActivityNode node, InstanceState state, ActivityExecution? parent)
    {
        var (kept, tag) = Carried(execution.Id);
        var carried = state.Add(execution.Id, node, parent, tag ?? execution.Tag);
        carried.Status = execution.Status;
        carried.State = kept;
        carried.IsBreaking = execution.IsBreaking;
        carried.Tasks = execution.Tasks;
        carried.PendingCalls = execution.PendingCalls;
        carried.Incident = execution.Incident is { } incident ? incident with { NodeId = node.NodeId } : null;
        _values.Variables(node.Id, execution.Node.Variables, execution.Variables ?? [], node.Variables, carried.Variables ?? []);
        return carried;
    }

    private (ExecutionState? State, int? Tag) Carried(long id) => _carried.GetValueOrDefault(id);

    private static JsonElement? JsonOf(ExecutionState? state)
    {
        switch (state)
        {
            case null:
                return null;
            case ExecutionState.Stored stored:
                return stored.Json;
            default:
                var buffer = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(buffer))
                {
                    state.WriteTo(writer);
                }

                using (var document = JsonDocument.Parse(buffer.WrittenMemory))
                {
                    return document.RootElement.Clone();
                }
        }
    }
}
