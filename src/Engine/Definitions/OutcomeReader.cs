using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ProcessAutomation.Engine.Activities;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>Works out which outcomes an activity of a definition may complete with, as the designer draws its ports.</summary>
internal static class OutcomeReader
{
    private const string DynamicOutcomes = "dynamic-outcomes";

    /// <summary>Sets <see cref="ActivityNode.Outcomes"/>; inputs must be compiled.</summary>
    public static void Read(ActivityNode node, ImmutableArray<string> caseLabels, ProblemSink problems)
    {
        var descriptor = node.Activity.Descriptor;
        var outcomes = new List<string>();
        if (descriptor.Inputs.Any(input => input.UiHint is "flow-switch-editor"))
        {
            outcomes.AddRange(caseLabels);
            outcomes.Add("Default");
        }

        foreach (var input in descriptor.Inputs.Where(input => input.UiHint is DynamicOutcomes || input.NamesOutcomes))
        {
            var value = node.Inputs[input.Ordinal];
            // Computed, or broken and reported: nothing can be said about ports.
            node.HasOpenOutcomes |= value is { IsConstant: false } || problems.Problems.Any(problem => problem.ActivityId == node.Id && problem.InputName == input.Name);
            var given = Names((value as Expressions.ConstantInput)?.Value).ToList();
            foreach (var name in given.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
            {
                problems.Add(ProblemIds.DuplicateOutcome, node, $"{node} has the outcome {name} twice.", input.Name);
            }

            outcomes.AddRange(given);
            outcomes.AddRange(FixedOutcomes(input));
        }

        outcomes.AddRange(
            from input in descriptor.Inputs
            where input.OutcomeWhenTrue is not null && node.Inputs[input.Ordinal] is Expressions.ConstantInput { Value: true }
            select input.OutcomeWhenTrue);
        outcomes.AddRange(descriptor.Ports.Where(port => port.Kind is PortKind.Flow).Select(port => port.Name));
        if (outcomes.Count == 0 && !descriptor.IsTerminal)
        {
            outcomes.Add("Done");
        }

        node.Outcomes = [.. outcomes.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Names(object? value) => value switch
    {
        string[] names => names.Where(name => !string.IsNullOrEmpty(name)),
        ImmutableArray<string> names => names,
        int[] codes => codes.Select(static code => code.ToString(CultureInfo.InvariantCulture)),
        JsonElement { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!), // a string element has a string
        _ => [],
    };

    private static IEnumerable<string> FixedOutcomes(InputDescriptor input) =>
        input.UiSpecifications is { ValueKind: JsonValueKind.Object } specifications
        && specifications.TryGetProperty("DynamicOutcomesOptions", out var options) && options.ValueKind is JsonValueKind.Object
        && options.TryGetProperty("fixedOutcomes", out var list)
            ? Names(list)
            : [];
}
