using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Changes;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Changes;

internal sealed class ChangeMapping : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.IsPart("case_changes").HasLengths(("What", 4000), ("By", PartMapping.ActorLength));
        builder.Property(row => row.By).HasColumnName("made_by");
        builder.Property(row => row.At).HasColumnName("made_at");
    }
}
