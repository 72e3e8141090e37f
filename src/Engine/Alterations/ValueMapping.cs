using System.Collections.Immutable;
using ProcessAutomation.Engine.Definitions;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Alterations;

/// <summary>Carries values over to another version's declarations: variables by id, workflow inputs and outputs by name.</summary>
internal sealed class ValueMapping(ImmutableArray<AlterationProblem>.Builder problems)
{
    private readonly List<VariableChange> _changes = [];

    /// <summary>What happens to variables; those that stay as they are are not named.</summary>
    public ImmutableArray<VariableChange> Changes => [.. _changes];

    /// <param name="activity">The container; null: the workflow.</param>
    /// <param name="from">Declarations of the old version.</param>
    /// <param name="values">Their values.</param>
    /// <param name="to">Declarations of the new version.</param>
    /// <param name="target">Their values, with the defaults in place.</param>
    public void Variables(string? activity, ImmutableArray<VariableDefinition> from, object?[] values, ImmutableArray<VariableDefinition> to, object?[] target)
    {
        var old = from.Select((variable, i) => (variable, i)).ToDictionary(static pair => pair.variable.Id, static pair => pair.i, StringComparer.Ordinal);
        for (var i = 0; i < to.Length; i++)
        {
            var wanted = to[i];
            if (!old.Remove(wanted.Id, out var index))
            {
                _changes.Add(new VariableChange(wanted.Name, activity, VariableChangeKind.Added, null, ValueTypes.NameOf(wanted.Type)));
                continue;
            }

            target[i] = Carry(activity, wanted.Name, from[index].Type, wanted.Type, values[index]);
            if (from[index].Type != wanted.Type)
            {
                _changes.Add(new VariableChange(wanted.Name, activity, VariableChangeKind.Converted, ValueTypes.NameOf(from[index].Type), ValueTypes.NameOf(wanted.Type)));
            }
        }

        foreach (var index in old.Values.Order())
        {
            _changes.Add(new VariableChange(from[index].Name, activity, VariableChangeKind.Dropped, ValueTypes.NameOf(from[index].Type), null));
        }
    }

    public void Inputs(InstanceState from, InstanceState to)
    {
        for (var i = 0; i < to.Inputs.Length; i++)
        {
            var wanted = to.Graph.Inputs[i];
            for (var j = 0; j < from.Inputs.Length; j++)
            {
                if (string.Equals(from.Graph.Inputs[j].Name, wanted.Name, StringComparison.Ordinal))
                {
                    to.Inputs[i] = Carry(null, wanted.Name, from.Graph.Inputs[j].Type, wanted.Type, from.Inputs[j]);
                }
            }
        }
    }

    public void Outputs(InstanceState from, InstanceState to)
    {
        for (var i = 0; i < to.Outputs.Length; i++)
        {
            var wanted = to.Graph.Outputs[i];
            for (var j = 0; j < from.Outputs.Length; j++)
            {
                if (string.Equals(from.Graph.Outputs[j].Name, wanted.Name, StringComparison.Ordinal))
                {
                    to.Outputs[i] = Carry(null, wanted.Name, from.Graph.Outputs[j].Type, wanted.Type, from.Outputs[j]);
                }
            }
        }
    }

    private object? Carry(string? activity, string name, Type from, Type to, object? value)
    {
        if (from == to)
        {
            return value;
        }

        if (ValueConverter.TryConvert(value, to, out var converted))
        {
            return converted;
        }

        problems.Add(AlterationProblems.NotConvertible(activity, name, ValueTypes.NameOf(to)));
        return null;
    }
}
