using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using ProcessAutomation.Engine.Instances;

namespace ProcessAutomation.Engine.Bursts;

/// <summary>Buffers of one burst, used again by later ones: what was written with them is valid until it is disposed.</summary>
internal sealed class BurstScratch : IDisposable
{
    private const int MaxSpare = 32;
    private const int MaxKeptBytes = 1 << 20;
    private static readonly ConcurrentQueue<BurstScratch> Spare = new();

    private readonly ArrayBufferWriter<byte> _state = new(2048);
    private readonly Utf8JsonWriter _writer;

    private BurstScratch() => _writer = new Utf8JsonWriter(_state, new JsonWriterOptions { SkipValidation = true });

    public BurstJournal Journal { get; } = new();

    public static BurstScratch Rent() => Spare.TryDequeue(out var scratch) ? scratch : new BurstScratch();

    public ReadOnlyMemory<byte> Write(InstanceState state, bool isBetweenBursts)
    {
        _state.ResetWrittenCount();
        _writer.Reset(_state);
        InstanceStateWriter.Write(_writer, state, isBetweenBursts);
        _writer.Flush();
        return _state.WrittenMemory;
    }

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        if (_state.Capacity <= MaxKeptBytes && Spare.Count < MaxSpare)
        {
            Spare.Enqueue(this);
        }
        else
        {
            _writer.Dispose();
            Journal.Dispose();
        }
    }
}
