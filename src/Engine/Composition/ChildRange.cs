using System.Buffers.Binary;

namespace ProcessAutomation.Engine.Composition;

/// <summary>
/// Instances that one activity started, without a list of them: their ids follow each other, so that ten thousand are as easy to keep and to
/// cancel as one. The first id is version 7, so those of other activities lie elsewhere.
/// </summary>
/// <param name="First">Id of the first.</param>
/// <param name="Count">How many; from 0.</param>
public readonly record struct ChildRange(Guid First, int Count)
{
    // Of the last eight bytes the two top bits are the variant; the next one is kept clear, so that adding never reaches them.
    private const ulong CarryBit = 1UL << 61;

    /// <summary>Id of the last; the first one when there is none.</summary>
    public Guid Last => this[Math.Max(0, Count - 1)];

    /// <summary>Id of the one at a place, from 0.</summary>
    public Guid this[int index] => Changed(First, low => low + (ulong)index);

    /// <summary>An empty range.</summary>
    /// <param name="id">A new id.</param>
    public static ChildRange From(Guid id) => new(Changed(id, static low => low & ~CarryBit), 0);

    private static Guid Changed(Guid id, Func<ulong, ulong> change)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], change(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])));
        return new Guid(bytes, bigEndian: true);
    }
}
