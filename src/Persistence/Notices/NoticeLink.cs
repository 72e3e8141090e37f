using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Notices;

namespace ProcessAutomation.Persistence.Notices;

/// <summary>A link by which one recipient answers one notice without an account. A notice that is tried several times has several.</summary>
public sealed record NoticeLink
{
    /// <summary>SHA-256 of the token in lower-case hex. The token itself stands in the mail and nowhere else.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>When it stops, business clock, UTC, exclusive.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeLink>
    {
        public void Configure(EntityTypeBuilder<NoticeLink> builder)
        {
            builder.ToTable("notice_links");
            builder.OutsideCaseGuard();
            builder.HasKey(row => row.TokenHash);
            builder.Property(row => row.TokenHash).HasMaxLength(64).ValueGeneratedNever();
            builder.HasOne<NoticeAcknowledgement>().WithMany().HasForeignKey(row => row.NoticeId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(row => row.NoticeId).HasDatabaseName("notice_links_notice");
        }
    }
}
