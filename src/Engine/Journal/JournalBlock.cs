namespace ProcessAutomation.Engine.Journal;

/// <summary>
/// What one burst adds to the journal of its instance: one row. <see cref="Entries"/> is written once as UTF-8 JSON and stored as it is.
/// </summary>
public sealed record JournalBlock
{
    /// <summary>Sequence of the first entry inside the instance, from 1; the next block begins at this plus <see cref="Count"/>.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>How many entries the block has.</summary>
    public required int Count { get; init; }

    /// <summary>A JSON array in UTF-8, as <see cref="JournalWriter"/> writes it.</summary>
    public required ReadOnlyMemory<byte> Entries { get; init; }
}

/// <summary>One line of the journal: what happened, for people.</summary>
/// <param name="Sequence">Position inside the instance, from 1.</param>
/// <param name="At">When, business clock, UTC.</param>
/// <param name="NodeId">Path of the node; empty for the instance itself.</param>
/// <param name="ExecutionId">The execution inside the instance; 0 for the instance itself.</param>
/// <param name="Event">Stable word, e.g. <c>Started</c>, <c>Completed</c>, <c>Faulted</c>.</param>
/// <param name="Message">Ids and codes only; null means none.</param>
/// <param name="Repeats">How often the line stands for the same thing; 1 unless a loop was folded.</param>
public readonly record struct JournalEntry(
    long Sequence, DateTimeOffset At, string NodeId, long ExecutionId, string Event, string? Message, int Repeats = 1);
