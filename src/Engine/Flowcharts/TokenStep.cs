using System.Collections.Immutable;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Branching;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>What follows in a token-based flowchart when one of its activities ends.</summary>
internal readonly ref struct TokenStep(ActivityContext context, FlowchartPlan plan, TokenState tokens)
{
    /// <summary>The activity's outcomes send tokens; what it was run for is used up; each target's merge mode says whether it runs now.</summary>
    public void Leave(ActivityNode node, ImmutableArray<string> outcomes)
    {
        context.Frame.Effects.Touch();
        var activity = plan.NumberOf(node);
        var outbound = plan.Outbound[activity];
        foreach (var connection in outbound)
        {
            if (outcomes.Contains(plan.Edges[connection].Port, StringComparer.Ordinal))
            {
                tokens.Emit(connection);
            }
        }

        tokens.Consume(plan.Inbound[activity]);
        var before = context.RunningChildren.Length;
        foreach (var connection in outbound)
        {
            if (outcomes.Contains(plan.Edges[connection].Port, StringComparer.Ordinal))
            {
                Arrive(connection, before);
            }
        }

        LiftIdleBlocks();
    }

    /// <summary>A cancelled activity takes its tokens with it, those on the way to it and those it has sent.</summary>
    public void Cancel(ActivityNode node)
    {
        context.Frame.Effects.Touch();
        var activity = plan.NumberOf(node);
        tokens.Clear(plan.Inbound[activity]);
        tokens.Clear(plan.Outbound[activity]);
        LiftIdleBlocks();
    }

    private void Arrive(int connection, int before)
    {
        var number = plan.Edges[connection].Target;
        var target = plan.Node.Children[number];
        var mode = ModeOf(target, number);
        if (mode == MergeMode.Race)
        {
            Flowchart.CancelAncestors(context, context.Execution, target);
        }

        if (mode is MergeMode.Cascade or MergeMode.Race)
        {
            if (!tokens.TakeBlocked(connection))
            {
                BlockOthers(connection, number);
                Schedule(target, before);
            }
        }
        else if (mode switch
        {
            MergeMode.Stream => !IsUnderWay(number),
            MergeMode.Merge => IsMet(plan.ForwardInbound[number]),
            MergeMode.Converge => IsMet(plan.Inbound[number]),
            _ => throw new System.Diagnostics.UnreachableException(),
        })
        {
            Schedule(target, before);
        }
    }

    // Two connections that one completion follows to the same target run it once.
    private void Schedule(ActivityNode target, int before)
    {
        foreach (var child in context.RunningChildren[before..])
        {
            if (ReferenceEquals(child.Node, target))
            {
                return;
            }
        }

        context.Schedule(target);
    }

    private bool IsMet(int[] inbound) => inbound.Length <= 1 || tokens.AllOpen(inbound);

    // An activity right before the target is about to run, or runs.
    private bool IsUnderWay(int target)
    {
        foreach (var connection in plan.ForwardInbound[target])
        {
            if (tokens.AnyOpen(plan.Inbound[plan.Edges[connection].Source]))
            {
                return true;
            }
        }

        return false;
    }

    private void BlockOthers(int arrived, int target)
    {
        foreach (var connection in plan.ForwardInbound[target])
        {
            if (connection != arrived)
            {
                tokens.Block(connection);
            }
        }
    }

    // A block on a connection that nothing is under way to any more would swallow a token of the next round.
    private void LiftIdleBlocks()
    {
        for (var connection = 0; tokens.HasBlocks && connection < plan.Edges.Length; connection++)
        {
            if (tokens.IsBlocked(connection) && !CanArrive(plan.Edges[connection].Source))
            {
                tokens.Lift(connection);
            }
        }
    }

    private bool CanArrive(int source)
    {
        var ancestors = plan.AncestorsOf(source);
        foreach (var child in context.RunningChildren)
        {
            var number = plan.NumberOf(child.Node);
            if (number == source || Array.BinarySearch(ancestors, number) >= 0)
            {
                return true;
            }
        }

        foreach (var call in context.Execution.PendingCalls ?? [])
        {
            if (call is PendingCall.ChildEnded { ChildNode: var untold } && plan.NumberOf(context.Frame.State.Graph.ById[untold]) is var number
                && (number == source || Array.BinarySearch(ancestors, number) >= 0))
            {
                return true;
            }
        }

        if (tokens.AnyOpen(plan.Inbound[source]))
        {
            return true;
        }

        foreach (var ancestor in ancestors)
        {
            if (tokens.AnyOpen(plan.Inbound[ancestor]))
            {
                return true;
            }
        }

        return false;
    }

    private MergeMode ModeOf(ActivityNode target, int number)
    {
        if (target.Activity is not FlowJoin)
        {
            return plan.MergeModes[number];
        }

        var mode = (FlowJoinMode)(context.EvaluateInput(target, FlowJoin.ModeInput) ?? FlowJoinMode.WaitAny);
        return mode == FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge;
    }
}
