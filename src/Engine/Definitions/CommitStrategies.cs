using System.Text.Json;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>
/// Where an instance commits besides its waits, by Elsa's names. A commit ends the burst; the instance goes on in the next one, so what was
/// before it is durable and is not run again should the process die after it.
/// </summary>
internal static class CommitStrategies
{
    private static readonly string[] OfWorkflows = ["", "Default", "WorkflowExecuting", "WorkflowExecuted", "ActivityExecuting", "ActivityExecuted", "Periodic"];
    private static readonly string[] OfActivities = ["", "Default", "Executing", "Executed", "ActivityExecuting", "ActivityExecuted", "CommitAlways", "CommitNever"];

    /// <summary>True: the instance commits when it has been made, before its first activity.</summary>
    public static bool CommitsAtStart(string? workflowStrategy) => workflowStrategy is "WorkflowExecuting";

    /// <summary>Names a workflow may give; null and empty mean: at waits.</summary>
    public static bool IsOfWorkflow(string? name) => OfWorkflows.Contains(name ?? "", StringComparer.Ordinal);

    /// <summary>Sets where the burst ends around a node: by its own strategy, else by the workflow's, which does not look at containers.</summary>
    public static void Apply(ActivityNode node, string? workflowStrategy)
    {
        var own = NameIn(node);
        var name = own is not ("" or "Default") ? own : node.Activity.Descriptor.IsContainer ? "" : workflowStrategy;
        node.CommitsBefore = name is "Executing" or "ActivityExecuting" or "CommitAlways";
        node.CommitsAfter = name is "Executed" or "ActivityExecuted" or "CommitAlways";
    }

    /// <summary>Reports a strategy there is none of.</summary>
    public static void Check(ActivityNode node, ProblemSink problems)
    {
        if (NameIn(node) is var own && !OfActivities.Contains(own, StringComparer.Ordinal))
        {
            problems.Add(ProblemIds.UnknownCommitStrategy, node, $"There is no commit strategy {own} for activities, as {node} has it. Choose {string.Join(", ", OfActivities.Skip(2))}.", pointer: "/customProperties/commitStrategyName");
        }
    }

    private static string NameIn(ActivityNode node) =>
        node.Json.TryGetProperty("customProperties", out var properties) && properties.ValueKind is JsonValueKind.Object
        && properties.TryGetProperty("commitStrategyName", out var name) && name.ValueKind is JsonValueKind.String
            ? name.GetString()! // a string element has a string
            : "";
}
