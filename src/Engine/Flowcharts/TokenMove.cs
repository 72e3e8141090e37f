using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>A move in a token-based flowchart: tokens that belong to what has ended go, so that joins wait for what is still to come.</summary>
internal static class TokenMove
{
    /// <summary>Clears tokens and schedules the target; what <see cref="FlowMove.Ends"/> named has left the container.</summary>
    public static void Apply(ActivityContext context, FlowchartPlan plan, TokenState tokens, ActivityNode left, ActivityNode target)
    {
        var (from, to) = (plan.NumberOf(left), plan.NumberOf(target));
        if (from != to)
        {
            tokens.Clear(plan.Inbound[from]);
            tokens.Clear(plan.Inbound[to]);
            foreach (var before in plan.AncestorsOf(to))
            {
                tokens.Clear(plan.Inbound[before]); // nothing runs on the way to the target any more
            }

            ClearAfter(plan, tokens, to);
        }

        context.Schedule(target);
    }

    // What the target leads to is run again: what was sent from there before does not count.
    private static void ClearAfter(FlowchartPlan plan, TokenState tokens, int target)
    {
        for (var activity = 0; activity < plan.Outbound.Length; activity++)
        {
            if (activity == target || FlowMove.Leads(plan, target, activity))
            {
                tokens.Clear(plan.Outbound[activity]);
            }
        }
    }
}
