using System.Collections.Immutable;

namespace ProcessAutomation.Engine.Definitions;

/// <summary>The variables an activity's expressions see: those of its containers, innermost first, and of the workflow.</summary>
internal sealed class VariableScope(VariableScope? outer, int nodeIndex, ImmutableArray<VariableDefinition> variables, int firstOrdinal = 0)
{
    /// <summary>Visible variables by name; an inner one hides an outer one of the same name.</summary>
    public IReadOnlyDictionary<string, (VariableDefinition Definition, VariableSlot Slot)> ByName { get; } = Visible(outer, nodeIndex, variables, firstOrdinal);

    /// <summary>Finds by id, then by name, from the inside out; null = not visible here.</summary>
    public (VariableDefinition Definition, VariableSlot Slot)? Find(string? id, string? name) =>
        (id is null ? null : FindOne(id, static (variable, text) => string.Equals(variable.Id, text, StringComparison.Ordinal)))
        ?? (name is null ? null : FindOne(name, static (variable, text) => string.Equals(variable.Name, text, StringComparison.Ordinal)));

    private (VariableDefinition, VariableSlot)? FindOne(string text, Func<VariableDefinition, string, bool> matches)
    {
        for (var i = 0; i < variables.Length; i++)
        {
            if (matches(variables[i], text))
            {
                return (variables[i], new VariableSlot(nodeIndex, firstOrdinal + i));
            }
        }

        return outer?.FindOne(text, matches);
    }

    private static Dictionary<string, (VariableDefinition Definition, VariableSlot Slot)> Visible(
        VariableScope? outer, int nodeIndex, ImmutableArray<VariableDefinition> variables, int firstOrdinal)
    {
        var visible = outer is null
            ? new Dictionary<string, (VariableDefinition Definition, VariableSlot Slot)>(StringComparer.Ordinal)
            : new Dictionary<string, (VariableDefinition Definition, VariableSlot Slot)>(outer.ByName, StringComparer.Ordinal);
        for (var i = 0; i < variables.Length; i++)
        {
            visible[variables[i].Name] = (variables[i], new VariableSlot(nodeIndex, firstOrdinal + i));
        }

        return visible;
    }
}
