using System.Text.Json;
using ProcessAutomation.Engine.Instances;
using ProcessAutomation.Engine.Values;

namespace ProcessAutomation.Engine.Composition;

/// <summary>Where a bulk dispatch stands. Of the items only those are kept that have no child yet, so the ends of many children cost no more each than that of one.</summary>
internal sealed class BulkState(ChildRange children, int ended, Array left) : ExecutionState
{
    private int _next;

    /// <summary>The children made so far.</summary>
    public ChildRange Children { get; private set; } = children;

    /// <summary>How many of them have ended.</summary>
    public int Ended { get; private set; } = ended;

    /// <summary>How many items have no child yet.</summary>
    public int Left => left.Length - _next;

    /// <summary>The state of an execution that has begun.</summary>
    public static BulkState Of(ActivityExecution execution)
    {
        if (execution.State is Stored stored)
        {
            execution.State = Read(stored.Json);
        }

        return (BulkState)execution.State!; // its execution set it
    }

    /// <summary>Gives the next item a child.</summary>
    public (object? Item, Guid ChildId) Next()
    {
        var item = left.GetValue(_next++);
        Children = Children with { Count = Children.Count + 1 };
        return (item, Children.Last);
    }

    /// <summary>A child has ended.</summary>
    public void End() => Ended++;

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("first", Children.First);
        writer.WriteNumber("count", Children.Count);
        writer.WriteNumber("ended", Ended);
        if (Left > 0)
        {
            writer.WriteStartArray("left");
            for (var i = _next; i < left.Length; i++)
            {
                ValueCodec.Write(writer, left.GetValue(i), typeof(object));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static BulkState Read(JsonElement json)
    {
        var left = json.TryGetProperty("left", out var items) ? items.EnumerateArray().Select(static item => ValueCodec.Read(item, typeof(object))).ToArray() : [];
        return new BulkState(new ChildRange(json.GetProperty("first").GetGuid(), json.GetProperty("count").GetInt32()), json.GetProperty("ended").GetInt32(), left);
    }
}
