using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Persistence.Takeover;

/// <summary>What a case was called where it was taken over from: the same reference twice is one case.</summary>
public sealed record TakeoverReference
{
    /// <summary>The longest reference.</summary>
    public const int MaxLength = 100;

    /// <summary>The case's name elsewhere; unique here.</summary>
    public required string Reference { get; init; }

    /// <summary>The case here.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>When, business clock, UTC.</summary>
    public required DateTimeOffset TakenOverAt { get; init; }

    /// <summary>User id.</summary>
    public required string TakenOverBy { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TakeoverReference>
    {
        public void Configure(EntityTypeBuilder<TakeoverReference> builder)
        {
            builder.ToTable("takeover_references");
            builder.HasKey(row => row.Reference);
            builder.Property(row => row.Reference).HasMaxLength(MaxLength);
            builder.Property(row => row.TakenOverBy).HasMaxLength(100);
            builder.HasOne<Case>().WithMany().HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
            builder.OutsideCaseGuard();
        }
    }
}
