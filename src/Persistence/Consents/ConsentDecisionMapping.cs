using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Consents;

internal sealed class ConsentDecisionMapping : IEntityTypeConfiguration<ConsentDecision>
{
    public void Configure(EntityTypeBuilder<ConsentDecision> builder) => builder.IsPart("case_consents")
        .HasLengths(("AskedBy", PartMapping.ActorLength), ("Explained", 4000), ("EnteredBy", PartMapping.ActorLength));
}
