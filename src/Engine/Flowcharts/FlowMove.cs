using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Branching;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>
/// Goes on at another activity of a flowchart, so that its joins count right afterwards. Anew: the activity that is left is begun again.
/// Ahead: the flow leads there still; what is left counts as skipped, and the flow's own arrival at the target later does nothing.
/// Back (also into a branch that was not taken): everything after the target counts as not visited, and what runs there ends. With tokens, see
/// <see cref="TokenMove"/>, a move ahead also ends what else runs on the way to the target: no token may come after it.
/// </summary>
internal static class FlowMove
{
    /// <summary>The running children that end: the one that is left and what runs after a target further back, then what a join target cancels.</summary>
    public static MoveEnds Ends(FlowchartPlan plan, ActivityExecution container, ActivityExecution from, ActivityNode target, bool isTokenBased)
    {
        var to = plan.NumberOf(target);
        List<ActivityExecution> now = [from], later = [];
        if (ReferenceEquals(from.Node, target))
        {
            return new MoveEnds(now, later);
        }

        var isAhead = IsAhead(plan, container, plan.NumberOf(from.Node), to);
        foreach (var child in container.Children)
        {
            var number = plan.NumberOf(child.Node);
            if (ReferenceEquals(child, from))
            {
                continue;
            }

            if (isAhead ? isTokenBased && Leads(plan, number, to) : Leads(plan, to, number))
            {
                now.Add(child);
            }
            else if (target.Activity is FlowJoin && Leads(plan, number, to))
            {
                later.Add(child);
            }
        }

        return new MoveEnds(now, later);
    }

    /// <summary>Changes the counters and schedules the target; what <see cref="Ends"/> named has left the container.</summary>
    public static void Apply(ActivityContext context, FlowchartPlan plan, FlowState state, ActivityNode left, int leftTag, ActivityNode target)
    {
        var (from, to) = (plan.NumberOf(left), plan.NumberOf(target));
        if (from == to)
        {
            context.Schedule(target, leftTag);
            return;
        }

        if (IsAhead(plan, context.Execution, from, to))
        {
            state.Set(to, state.Visits(to) + 1);
            Flowchart.ScheduleBackward(context, target); // its visit is counted already
            new FlowStep(context, plan, state).Leave(left, Outcomes.None, leftTag == Flowchart.Backward);
            return;
        }

        Rewind(plan, state, to);
        Flowchart.ScheduleBackward(context, target); // its visit stays counted, what follows is visited anew
        if (!Leads(plan, to, from))
        {
            new FlowStep(context, plan, state).Leave(left, Outcomes.None, leftTag == Flowchart.Backward);
        }
    }

    // The flow leads there from what runs now.
    private static bool IsAhead(FlowchartPlan plan, ActivityExecution container, int from, int to)
    {
        if (Leads(plan, from, to))
        {
            return true;
        }

        foreach (var child in container.Children)
        {
            if (Leads(plan, plan.NumberOf(child.Node), to))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool Leads(FlowchartPlan plan, int from, int to) => Array.BinarySearch(plan.AncestorsOf(to), from) >= 0;

    // Takes back one visit of everything after the activity, as far as this round has come.
    private static void Rewind(FlowchartPlan plan, FlowState state, int activity)
    {
        var seen = new HashSet<int> { activity };
        var open = new Queue<int>();
        open.Enqueue(activity);
        while (open.TryDequeue(out var current))
        {
            foreach (var edge in plan.Outbound[current])
            {
                if (!plan.IsForward[edge])
                {
                    continue;
                }

                var target = plan.Edges[edge].Target;
                var visits = state.ConnectionVisits(edge);
                if (visits > 0 && state.Visits(target) >= visits && seen.Add(target))
                {
                    state.Set(target, Math.Max(0, state.Visits(target) - 1));
                    open.Enqueue(target);
                }

                state.SetConnection(edge, Math.Max(0, visits - 1), state.WasFollowed(edge));
            }
        }
    }
}
