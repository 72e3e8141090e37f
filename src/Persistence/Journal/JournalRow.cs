using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ProcessAutomation.Persistence.Journal;

/// <summary>What one burst wrote into the journal; <see cref="Engine.Journal.JournalReader"/> reads the entries.</summary>
public sealed record JournalRow
{
    public required Guid InstanceId { get; init; }

    /// <summary>Sequence of the first entry, from 1.</summary>
    public required long FirstSequence { get; init; }
    public required int EntryCount { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required byte[] Entries { get; init; }

    /// <summary>Business clock.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<JournalRow>
    {
        public void Configure(EntityTypeBuilder<JournalRow> builder)
        {
            builder.ToTable("journal");
            builder.HasKey(row => new { row.InstanceId, row.FirstSequence });
        }
    }
}
