using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ProcessAutomation.Domain.Groups;
using ProcessAutomation.Persistence.Cases;

namespace ProcessAutomation.Persistence.Groups;

internal sealed class GroupMemberMapping : IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<GroupMember> builder) => builder.IsPart("case_members")
        .HasLengths(("Role", PartMapping.RoleLength), ("UserId", PartMapping.ActorLength), ("AgencyId", 60), ("Name", 200), ("Email", 254));
}
