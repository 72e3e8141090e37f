using System.Collections.Immutable;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;
using ProcessAutomation.Engine.Expressions;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Reads the cases of switches: <c>[{"label":"A","condition":{"type":"CSharp","value":"..."},"activity":null}]</c>.</summary>
internal static class CaseReader
{
    private sealed class Draft(string label)
    {
        public string Label { get; } = label;

        public CompiledInput? Condition { get; set; }

        public ActivityNode? Activity { get; init; }
    }

    /// <summary>Reads the cases of a node. The result gives the finished cases once the expressions are; null when the node is no switch.</summary>
    public static (ImmutableArray<string> Labels, Func<ImmutableArray<CompiledCase>> Cases)? Read(
        ActivityNode node, VariableScope scope, ExpressionCompiler expressions, ProblemSink problems)
    {
        var input = node.Activity.Descriptor.Inputs.FirstOrDefault(input => input.UiHint is "switch-editor" or "flow-switch-editor");
        if (input is null)
        {
            return null;
        }

        var drafts = new List<Draft>();
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var name = JsonNames.Camel(input.Name);
        if (node.Json.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in list.EnumerateArray())
            {
                ReadCase(node, input, item, $"/{name}/{i++}", scope, expressions, problems, drafts, labels);
            }
        }
        else if (list.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            problems.Add(ProblemIds.MalformedInput, node, $"The cases of {node} are not a list.", input.Name);
        }

        return ([.. drafts.Select(draft => draft.Label)],
            () => [.. drafts.Where(draft => draft.Condition is not null).Select(draft => new CompiledCase(draft.Label, draft.Condition!, draft.Activity))]); // filtered just before
    }

    private static void ReadCase(
        ActivityNode node, InputDescriptor input, JsonElement item, string pointer, VariableScope scope,
        ExpressionCompiler expressions, ProblemSink problems, List<Draft> drafts, HashSet<string> labels)
    {
        var label = item.ValueKind is JsonValueKind.Object && item.TryGetProperty("label", out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : ""; // a string element has a string
        if (label.Length == 0)
        {
            problems.Add(ProblemIds.MalformedInput, node, $"A case of {node} has no label.", input.Name, pointer + "/label");
        }
        else if (!labels.Add(label))
        {
            problems.Add(ProblemIds.DuplicateOutcome, node, $"Two cases of {node} have the label {label}.", input.Name, pointer + "/label");
        }

        var childPointer = node.Pointer + pointer + "/activity";
        var draft = new Draft(label) { Activity = node.Children.FirstOrDefault(child => string.Equals(child.Pointer, childPointer, StringComparison.Ordinal)) };
        drafts.Add(draft);
        if (item.ValueKind is JsonValueKind.Object && item.TryGetProperty("condition", out var json) && ExpressionJson.Read(json) is { } condition
            && (condition.Text is not { } source || !string.IsNullOrWhiteSpace(source)))
        {
            var site = new ExpressionSite(node, input.Name, $"{node.Pointer}{pointer}/condition/value", typeof(bool), IsHtml: false, scope);
            expressions.Compile(condition, site, value => draft.Condition = value);
        }
        else
        {
            problems.Add(ProblemIds.MissingInput, node, $"The case {label} of {node} has no condition.", input.Name, pointer + "/condition");
        }
    }
}
