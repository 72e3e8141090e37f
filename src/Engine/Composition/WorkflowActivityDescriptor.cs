using System.Collections.Immutable;
using System.Text;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Definitions;

namespace ProcessAutomation.Engine.Composition;

/// <summary>How a workflow looks as an activity: inputs, outputs and outcomes are those of the workflow.</summary>
internal static class WorkflowActivityDescriptor
{
    /// <summary>Members of an activity's JSON that no input or output can be stored at.</summary>
    private static readonly ImmutableArray<string> TakenNames =
    [
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "activities", "connections", "variables", "root",
        "workflowDefinitionId", "workflowDefinitionVersionId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId",
    ];

    public static ActivityDescriptor Of(WorkflowDefinition definition) => new()
    {
        TypeName = TypeNameOf(definition.Name),
        Version = definition.Version,
        DisplayName = definition.Name,
        Category = string.IsNullOrWhiteSpace(definition.Options.ActivityCategory) ? "Workflows" : definition.Options.ActivityCategory,
        Description = definition.Description ?? "",
        Inputs = [.. definition.Inputs.Select(static input => new SyntheticInput(input.Name, input.Type) { DisplayName = input.DisplayName })],
        Outputs = [.. definition.Outputs.Select(static output => new SyntheticOutput(output.Name, output.Type) { DisplayName = output.DisplayName })],
        Ports = [.. definition.Outcomes.Distinct(StringComparer.Ordinal).Select(static outcome => new Port(outcome)), new Port(WorkflowActivity.RootPort, PortKind.Embedded, IsBrowsable: false)],
    };

    /// <summary>The type name Elsa gives a workflow: letters that begin a word are upper-case, what is between words is left out.</summary>
    public static string TypeNameOf(string name)
    {
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length;)
        {
            var next = i;
            while (next < name.Length && name[next] is ' ' or '_' or '-')
            {
                next++;
            }

            // Elsa does this for the letters A to Z; what stands before any other is kept.
            if ((i == 0 || next > i) && next < name.Length && char.IsAsciiLetter(name[next]))
            {
                text.Append(char.ToUpperInvariant(name[next]));
                i = next + 1;
            }
            else
            {
                text.Append(name, i, Math.Max(1, next - i));
                i = Math.Max(i + 1, next);
            }
        }

        return text.ToString();
    }

    /// <summary>Names of inputs and outputs that cannot be stored in an activity.</summary>
    public static IEnumerable<string> UnusableNames(WorkflowDefinition definition) =>
        definition.Inputs.Select(static input => input.Name).Concat(definition.Outputs.Select(static output => output.Name))
            .Where(static name => TakenNames.Contains(JsonNames.Camel(name), StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal);
}
