using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProcessAutomation.Engine.Instances;

/// <summary>What a running activity remembers between bursts. Holds ids and counters, never text about a person.</summary>
internal abstract class ExecutionState
{
    /// <summary>Writes exactly one JSON value.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>State read from the store and not asked for since: written back as it came.</summary>
    internal sealed class Stored(JsonElement json) : ExecutionState
    {
        public JsonElement Json { get; } = json;

        public override void WriteTo(Utf8JsonWriter writer) => Json.WriteTo(writer);
    }

    /// <summary>State of an activity outside the engine, through source-generated metadata.</summary>
    internal sealed class Typed<T>(T value, JsonTypeInfo<T> type) : ExecutionState
    {
        public T Value { get; } = value;

        public override void WriteTo(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, Value, type);
    }
}
