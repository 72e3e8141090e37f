using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Handover;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Handover;

internal sealed class HandoverLineMapping : IEntityTypeConfiguration<HandoverLine>
{
    public void Configure(EntityTypeBuilder<HandoverLine> builder) => builder.IsPart("case_handover_lines")
        .HasLengths(("Role", PartMapping.RoleLength));
}
