using System.Collections.Immutable;
using System.Text.Json;

namespace ProcessAutomation.Engine.Journal;

/// <summary>Reads what <see cref="JournalWriter"/> wrote. Names it does not know are passed over.</summary>
public static class JournalReader
{
    /// <summary>The entries of one block, in order.</summary>
    public static ImmutableArray<JournalEntry> Read(ReadOnlySpan<byte> block)
    {
        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        var reader = new Utf8JsonReader(block);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                entries.Add(ReadEntry(ref reader));
        }

        return entries.DrainToImmutable();
    }

    private static JournalEntry ReadEntry(ref Utf8JsonReader reader)
    {
        long sequence = 0, microseconds = 0, execution = 0;
        string node = "", name = "";
        string? message = null;
        var repeats = 1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            reader.Read();
            switch (property)
            {
                case (byte)'s': sequence = reader.GetInt64(); break;
                case (byte)'t': microseconds = reader.GetInt64(); break;
                case (byte)'n': node = reader.GetString()!; break; // the writer never writes null here
                case (byte)'x': execution = reader.GetInt64(); break;
                case (byte)'e': name = reader.GetString()!; break; // nor here
                case (byte)'m': message = reader.GetString(); break;
                case (byte)'r': repeats = reader.GetInt32(); break;
                default: reader.Skip(); break;
            }
        }

        var at = DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return new JournalEntry(sequence, at, node, execution, name, message, repeats);
    }
}
