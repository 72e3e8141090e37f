using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Units;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Units;

internal sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units");
        builder.HasKey(row => row.Id);
        builder.HasLengths(("Id", 60), ("Name", 200), ("RegionId", 60), ("LeaderId", PartMapping.ActorLength));
    }
}

internal sealed class AgencyMapping : IEntityTypeConfiguration<Agency>
{
    public void Configure(EntityTypeBuilder<Agency> builder)
    {
        builder.ToTable("agencies");
        builder.HasKey(row => row.Id);
        builder.HasLengths(("Id", 60), ("Name", 200), ("Role", PartMapping.RoleLength), ("Email", 254));
    }
}

internal sealed class UserAccountMapping : IEntityTypeConfiguration<UserAccount>
{
    public void Configure(EntityTypeBuilder<UserAccount> builder)
    {
        builder.ToTable("users");
        builder.HasKey(row => row.Id);
        builder.HasLengths(("Id", PartMapping.ActorLength), ("DisplayName", 200), ("UnitId", 60), ("AgencyId", 60), ("Email", 254));
        builder.Property(row => row.Roles).HasConversion<KeysConverter, KeysComparer>().HasMaxLength(500);
        builder.HasIndex(row => row.UnitId).HasDatabaseName("users_unit");
    }
}
