using System.Text.Json;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Looping;

/// <summary>Where a loop over a list stands. The list itself is not kept: it is read from where it is before every turn.</summary>
internal sealed class ForEachState(int next) : ExecutionState
{
    private object? _source;
    private Array? _items;

    /// <summary>Place of the next item, from 0.</summary>
    public int Next { get; private set; } = next;

    /// <summary>The state of a loop that has begun.</summary>
    public static ForEachState Of(ActivityExecution execution)
    {
        if (execution.State is Stored stored)
        {
            execution.State = new ForEachState(stored.Json.GetInt32());
        }

        return (ForEachState)execution.State!; // its first turn set it
    }

    /// <summary>The items of a list as it is kept. A list that is the same object as the turn before is not taken apart again, so a long one costs in proportion.</summary>
    public Array ItemsOf(object? list, string name)
    {
        if (_items is null || !ReferenceEquals(list, _source))
        {
            (_source, _items) = (list, ItemList.Of(list, name));
        }

        return _items;
    }

    public void Advance() => Next++;

    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteNumberValue(Next);
}
