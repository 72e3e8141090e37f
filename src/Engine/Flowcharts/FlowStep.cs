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

        if (!wasBackward)
        {
            state.Visit(number);
        }

        // A skipped activity is left before its neighbours are looked at. A dead branch of any length is walked without recursion.
        Stack<(int Activity, int Next)>? paused = null;
        var (activity, next) = (number, 0);
        while (true)
        {
            if (next < plan.Outbound[activity].Length)
            {
                var skipped = Visit(plan.Outbound[activity][next++], paused is { Count: > 0 } ? Outcomes.None : outcomes);
                if (skipped >= 0)
                {
                    (paused ??= new()).Push((activity, next));
                    (activity, next) = (skipped, 0);
                    state.Visit(skipped);
                }
            }
            else if (paused is null || !paused.TryPop(out var resumed))
            {
                return;
            }
            else
            {
                (activity, next) = resumed;
            }
        }
    }

    // Returns the activity to skip; -1: none.
    private int Visit(int number, ImmutableArray<string> outcomes)
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

            return -1;
        }

        switch (Decide(number, edge.Target, target))
        {
            case Decision.Run:
                context.Schedule(target);
                return -1;
            case Decision.RunAndCancelAncestors:
                context.Schedule(target);
                Flowchart.CancelAncestors(context, context.Execution, target);
                return -1;
            case Decision.Skip:
                return edge.Target;
            default:
                return -1;
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
