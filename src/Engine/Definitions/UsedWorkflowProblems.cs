using System.Collections.Immutable;
using ProcessAutomation.Engine.Composition;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Problems inside a workflow that is used as an activity are shown at the activity: its user's designer knows no place further in.</summary>
internal static class UsedWorkflowProblems
{
    public static ImmutableArray<DefinitionProblem> AtTheirUser(IReadOnlyList<DefinitionProblem> problems, IReadOnlyList<ActivityNode> nodes)
    {
        var uses = nodes.Where(static node => node is { UsedBy: null, Activity: WorkflowActivity }).ToList();
        return [.. problems.Select(problem => uses.Find(use => IsInside(problem, use)) is { Activity: WorkflowActivity workflow } use
            ? new DefinitionProblem(problem.Id, use.Pointer, $"In {workflow.Definition.Name} version {workflow.Definition.Version}, used here: {problem.Text}", use.Id)
            : problem).Distinct()];
    }

    private static bool IsInside(DefinitionProblem problem, ActivityNode use) =>
        problem.Pointer.StartsWith($"{use.Pointer}/root", StringComparison.Ordinal)
        && (problem.Pointer.Length == use.Pointer.Length + "/root".Length || problem.Pointer[use.Pointer.Length + "/root".Length] == '/');
}
