using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Cases;

namespace ProcessAutomation.Persistence.Cases;

internal sealed class RoleHoldingMapping : IEntityTypeConfiguration<RoleHolding>
{
    public void Configure(EntityTypeBuilder<RoleHolding> builder)
    {
        builder.IsPart("case_roles").HasLengths(("Role", PartMapping.RoleLength), ("UserId", PartMapping.ActorLength));
        builder.Property(row => row.From).HasColumnName("from_date");
        builder.Property(row => row.To).HasColumnName("to_date");
    }
}
