using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Measures;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Measures;

internal sealed class MeasureMapping : IEntityTypeConfiguration<Measure>
{
    public void Configure(EntityTypeBuilder<Measure> builder) => builder.IsPart("case_measures")
        .HasLengths(("Title", 200), ("RequiredOfPerson", 2000), ("EnteredBy", PartMapping.ActorLength))
        .Property(row => row.Answers).HasConversion<NumbersConverter, NumbersComparer>().HasMaxLength(1000);
}
