using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace ProcessAutomation.Persistence.Journal;

/// <summary>Looks into journal blocks inside the database, so that those that tell of something else are neither sent nor read.</summary>
public static class JournalText
{
    /// <summary>Blocks that tell of a node, among perhaps others. An empty path: of the instance itself.</summary>
    public static IQueryable<JournalRow> OfNode(this IQueryable<JournalRow> blocks, string nodeId) => blocks.Holding($"\"n\":\"{JsonEncodedText.Encode(nodeId)}\"");

    /// <summary>Blocks that tell of an execution, among perhaps others.</summary>
    public static IQueryable<JournalRow> OfExecution(this IQueryable<JournalRow> blocks, long executionId) => blocks.Holding(FormattableString.Invariant($"\"x\":{executionId},"));

    /// <summary>Blocks in which something of this name happened, among perhaps others.</summary>
    public static IQueryable<JournalRow> OfEvent(this IQueryable<JournalRow> blocks, string name) => blocks.Holding($"\"e\":\"{JsonEncodedText.Encode(name)}\"");

    /// <summary>Where a text begins in a block, from 1; 0: it is not in it. Only inside a query.</summary>
    /// <exception cref="InvalidOperationException">Called outside a query.</exception>
    public static int Place(byte[] entries, byte[] text) =>
        throw new InvalidOperationException($"{nameof(Place)}({nameof(entries)}, {nameof(text)}) has a meaning inside queries only.");

    internal static void Map(ModelBuilder model, bool isSqlite)
    {
        var function = model.HasDbFunction(typeof(JournalText).GetMethod(nameof(Place), [typeof(byte[]), typeof(byte[])])!); // just above
        if (isSqlite)
            function.HasName("instr").IsBuiltIn();
        else
            function.HasName("position").HasSchema("pg_catalog");
    }

    private static IQueryable<JournalRow> Holding(this IQueryable<JournalRow> blocks, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return blocks.Where(row => Place(row.Entries, bytes) > 0);
    }
}
