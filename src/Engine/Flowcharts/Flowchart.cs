using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>
/// Activities and the connections between them, with the semantics of Elsa 3.8's counter-based mode: every activity is an implicit join
/// of its forward connections, branches that are not taken are skipped through, so that they never block a join.
/// Differences from Elsa: an activity with an incident keeps the flowchart open, a terminal activity cancels what still runs in it,
/// and a backward connection that does not return to an activity every path has passed is refused at publish instead of failing at run time.
/// </summary>
public sealed class Flowchart : Activity
{
    // Tag of a child that was scheduled through a backward connection: its visit is not counted.
    private const int Backward = 1;

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Flowchart",
        DisplayName = "Flowchart",
        Category = "Flow",
        Description = "A flowchart is a collection of activities and connections between them.",
        IsContainer = true,
        IsBrowsable = false,
    };

    /// <inheritdoc/>
    public override object? Compile(ActivityNode node, ProblemSink problems)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < node.Children.Length; i++)
        {
            numbers[node.Children[i].Id] = i;
        }

        var edges = node.Connections.Select(c => new FlowEdge(numbers[c.Source.Id], c.SourcePort, numbers[c.Target.Id])).ToImmutableArray();
        return FlowchartPlan.Build(node, edges, edge => problems.Add(
            ProblemIds.InvalidLoop,
            node,
            $"The connection back from {node.Children[edge.Source].DisplayText} to {node.Children[edge.Target].DisplayText} jumps into a branch: every way to {node.Children[edge.Source].DisplayText} must pass {node.Children[edge.Target].DisplayText}.",
            pointer: $"/connections/{edges.IndexOf(edge)}"));
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var plan = PlanOf(context.Node);
        if (plan.Start < 0)
        {
            context.Complete();
        }
        else
        {
            context.Schedule(context.Node.Children[plan.Start]);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCompletedAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        if (child.Node.Activity.Descriptor.IsTerminal)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        new FlowStep(context, PlanOf(context.Node), StateOf(context)).Leave(child.Node, child.Outcomes, wasBackward: child.Tag == Backward);
        CompleteWhenIdle(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        new FlowStep(context, PlanOf(context.Node), StateOf(context)).Leave(child.Node, Outcomes.None, wasBackward: false);
        CompleteWhenIdle(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Cancels the running activities that lead to a join.</summary>
    internal static void CancelAncestors(ActivityContext context, ActivityExecution flowchart, ActivityNode join)
    {
        var plan = PlanOf(flowchart.Node);
        var ancestors = plan.AncestorsOf(plan.NumberOf(join));
        foreach (var child in flowchart.Children)
        {
            if (child.HasRun && Array.BinarySearch(ancestors, plan.NumberOf(child.Node)) >= 0)
            {
                context.CancelExecution(child);
            }
        }
    }

    internal static void ScheduleBackward(ActivityContext context, ActivityNode target) => context.Schedule(target, Backward);

    private static FlowchartPlan PlanOf(ActivityNode node) => (FlowchartPlan)node.Plan!; // Compile made it

    private static FlowState StateOf(ActivityContext context)
    {
        var execution = context.Execution;
        if (execution.State is FlowState state)
        {
            return state;
        }

        var plan = PlanOf(execution.Node);
        var json = execution.State is ExecutionState.Stored stored ? stored.Json : default(JsonElement);
        state = FlowState.Read(json, plan.Node.Children.Length, plan.Edges.Length);
        execution.State = state;
        return state;
    }

    private static void CompleteWhenIdle(ActivityContext context)
    {
        if (!context.HasRunningChildren)
        {
            context.Complete();
        }
    }
}
