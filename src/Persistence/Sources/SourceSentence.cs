using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Cases;
using ProcessAutomation.Domain.People;

namespace ProcessAutomation.Persistence.Sources;

/// <summary>
/// A sentence as the source system last described it, and the case it is served in. What a message changes is seen against the one before: what people
/// have entered here meanwhile is not overwritten by a message that does not speak of it.
/// </summary>
public sealed class SourceSentence
{
    /// <summary>The longest id.</summary>
    public const int MaxId = 100;

    /// <summary>The sentence's id in the source system.</summary>
    public required string SourceId { get; init; }

    /// <summary>The case here; null: the sentence had ended when it was first told of, and there was none.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>The person here; null with the case: nobody is entered without one.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>Of the newest message; guards the row.</summary>
    public required long Sequence { get; set; }

    /// <summary>SHA-256 of the newest message, in hex.</summary>
    public required string ContentHash { get; set; }

    /// <summary>What the newest message did: a code, told again when it comes again.</summary>
    public required string Effect { get; set; }

    /// <summary>The unit as last told.</summary>
    public required string UnitId { get; set; }

    /// <summary>First day as last told.</summary>
    public required DateOnly StartDate { get; set; }

    /// <summary>Expected release as last told; null: not known.</summary>
    public DateOnly? ReleaseDate { get; set; }

    /// <summary>Planned transfer as last told; null: none.</summary>
    public DateOnly? TransferDate { get; set; }

    /// <summary>End of custody on remand as last told; null: none.</summary>
    public DateOnly? CustodyEndDate { get; set; }

    /// <summary>The day the sentence ended before its time; null: it goes on.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>When the newest message came, business clock, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Who sent it: a program's id.</summary>
    public required string ReceivedFrom { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SourceSentence>
    {
        public void Configure(EntityTypeBuilder<SourceSentence> builder)
        {
            builder.ToTable("source_sentences");
            builder.HasKey(row => row.SourceId);
            builder.Property(row => row.SourceId).HasMaxLength(MaxId);
            builder.Property(row => row.Sequence).IsConcurrencyToken();
            builder.Property(row => row.ContentHash).HasMaxLength(64);
            builder.Property(row => row.Effect).HasMaxLength(20);
            builder.Property(row => row.UnitId).HasMaxLength(60);
            builder.Property(row => row.ReceivedFrom).HasMaxLength(100);
            builder.HasIndex(row => row.CaseId).HasDatabaseName("source_sentences_case");
            builder.HasOne<Case>().WithMany().HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.OutsideCaseGuard();
        }
    }
}
