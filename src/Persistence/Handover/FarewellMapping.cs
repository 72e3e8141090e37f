using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Handover;

internal sealed class FarewellMapping : IEntityTypeConfiguration<Farewell>
{
    public void Configure(EntityTypeBuilder<Farewell> builder) => builder.IsPart("case_farewells")
        .HasLengths(("HeldBy", PartMapping.ActorLength), ("GoesOn", 4000), ("ResponsibilityTakenBy", 200), ("ResponsibilityStatement", 4000), ("EnteredBy", PartMapping.ActorLength));
}
