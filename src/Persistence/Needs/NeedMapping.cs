using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Needs;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Needs;

internal sealed class NeedMapping : IEntityTypeConfiguration<Need>
{
    public void Configure(EntityTypeBuilder<Need> builder) => builder.IsPart("case_needs")
        .HasLengths(("Knot", 200), ("Thread", 2000), ("EnteredBy", PartMapping.ActorLength));
}
