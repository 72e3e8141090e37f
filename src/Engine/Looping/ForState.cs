using System.Text.Json;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Looping;

/// <summary>Where a counting loop stands. Counted in 64 bits, so that a step past the largest Int32 ends the loop instead of wrapping round.</summary>
internal sealed class ForState(long next, long end, long step, bool inclusive) : ExecutionState
{
    private long _next = next;

    /// <summary>True: there is a turn for <see cref="Number"/>.</summary>
    public bool HasTurn => step >= 0
        ? inclusive ? _next <= end : _next < end
        : inclusive ? _next >= end : _next > end;

    /// <summary>The number of the next turn; an Int32 as long as there is a turn, because it lies between two.</summary>
    public int Number => (int)_next;

    public void Advance() => _next += step;

    /// <summary>The state of a loop that has begun.</summary>
    public static ForState Of(ActivityExecution execution)
    {
        if (execution.State is Stored stored)
        {
            var json = stored.Json;
            execution.State = new ForState(json[0].GetInt64(), json[1].GetInt64(), json[2].GetInt64(), json[3].GetBoolean());
        }

        return (ForState)execution.State!; // its first turn set it
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(_next);
        writer.WriteNumberValue(end);
        writer.WriteNumberValue(step);
        writer.WriteBooleanValue(inclusive);
        writer.WriteEndArray();
    }
}
