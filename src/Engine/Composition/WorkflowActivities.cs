using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Composition;

/// <summary>The workflows that one definition uses as activities, read before it is compiled. Immutable.</summary>
public sealed class WorkflowActivities
{
    private readonly IReadOnlyDictionary<WorkflowActivityReference, (WorkflowActivity? Activity, ProblemText? Refusal)> found;

    internal WorkflowActivities(IReadOnlyDictionary<WorkflowActivityReference, (WorkflowActivity? Activity, ProblemText? Refusal)> found) => this.found = found;

    /// <summary>A definition that uses none.</summary>
    public static WorkflowActivities None { get; } = new(ImmutableDictionary<WorkflowActivityReference, (WorkflowActivity?, ProblemText?)>.Empty);

    /// <summary>The workflow an activity stands for.</summary>
    /// <param name="activity">The activity's JSON.</param>
    /// <param name="workflow">The version; null: there is a workflow of this name, but it cannot be used.</param>
    /// <param name="refusal">Why it cannot be used; null: it can.</param>
    /// <returns>False: it stands for no workflow there is.</returns>
    internal bool Find(JsonElement activity, out WorkflowActivity? workflow, out ProblemText? refusal)
    {
        var isKnown = found.TryGetValue(WorkflowActivityReference.Read(activity), out var entry);
        (workflow, refusal) = (entry.Activity, entry.Refusal);
        return isKnown;
    }
}
