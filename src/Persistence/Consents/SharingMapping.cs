using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Consents;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Consents;

internal sealed class SharingMapping : IEntityTypeConfiguration<Sharing>
{
    public void Configure(EntityTypeBuilder<Sharing> builder) => builder.IsPart("case_sharings")
        .HasLengths(("SharedBy", PartMapping.ActorLength));
}
