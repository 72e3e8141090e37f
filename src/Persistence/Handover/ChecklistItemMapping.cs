using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Handover;

internal sealed class ChecklistItemMapping : IEntityTypeConfiguration<ChecklistItem>
{
    public void Configure(EntityTypeBuilder<ChecklistItem> builder)
    {
        builder.IsPart("case_checklist").HasLengths(("Key", 200), ("DoneBy", PartMapping.ActorLength));
        builder.Property(row => row.Key).HasColumnName("item");
    }
}
