using System.Buffers;
using System.Text.Json;

namespace ProcessAutomation.Engine.Journal;

/// <summary>
/// Writes the entries of one burst into one buffer, without intermediate objects. Not thread-safe; reusable after <see cref="Reset"/>.
/// The names are short because every burst of every case repeats them: s sequence, t microseconds since the Unix epoch, n node,
/// x execution, e event, m message, r repeats.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    private static readonly JsonEncodedText SequenceName = JsonEncodedText.Encode("s");
    private static readonly JsonEncodedText AtName = JsonEncodedText.Encode("t");
    private static readonly JsonEncodedText NodeName = JsonEncodedText.Encode("n");
    private static readonly JsonEncodedText ExecutionName = JsonEncodedText.Encode("x");
    private static readonly JsonEncodedText EventName = JsonEncodedText.Encode("e");
    private static readonly JsonEncodedText MessageName = JsonEncodedText.Encode("m");
    private static readonly JsonEncodedText RepeatsName = JsonEncodedText.Encode("r");

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;
    private long _firstSequence;
    private int _count;

    /// <summary>An empty writer.</summary>
    public JournalWriter() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>How many entries have been written since the last reset.</summary>
    public int Count => _count;

    /// <summary>Adds a line; sequences must follow each other without a gap.</summary>
    public void Write(in JournalEntry entry)
    {
        if (_count++ == 0)
        {
            _firstSequence = entry.Sequence;
            _json.WriteStartArray();
        }

        _json.WriteStartObject();
        _json.WriteNumber(SequenceName, entry.Sequence);
        _json.WriteNumber(AtName, (entry.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        _json.WriteString(NodeName, entry.NodeId);
        _json.WriteNumber(ExecutionName, entry.ExecutionId);
        _json.WriteString(EventName, entry.Event);
        if (entry.Message is not null)
            _json.WriteString(MessageName, entry.Message);
        if (entry.Repeats != 1)
            _json.WriteNumber(RepeatsName, entry.Repeats);
        _json.WriteEndObject();
    }

    /// <summary>The block to commit, valid until the next <see cref="Reset"/>; null when nothing was written.</summary>
    public JournalBlock? Finish()
    {
        if (_count == 0)
            return null;
        _json.WriteEndArray();
        _json.Flush();
        return new JournalBlock { FirstSequence = _firstSequence, Count = _count, Entries = _buffer.WrittenMemory };
    }

    /// <summary>Forgets everything and keeps the buffer.</summary>
    public void Reset()
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _count = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
