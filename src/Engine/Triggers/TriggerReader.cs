using System.Collections.Immutable;
using ProcessAutomation.Engine.Composition;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Triggers;

/// <summary>Asks the trigger activities of a version what shall start instances of it.</summary>
internal static class TriggerReader
{
    /// <param name="graph">The version to be published.</param>
    /// <param name="now">Business clock.</param>
    /// <param name="problems">What is wrong with their inputs.</param>
    public static ImmutableArray<TriggerWish> Read(WorkflowGraph graph, DateTimeOffset now, ProblemSink problems)
    {
        var wishes = ImmutableArray.CreateBuilder<TriggerWish>();
        foreach (var node in graph.Nodes.Where(static node => node.IsTrigger && !IsBuiltIn(node)))
        {
            var scope = new TriggerScope(node, now, problems);
            node.Activity.DescribeTriggers(scope);
            wishes.AddRange(scope.Wishes);
        }

        return wishes.ToImmutable();
    }

    // A workflow that is used as an activity starts by its own triggers where it is published itself.
    private static bool IsBuiltIn(ActivityNode node)
    {
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            if (around.Activity is WorkflowActivity)
            {
                return true;
            }
        }

        return false;
    }
}
