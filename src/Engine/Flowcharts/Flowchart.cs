using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Alterations;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Runtime;

namespace ProcessAutomation.Engine.Flowcharts;

/// <summary>
/// Activities and the connections between them, with the semantics of Elsa 3.8's two modes. Counter-based: every activity is an implicit join
/// of its forward connections, branches that are not taken are skipped through, so that they never block a join. Token-based: tokens stand on
/// connections, and an activity's merge mode says which ones it waits for. What differs from Elsa is in docs/differences-from-elsa.md.
/// </summary>
public sealed class Flowchart(IOptions<EngineOptions> options) : Activity
{
    // Tag of a child that was scheduled through a backward connection: its visit is not counted.
    internal const int Backward = 1;

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
        var plan = FlowchartPlan.Build(node, FlowchartModes.Of(node, options.Value.FlowchartMode), edges);
        foreach (var number in plan.BadLoops())
        {
            var (source, target) = (node.Children[edges[number].Source], node.Children[edges[number].Target]);
            problems.Add(
                plan.Mode == FlowchartMode.CounterBased ? ProblemIds.InvalidLoop : ProblemIds.LoopIntoConverge,
                node,
                plan.Mode == FlowchartMode.CounterBased
                    ? ProblemText.Of($"The connection back from {source} to {target} jumps into a branch: every way to {source} must pass {target}.")
                    : $"{target} waits for all its connections, also for the one back from {source}, which is only reached after it: neither would ever run.",
                pointer: $"/connections/{number}");
        }

        return plan;
    }

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var plan = PlanFor(context, context.Node);
        if (plan.Start < 0)
        {
            context.Complete();
        }
        else
        {
            if (plan.Mode == FlowchartMode.TokenBased)
            {
                context.Execution.State = new TokenState(plan.Edges.Length);
            }

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

        if (IsTokenBased(context.Execution))
        {
            var tokens = TokensOf(context);
            new TokenStep(context, PlanFor(context, context.Node), tokens).Leave(child.Node, child.Outcomes);
            CompleteWhenUsedUp(context, tokens);
        }
        else
        {
            new FlowStep(context, PlanFor(context, context.Node), CountersOf(context)).Leave(child.Node, child.Outcomes, wasBackward: child.Tag == Backward);
            CompleteWhenIdle(context);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ChildCancelledAsync(ActivityContext context, ChildCompletion child, CancellationToken cancellationToken)
    {
        if (IsTokenBased(context.Execution))
        {
            var tokens = TokensOf(context);
            new TokenStep(context, PlanFor(context, context.Node), tokens).Cancel(child.Node);
            CompleteWhenUsedUp(context, tokens);
        }
        else
        {
            new FlowStep(context, PlanFor(context, context.Node), CountersOf(context)).Leave(child.Node, Outcomes.None, wasBackward: false);
            CompleteWhenIdle(context);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override StateMigration Migrate(NodeMigration migration)
    {
        var (from, to) = (PlanOf(migration.From).For(migration.TriggerFrom), PlanOf(migration.To).For(migration.TriggerTo));
        var isTokenBased = migration.State is { } state ? TokenState.IsStored(state) : from.Mode == FlowchartMode.TokenBased;
        return isTokenBased ? TokenMigration.Map(migration, from, to) : FlowMigration.Map(migration, from, to);
    }

    /// <inheritdoc/>
    internal override MoveEnds? EndsWithMove(ActivityExecution container, ActivityExecution from, ActivityNode target, ActivityNode? trigger) =>
        FlowMove.Ends(PlanOf(container.Node).For(trigger), container, from, target, IsTokenBased(container));

    /// <inheritdoc/>
    internal override void Move(ActivityContext context, ActivityNode from, int fromTag, ActivityNode target)
    {
        if (IsTokenBased(context.Execution))
        {
            TokenMove.Apply(context, PlanFor(context, context.Node), TokensOf(context), from, target);
        }
        else
        {
            FlowMove.Apply(context, PlanFor(context, context.Node), CountersOf(context), from, fromTag, target);
        }
    }

    /// <summary>The mode a running flowchart goes on in: the one it began in, also when the default has been changed since.</summary>
    internal static bool IsTokenBased(ActivityExecution flowchart) => flowchart.State switch
    {
        FlowState => false,
        TokenState => true,
        ExecutionState.Stored stored => TokenState.IsStored(stored.Json),
        _ => PlanOf(flowchart.Node).Mode == FlowchartMode.TokenBased,
    };

    /// <summary>Cancels the running activities that lead to a join.</summary>
    internal static void CancelAncestors(ActivityContext context, ActivityExecution flowchart, ActivityNode join)
    {
        var plan = PlanFor(context, flowchart.Node);
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

    // Mode and numbers are the same wherever the flowchart begins.
    private static FlowchartPlan PlanOf(ActivityNode node) => (FlowchartPlan)node.Plan!; // Compile made it

    // A flowchart that holds the trigger which has started the instance begins with it.
    private static FlowchartPlan PlanFor(ActivityContext context, ActivityNode node) => PlanOf(node).For(context.Frame.State.Trigger?.Node);

    private static FlowState CountersOf(ActivityContext context)
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

    private static TokenState TokensOf(ActivityContext context)
    {
        var execution = context.Execution;
        if (execution.State is TokenState tokens)
        {
            return tokens;
        }

        var json = execution.State is ExecutionState.Stored stored ? stored.Json : default(JsonElement);
        tokens = TokenState.Read(json, PlanOf(execution.Node).Edges.Length);
        execution.State = tokens;
        return tokens;
    }

    // Nothing runs and a token is left: what it waits for cannot come any more. Elsa's instance stands still for ever; here somebody is told.
    private static void CompleteWhenUsedUp(ActivityContext context, TokenState tokens)
    {
        if (context.HasRunningChildren)
        {
            return;
        }

        if (tokens.FirstOpen is >= 0 and var connection)
        {
            var plan = PlanOf(context.Node);
            throw new ActivityFault("flowchart.blocked", $"{plan.Node.Children[plan.Edges[connection].Target].Id} waits for a connection that nothing will follow", retryable: false);
        }

        context.Complete();
    }

    private static void CompleteWhenIdle(ActivityContext context)
    {
        if (!context.HasRunningChildren)
        {
            context.Complete();
        }
    }
}
