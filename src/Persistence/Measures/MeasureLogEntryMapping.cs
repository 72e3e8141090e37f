using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Measures;

internal sealed class MeasureLogEntryMapping : IEntityTypeConfiguration<MeasureLogEntry>
{
    public void Configure(EntityTypeBuilder<MeasureLogEntry> builder)
    {
        builder.IsPart("case_measure_log").HasLengths(("Text", 4000), ("EnteredBy", PartMapping.ActorLength));
        builder.Property(row => row.On).HasColumnName("on_date");
    }
}
