using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ProcessAutomation.Engine.Journal;
using ProcessAutomation.Persistence;
using ProcessAutomation.Persistence.Journal;

namespace ProcessAutomation.Host.Studio;

/// <summary>Reads the journal of an instance, and of it no more than is asked for. Lives with its database context.</summary>
internal sealed class InstanceJournal(CaseDbContext database)
{
    /// <summary>What stands after a sequence, oldest first; 0: all of it.</summary>
    public Task<ImmutableArray<JournalEntry>> AfterAsync(Guid id, long sequence, CancellationToken cancellationToken) =>
        ReadAsync(Of(id).Where(row => row.FirstSequence > sequence), _ => true, cancellationToken);

    /// <summary>What happened at one node.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="nodeId">Its path; empty: the instance itself.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<ImmutableArray<JournalEntry>> OfNodeAsync(Guid id, string nodeId, CancellationToken cancellationToken) =>
        ReadAsync(Of(id).OfNode(nodeId), entry => entry.NodeId == nodeId, cancellationToken);

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
