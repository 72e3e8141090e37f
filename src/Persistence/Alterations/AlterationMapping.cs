using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Engine.Alterations;

namespace ProcessAutomation.Persistence.Alterations;

/// <summary>Alterations for pages. They are written by the engine's commit only.</summary>
internal sealed class AlterationMapping : IEntityTypeConfiguration<AlterationWrite>
{
    public void Configure(EntityTypeBuilder<AlterationWrite> builder)
    {
        builder.ToTable("alterations");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.AlteredBy).HasMaxLength(100);
    }
}
