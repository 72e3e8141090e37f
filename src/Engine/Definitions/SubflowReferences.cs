using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Where activities name other workflows: inputs with the designer's workflow picker.</summary>
internal static class SubflowReferences
{
    private const string Picker = "workflow-definition-picker";

    /// <summary>One input that names a workflow.</summary>
    internal readonly record struct Place(ActivityNode Node, string InputName, string DefinitionId)
    {
        public string Pointer => $"{Node.Pointer}/{JsonNames.Camel(InputName)}";
    }

    /// <summary>All places in a node that name a workflow literally.</summary>
    public static IEnumerable<Place> In(ActivityNode node) =>
        from input in node.Activity.Descriptor.Inputs
        where input.UiHint is Picker
        let id = (node.Inputs[input.Ordinal] as ConstantInput)?.Value as string
        where !string.IsNullOrWhiteSpace(id)
        select new Place(node, input.Name, id);

    /// <summary>All places in a graph that name this workflow.</summary>
    public static IEnumerable<Place> To(WorkflowGraph graph, string definitionId) =>
        graph.Nodes.SelectMany(In).Where(place => string.Equals(place.DefinitionId, definitionId, StringComparison.Ordinal));

    /// <summary>Reports inputs that compute which workflow they name: its version could not be pinned.</summary>
    public static void Check(ActivityNode node, ProblemSink problems)
    {
        foreach (var input in node.Activity.Descriptor.Inputs.Where(input => input.UiHint is Picker && node.Inputs[input.Ordinal] is { IsConstant: false }))
        {
            problems.Add(ProblemIds.SubflowNotLiteral, node, $"{node} computes which workflow it starts. Choose one, so that a running case can stay on its version.", input.Name);
        }
    }
}
