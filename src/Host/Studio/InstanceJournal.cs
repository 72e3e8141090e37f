using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Engine.Bursts;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Journal;

namespace ProcessAutomation.Host.Studio;

/// <summary>Reads the journal of an instance, and of it no more than is asked for. Lives with its database context.</summary>
internal sealed class InstanceJournal(CaseDbContext database)
{
    private const int BlocksAtOnce = 64;

    /// <summary>What stands after a sequence, oldest first and as it is asked for, so that who stops reading has not read the rest.</summary>
    public async IAsyncEnumerable<JournalEntry> AfterAsync(Guid id, long sequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var isMore = true; isMore;)
        {
            var after = sequence;
            var blocks = await Of(id).Where(row => row.FirstSequence > after).OrderBy(row => row.FirstSequence).Take(BlocksAtOnce).ToListAsync(cancellationToken);
            foreach (var line in blocks.SelectMany(block => JournalReader.Read(block.Entries)))
                yield return line;
            isMore = blocks.Count == BlocksAtOnce;
            if (isMore)
                sequence = blocks[^1].FirstSequence; // a block begins behind the one before it
        }
    }

    /// <summary>Counts what the tally has not.</summary>
    public async Task CountAsync(ExecutionTally tally, Guid id, CancellationToken cancellationToken)
    {
        await foreach (var line in AfterAsync(id, tally.Sequence, cancellationToken))
            tally.Add([line]);
    }

    /// <summary>What happened at one node.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="nodeId">Its path; empty: the instance itself.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<ImmutableArray<JournalEntry>> OfNodeAsync(Guid id, string nodeId, CancellationToken cancellationToken) =>
        ReadAsync(Of(id).OfNode(nodeId), entry => entry.NodeId == nodeId, cancellationToken);

    /// <summary>The last lines of an instance or of one of its nodes, oldest first, from the beginning of an execution on.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="nodeId">Its path; empty: the instance itself; null: all of it.</param>
    /// <param name="most">About how many lines; blocks are read whole.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<ImmutableArray<JournalEntry>> LastAsync(Guid id, string? nodeId, int most, CancellationToken cancellationToken)
    {
        var found = new List<ImmutableArray<JournalEntry>>();
        var (before, count, isMore) = (long.MaxValue, 0, true);
        while (isMore && count < most)
        {
            var end = before;
            var earlier = Of(id).Where(row => row.FirstSequence < end);
            var blocks = await (nodeId is null ? earlier : earlier.OfNode(nodeId)).OrderByDescending(row => row.FirstSequence).Take(BlocksAtOnce).ToListAsync(cancellationToken);
            foreach (var block in blocks.TakeWhile(_ => count < most))
            {
                ImmutableArray<JournalEntry> lines = [.. JournalReader.Read(block.Entries).Where(line => nodeId is null || line.NodeId == nodeId)];
                found.Add(lines);
                count += lines.Length;
            }

            isMore = blocks.Count == BlocksAtOnce;
            before = isMore ? blocks[^1].FirstSequence : before;
        }

        found.Reverse();
        var last = found.SelectMany(lines => lines);
        if (count < most)
            return [.. last];
        // What began before it would seem to have begun with its end.
        var begun = new HashSet<long>();
        return [.. last.Where(line => begun.Contains(line.ExecutionId) || (IsBeginning(line) && begun.Add(line.ExecutionId)) || line.Event == JournalEvents.Repeated)];
    }

    private static bool IsBeginning(JournalEntry line) => line.Event is JournalEvents.Started or JournalEvents.WorkflowStarted;

    /// <summary>What happened in one execution.</summary>
    public Task<ImmutableArray<JournalEntry>> OfExecutionAsync(Guid id, long executionId, CancellationToken cancellationToken) =>
        ReadAsync(Of(id).OfExecution(executionId), entry => entry.ExecutionId == executionId, cancellationToken);

    /// <summary>One line.</summary>
    public Task<ImmutableArray<JournalEntry>> LineAsync(Guid id, long sequence, CancellationToken cancellationToken) =>
        ReadAsync(Of(id).Where(row => row.FirstSequence <= sequence && row.FirstSequence + row.EntryCount > sequence), entry => entry.Sequence == sequence, cancellationToken);

    /// <summary>The lines of one event.</summary>
    public Task<ImmutableArray<JournalEntry>> OfEventAsync(Guid id, string name, CancellationToken cancellationToken) =>
        ReadAsync(Of(id).OfEvent(name), entry => entry.Event == name, cancellationToken);

    private IQueryable<JournalRow> Of(Guid id) => database.Journal.Where(row => row.InstanceId == id);

    private static async Task<ImmutableArray<JournalEntry>> ReadAsync(IQueryable<JournalRow> blocks, Func<JournalEntry, bool> isAsked, CancellationToken cancellationToken)
    {
        var entries = await blocks.OrderBy(row => row.FirstSequence).Select(row => row.Entries).ToListAsync(cancellationToken);
        return [.. entries.SelectMany(block => JournalReader.Read(block)).Where(isAsked)];
    }
}
