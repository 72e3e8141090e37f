using System.Collections.Immutable;

using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Branching;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>What follows in a flowchart when one of its activities ends: activities are scheduled, or skipped, which is ending without an outcome.</summary>
internal readonly ref struct FlowStep(ActivityContext context, FlowchartPlan plan, FlowState state)
{
    private enum Decision
    {
        Wait,
        Run,
        RunAndCancelAncestors,
        Skip,
    }

    public void Leave(ActivityNode node, ImmutableArray<string> outcomes, bool wasBackward)
    {
        context.Frame.Effects.Touch();
        var number = plan.NumberOf(node);
        if (!plan.IsReached(number))
        {
            throw new ActivityFault("flowchart.dangling", $"{node.Id} is not reachable from the start", retryable: false);
        }

        Queue<int>? skipped = null;
        Leave(number, outcomes, wasBackward, ref skipped);
        while (skipped is not null && skipped.TryDequeue(out var next))
        {
            // A dead branch of any length is walked here, without recursion.
            Leave(next, Outcomes.None, wasBackward: false, ref skipped);
        }
    }

    private void Leave(int activity, ImmutableArray<string> outcomes, bool wasBackward, ref Queue<int>? skipped)
    {
        if (!wasBackward)
        {
            state.Visit(activity);
        }

        foreach (var number in plan.Outbound[activity])
        {
            var edge = plan.Edges[number];
            var isFollowed = Contains(outcomes, edge.Port);
            state.VisitConnection(number, isFollowed);
            var target = plan.Node.Children[edge.Target];
            if (!plan.IsForward[number])
            {
                if (isFollowed)
                {
                    Flowchart.ScheduleBackward(context, target);
                }

                continue;
            }

            switch (Decide(number, edge.Target, target))
            {
                case Decision.Run:
                    context.Schedule(target);
                    break;
                case Decision.RunAndCancelAncestors:
                    context.Schedule(target);
                    Flowchart.CancelAncestors(context, context.Execution, target);
                    break;
                case Decision.Skip:
                    (skipped ??= new Queue<int>()).Enqueue(edge.Target);
                    break;
            }
        }
    }

    private Decision Decide(int edge, int number, ActivityNode target)
    {
        var inbound = plan.ForwardInbound[number];
        switch (ModeOf(target))
        {
            case FlowJoinMode.WaitAllActive:
                return !state.AllVisited(inbound, number) ? Decision.Wait : state.AnyFollowed(inbound, number) ? Decision.Run : Decision.Skip;
            case FlowJoinMode.WaitAll:
                return !state.AllVisited(inbound, number) ? Decision.Wait : state.AllFollowed(inbound, number) ? Decision.Run : Decision.Skip;
            case FlowJoinMode.WaitAny:
                if (state.IsStale(edge, number) || IsRunning(target))
                {
                    return Decision.Wait;
                }

                return state.AnyFollowed(inbound, number) ? Decision.RunAndCancelAncestors
                    : state.AllVisited(inbound, number) ? Decision.Skip : Decision.Wait;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private FlowJoinMode ModeOf(ActivityNode target) => target.Activity is FlowJoin
        ? (FlowJoinMode)(context.EvaluateInput(target, FlowJoin.ModeInput) ?? FlowJoinMode.WaitAny)
        : FlowJoinMode.WaitAllActive;

    private bool IsRunning(ActivityNode target)
    {
        foreach (var child in context.RunningChildren)
        {
            if (ReferenceEquals(child.Node, target))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(ImmutableArray<string> outcomes, string port)
    {
        foreach (var outcome in outcomes)
        {
            if (string.Equals(outcome, port, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
