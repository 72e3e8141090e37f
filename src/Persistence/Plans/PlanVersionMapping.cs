using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Plans;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Plans;

internal sealed class PlanVersionMapping : IEntityTypeConfiguration<PlanVersion>
{
    public void Configure(EntityTypeBuilder<PlanVersion> builder) => builder.IsPart("case_plan_versions")
        .HasLengths(("AgreedWith", PartMapping.ActorLength), ("Note", 4000), ("EnteredBy", PartMapping.ActorLength));
}
